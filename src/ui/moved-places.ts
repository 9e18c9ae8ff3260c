import type { OperationResult, RootView } from '../engine/app-state.ts';
import { placeOf } from './plan-rows.ts';

/** Photos that left one folder. */
export interface MovedPlace {
  place: string;
  count: number;
  bytes: number;
}

/** Where moved photos came from, most first, then by name. */
export function movedPlaces(
  results: readonly OperationResult[],
  roots: readonly RootView[],
): readonly MovedPlace[] {
  const places = new Map<string, MovedPlace>();
  for (const result of results) {
    if (result.kind !== 'moved') continue;
    const place = placeOf(result.file, roots);
    const known = places.get(place) ?? { place, count: 0, bytes: 0 };
    places.set(place, {
      place,
      count: known.count + 1,
      bytes: known.bytes + result.file.sizeBytes,
    });
  }
  return [...places.values()].sort((a, b) =>
    a.count === b.count
      ? a.place.localeCompare(b.place, 'en', { numeric: true })
      : b.count - a.count,
  );
}
