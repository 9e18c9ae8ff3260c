import type { ExifFacts, Fingerprint } from '../domain/fingerprint.ts';
import type { ImageFormat } from '../domain/image-format.ts';
import { areNotes } from './stored-notes.ts';

/** What is stored of a fingerprint beside its bytes. */
export interface StoredFacts extends Pick<
  Fingerprint,
  | 'format'
  | 'widthPx'
  | 'heightPx'
  | 'frameCount'
  | 'isIncomplete'
  | 'quality'
  | 'exif'
> {
  pdqQuality: number;
  flagBits: number;
}

/** Facts without their names, in the order below; what is not known is undefined. */
export type StoredList = readonly unknown[];

/** A changed order needs a migration; new facts go to the end. */
const FACTS = [
  'format',
  'widthPx',
  'heightPx',
  'frameCount',
  'isIncomplete',
  'pdqQuality',
  'flagBits',
] as const satisfies readonly (keyof StoredFacts)[];

const QUALITY = [
  'sharpness',
  'jpegQuality',
  'spectralDrop',
  'blockiness',
] as const satisfies readonly (keyof Fingerprint['quality'])[];

const EXIF = [
  'orientation',
  'hasGps',
  'capturedAt',
  'cameraMake',
  'cameraModel',
  'lens',
  'software',
  'rating',
  'place',
  'keywords',
  'caption',
  'besideBytes',
  'exposureTimeS',
  'exposureBiasEv',
  'hasMaps',
  'subSecondS',
  'hasFilm',
] as const satisfies readonly (keyof ExifFacts)[];

/** Does not compile while a fact is missing from the lists above. */
export const IS_COMPLETE: [
  Exclude<keyof StoredFacts, (typeof FACTS)[number] | 'quality' | 'exif'>,
  Exclude<keyof Fingerprint['quality'], (typeof QUALITY)[number]>,
  Exclude<keyof ExifFacts, (typeof EXIF)[number]>,
] extends [never, never, never]
  ? true
  : false = true;

export function listOfFacts(facts: StoredFacts): StoredList {
  const { quality, exif } = facts;
  const list = [
    ...FACTS.map((name) => facts[name]),
    ...QUALITY.map((name) => quality[name]),
    ...EXIF.map((name) => exif[name]),
  ];
  while (list.at(-1) === undefined) list.pop();
  return list;
}

/** @returns undefined for a list that is damaged; rows come from disk, so nothing about them is sure */
export function factsOfList(list: unknown): StoredFacts | undefined {
  if (!Array.isArray(list)) return undefined;
  const values: readonly unknown[] = list;
  const facts: Partial<Record<keyof StoredFacts, unknown>> = {
    ...named(FACTS, values.slice(0, FACTS.length)),
    quality: named(QUALITY, values.slice(FACTS.length)),
    exif: named(EXIF, values.slice(FACTS.length + QUALITY.length)),
  };
  return isWhole(facts) ? facts : undefined;
}

function named<Name extends string>(
  names: readonly Name[],
  values: readonly unknown[],
): Partial<Record<Name, unknown>> {
  const facts: Partial<Record<Name, unknown>> = {};
  names.forEach((name, at) => {
    if (values[at] !== undefined) facts[name] = values[at];
  });
  return facts;
}

function isWhole(
  facts: Partial<Record<keyof StoredFacts, unknown>>,
): facts is StoredFacts & Record<'format', ImageFormat> {
  const { quality, exif } = facts;
  return (
    typeof facts.format === 'string' &&
    typeof facts.widthPx === 'number' &&
    typeof facts.heightPx === 'number' &&
    typeof facts.frameCount === 'number' &&
    typeof facts.isIncomplete === 'boolean' &&
    typeof facts.pdqQuality === 'number' &&
    typeof facts.flagBits === 'number' &&
    isRecord(quality) &&
    typeof quality['sharpness'] === 'number' &&
    isExif(exif)
  );
}

function isExif(exif: unknown): boolean {
  return (
    isRecord(exif) &&
    typeof exif['orientation'] === 'number' &&
    typeof exif['hasGps'] === 'boolean' &&
    areNotes(exif)
  );
}

function isRecord(value: unknown): value is Partial<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
