import { expect, it } from 'vitest';
import type { OperationResult } from '../engine/app-state.ts';
import { samplePhoto } from './group-sample.ts';
import { movedPlaces } from './moved-places.ts';

function moved(path: string, sizeBytes: number): OperationResult {
  return {
    kind: 'moved',
    file: samplePhoto(path, sizeBytes),
    quarantinePath: `q/${path}`,
    keptModifiedDate: true,
  };
}

it('counts moved photos by folder, most first', () => {
  const results: OperationResult[] = [
    moved('b/1.jpg', 10),
    moved('a/1.jpg', 1),
    moved('c/1.jpg', 5),
    moved('c/2.jpg', 6),
    {
      kind: 'refused',
      file: samplePhoto('c/3.jpg', 100),
      refusal: { kind: 'protected' },
    },
  ];
  expect(movedPlaces(results, [])).toEqual([
    { place: 'Folder/c', count: 2, bytes: 11 },
    { place: 'Folder/a', count: 1, bytes: 1 },
    { place: 'Folder/b', count: 1, bytes: 10 },
  ]);
});
