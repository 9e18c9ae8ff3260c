import {
  DIHEDRAL_TRANSFORMS,
  type DihedralTransform,
} from '../domain/fingerprint.ts';
import { contentHash, type ContentHash } from '../domain/photo-id.ts';
import type { PairMeasure } from '../domain/relation.ts';
import { bytesOfHex, hexOfBytes } from './hex-bytes.ts';
import type { StoredPairMeasure } from './storage-schema.ts';

const HASH_BYTES = 32;

/** Always measured. A changed order needs a migration; new measures go to the end of MAYBE. */
const ALWAYS = [
  'widthPx',
  'heightPx',
  'ncc',
  'worstTileNcc',
  'badTileShare',
  'worstTileDifference',
  'gain',
  'offset',
  'overlap',
] as const satisfies readonly (keyof PairMeasure)[];

/** Measured where it can be. */
const MAYBE = [
  'secondOverlap',
  'medianTileNcc',
  'texturedTileShare',
  'detailRatio',
  'badInnerTileShare',
  'firstMarginFlat',
  'firstMarginEdge',
  'secondMarginFlat',
  'secondMarginEdge',
  'scale',
  'outlineDb',
  'flatGain',
  'changedFill',
  'clippedGain',
  'firstOnSecondSteps',
  'secondOnFirstSteps',
  'enlargementDb',
  'finestDb',
  'firstResaveMisfit',
  'secondResaveMisfit',
  'firstNoise',
  'secondNoise',
  'partMisfit',
  'grainAgreement',
  'firstGrain',
  'secondGrain',
  'unforetoldDb',
  'firstEarlierMisfit',
  'secondEarlierMisfit',
  'foretoldDb',
  'outlineGain',
] as const satisfies readonly (keyof PairMeasure)[];

const TURN = 0;
const IS_SWAPPED = 1;
const MEASURES = 2;
const LENGTH = MEASURES + ALWAYS.length + MAYBE.length;

/** Does not compile while a measure is missing from the lists above. */
export const IS_COMPLETE: [
  Exclude<
    keyof PairMeasure,
    (typeof ALWAYS)[number] | (typeof MAYBE)[number] | 'transform'
  >,
] extends [never]
  ? true
  : false = true;

/**
 * The second look at a pair as stored, under `pairBytes`: number of the transform, 1 when the
 * second content is the one that sorts first, then ALWAYS and MAYBE; NaN for what was not measured.
 */
export type PairRow = Float64Array;

/** The key of a pair, whichever comes first: both hashes, in order. */
export function pairBytes(
  a: ContentHash,
  b: ContentHash,
): Uint8Array<ArrayBuffer> {
  return bytesOfHex(a < b ? a + b : b + a);
}

/** What was a key in the store. */
export function contentsOfPair(
  key: ArrayBuffer | ArrayBufferView,
): [ContentHash, ContentHash] {
  const bytes = ArrayBuffer.isView(key)
    ? new Uint8Array(key.buffer, key.byteOffset, key.byteLength)
    : new Uint8Array(key);
  return [
    contentHash(hexOfBytes(bytes.subarray(0, HASH_BYTES))),
    contentHash(hexOfBytes(bytes.subarray(HASH_BYTES))),
  ];
}

export function pairRow({
  first,
  second,
  measure,
}: StoredPairMeasure): PairRow {
  return Float64Array.of(
    DIHEDRAL_TRANSFORMS.indexOf(measure.transform),
    Number(second < first),
    ...ALWAYS.map((name) => measure[name]),
    ...MAYBE.map((name) => measure[name] ?? Number.NaN),
  );
}

/** @returns undefined for a damaged row, or one of fewer measures: the pair is looked at again */
export function pairOfRow(
  key: ArrayBuffer | ArrayBufferView,
  row: unknown,
): StoredPairMeasure | undefined {
  if (!(row instanceof Float64Array) || row.length !== LENGTH) return undefined;
  const measures = row.subarray(MEASURES);
  const transform = transformOf(row);
  const isWhole = ALWAYS.every((_name, at) => Number.isFinite(measures[at]));
  if (transform === undefined || !isWhole) return undefined;
  const measure: PairMeasure = { transform, ...always(measures) };
  MAYBE.forEach((name, at) => {
    const value = measures[ALWAYS.length + at];
    if (value !== undefined && !Number.isNaN(value)) measure[name] = value;
  });
  const [low, high] = contentsOfPair(key);
  return row[IS_SWAPPED] === 1
    ? { first: high, second: low, measure }
    : { first: low, second: high, measure };
}

function transformOf(row: Float64Array): DihedralTransform | undefined {
  return DIHEDRAL_TRANSFORMS[row[TURN] ?? -1];
}

function always(
  measures: Float64Array,
): Record<(typeof ALWAYS)[number], number> {
  const value = (name: (typeof ALWAYS)[number]): number =>
    measures[ALWAYS.indexOf(name)] ?? 0;
  return {
    widthPx: value('widthPx'),
    heightPx: value('heightPx'),
    ncc: value('ncc'),
    worstTileNcc: value('worstTileNcc'),
    badTileShare: value('badTileShare'),
    worstTileDifference: value('worstTileDifference'),
    gain: value('gain'),
    offset: value('offset'),
    overlap: value('overlap'),
  };
}
