import type { DihedralTransform } from './fingerprint.ts';
import type { PairMeasure } from './relation.ts';

/** A transform taken apart: first the left-right mirror, then clockwise quarter turns (0–3). */
export interface TransformParts {
  isMirrored: boolean;
  quarterTurns: number;
}

const PARTS: Record<DihedralTransform, TransformParts> = {
  upright: { isMirrored: false, quarterTurns: 0 },
  'turned-90': { isMirrored: false, quarterTurns: 1 },
  'turned-180': { isMirrored: false, quarterTurns: 2 },
  'turned-270': { isMirrored: false, quarterTurns: 3 },
  mirrored: { isMirrored: true, quarterTurns: 0 },
  'mirrored-turned-90': { isMirrored: true, quarterTurns: 1 },
  'mirrored-turned-180': { isMirrored: true, quarterTurns: 2 },
  'mirrored-turned-270': { isMirrored: true, quarterTurns: 3 },
};

/** The mirror and the turn that make up a transform. */
export function transformParts(transform: DihedralTransform): TransformParts {
  return PARTS[transform];
}

/** Whether the transform exchanges width and height. */
export function swapsSides(transform: DihedralTransform): boolean {
  return PARTS[transform].quarterTurns % 2 === 1;
}

/** What takes the second picture back to the first. A mirror followed by a turn undoes itself. */
export function inverseTransform(
  transform: DihedralTransform,
): DihedralTransform {
  if (transform === 'turned-90') return 'turned-270';
  if (transform === 'turned-270') return 'turned-90';
  return transform;
}

/**
 * Where a pixel of the transformed square comes from.
 * @param side side of the square, px
 * @returns row-major index into the square before the transform
 */
function sourceIndex(
  x: number,
  y: number,
  side: number,
  parts: TransformParts,
): number {
  const last = side - 1;
  let fromX = x;
  let fromY = y;
  for (let turn = 0; turn < parts.quarterTurns; turn += 1) {
    // A clockwise quarter turn moves (x, y) to (last − y, x); this goes back.
    [fromX, fromY] = [fromY, last - fromX];
  }
  if (parts.isMirrored) fromX = last - fromX;
  return fromY * side + fromX;
}

/** Source indices by side and transform: a thumbnail is turned for every pair that is judged. */
const SOURCES = new Map<string, Uint32Array>();

function sourcesOf(side: number, transform: DihedralTransform): Uint32Array {
  const key = `${side} ${transform}`;
  let sources = SOURCES.get(key);
  if (sources === undefined) {
    const parts = PARTS[transform];
    sources = Uint32Array.from({ length: side * side }, (_zero, at) =>
      sourceIndex(at % side, Math.floor(at / side), side, parts),
    );
    SOURCES.set(key, sources);
  }
  return sources;
}

/**
 * Turns or mirrors a row-major square.
 * @param data side² · channels bytes, channels interleaved
 * @returns a new array; the very same one for `upright`, so do not write to it
 */
export function transformSquare(
  data: Uint8Array,
  side: number,
  channels: number,
  transform: DihedralTransform,
): Uint8Array {
  if (transform === 'upright') return data;
  const result = new Uint8Array(data.length);
  const sources = sourcesOf(side, transform);
  for (let at = 0; at < sources.length; at += 1) {
    const from = (sources[at] ?? 0) * channels;
    const to = at * channels;
    for (let channel = 0; channel < channels; channel += 1) {
      result[to + channel] = data[from + channel] ?? 0;
    }
  }
  return result;
}

/** A measure that may be missing, changed where it is there. */
function when<Name extends keyof PairMeasure>(
  name: Name,
  value: number | undefined,
): Partial<Record<Name, number>> {
  const named: Partial<Record<Name, number>> = {};
  if (value !== undefined) named[name] = value;
  return named;
}

function reciprocal(value: number | undefined): number | undefined {
  return value === undefined || value === 0 ? value : 1 / value;
}

function negated(value: number | undefined): number | undefined {
  return value === undefined ? undefined : -value;
}

/**
 * The same measurement seen from the second picture: use it when the keeper was the second
 * picture of the look. NCC and tile figures are symmetric to measuring accuracy.
 */
export function invertPairMeasure(measure: PairMeasure): PairMeasure {
  const {
    firstOnSecondSteps,
    secondOnFirstSteps,
    firstNoise,
    secondNoise,
    firstGrain,
    secondGrain,
    firstMarginFlat,
    firstMarginEdge,
    secondMarginFlat,
    secondMarginEdge,
    firstResaveMisfit,
    secondResaveMisfit,
    firstEarlierMisfit,
    secondEarlierMisfit,
    ...symmetric
  } = measure;
  const gain = measure.gain === 0 ? 1 : measure.gain;
  return {
    ...symmetric,
    transform: inverseTransform(measure.transform),
    gain: 1 / gain,
    offset: -measure.offset / gain,
    overlap: measure.secondOverlap ?? 1,
    secondOverlap: measure.overlap,
    ...when('detailRatio', reciprocal(measure.detailRatio)),
    ...when('scale', reciprocal(measure.scale)),
    ...when('finestDb', negated(measure.finestDb)),
    ...when('outlineDb', negated(measure.outlineDb)),
    ...when('outlineGain', negated(measure.outlineGain)),
    ...when('flatGain', negated(measure.flatGain)),
    ...when('clippedGain', negated(measure.clippedGain)),
    ...when('firstOnSecondSteps', secondOnFirstSteps),
    ...when('secondOnFirstSteps', firstOnSecondSteps),
    ...when('firstMarginFlat', secondMarginFlat),
    ...when('firstMarginEdge', secondMarginEdge),
    ...when('secondMarginFlat', firstMarginFlat),
    ...when('secondMarginEdge', firstMarginEdge),
    ...when('firstResaveMisfit', secondResaveMisfit),
    ...when('secondResaveMisfit', firstResaveMisfit),
    ...when('firstEarlierMisfit', secondEarlierMisfit),
    ...when('secondEarlierMisfit', firstEarlierMisfit),
    ...when('firstNoise', secondNoise),
    ...when('secondNoise', firstNoise),
    ...when('firstGrain', secondGrain),
    ...when('secondGrain', firstGrain),
  };
}
