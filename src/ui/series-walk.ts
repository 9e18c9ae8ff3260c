import type { FileKey } from '../domain/photo-id.ts';
import type { ShotSeries } from '../domain/similar-shots.ts';
import type { PressedKey } from './review-keys.ts';

/** What a key asks for among the series. */
export type SeriesCommand =
  | 'next-photo'
  | 'previous-photo'
  | 'next-series'
  | 'previous-series'
  | 'favourite'
  | 'undo';

type WalkCommand = Exclude<SeriesCommand, 'favourite' | 'undo'>;

const STEP_OF_COMMAND: Readonly<Record<WalkCommand, SeriesPlace>> = {
  'next-photo': { series: 0, photo: 1 },
  'previous-photo': { series: 0, photo: -1 },
  'next-series': { series: 1, photo: 0 },
  'previous-series': { series: -1, photo: 0 },
};

const COMMAND_OF_KEY: Readonly<Record<string, SeriesCommand>> = {
  arrowright: 'next-photo',
  arrowleft: 'previous-photo',
  arrowdown: 'next-series',
  arrowup: 'previous-series',
};

const COMMAND_OF_LETTER: Readonly<Record<string, SeriesCommand>> = {
  f: 'favourite',
  z: 'undo',
};

/**
 * The command of a key press, undefined for keys that belong to the browser.
 * @param areLettersOn whether single characters are commands
 */
export function seriesCommandOfKey(
  { key, shiftKey, ctrlKey, metaKey, altKey }: PressedKey,
  areLettersOn: boolean,
): SeriesCommand | undefined {
  const name = key.toLowerCase();
  if (ctrlKey || metaKey) {
    return name === 'z' && !shiftKey ? 'undo' : undefined;
  }
  if (altKey || shiftKey) return undefined;
  return (
    COMMAND_OF_KEY[name] ?? (areLettersOn ? COMMAND_OF_LETTER[name] : undefined)
  );
}

/** Where one is: a photo, by the place of its series and its own in it. */
export interface SeriesPlace {
  series: number;
  photo: number;
}

/** Where a photo is; undefined when it is in none of the series. */
export function placeOf(
  all: readonly ShotSeries[],
  key: FileKey | undefined,
): SeriesPlace | undefined {
  if (key === undefined) return undefined;
  for (const [series, { photos }] of all.entries()) {
    const photo = photos.findIndex((one) => one.key === key);
    if (photo >= 0) return { series, photo };
  }
  return undefined;
}

/**
 * The photo that a command leads to: the first of all when one was nowhere. Another series begins
 * at its first photo; at an end one stays.
 */
export function besidePhoto(
  all: readonly ShotSeries[],
  from: SeriesPlace | undefined,
  command: WalkCommand,
): FileKey | undefined {
  if (from === undefined) return all[0]?.photos[0]?.key;
  const step = STEP_OF_COMMAND[command];
  const series = from.series + step.series;
  const photo = step.series === 0 ? from.photo + step.photo : 0;
  return all[series]?.photos[photo]?.key;
}
