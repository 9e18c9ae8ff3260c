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

/**
 * Turns or mirrors a row-major square.
 * @param data side² · channels bytes, channels interleaved
 * @returns a new array; the input stays as it is
 */
export function transformSquare(
  data: Uint8Array,
  side: number,
  channels: number,
  transform: DihedralTransform,
): Uint8Array {
  const parts = PARTS[transform];
  const result = new Uint8Array(data.length);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const from = sourceIndex(x, y, side, parts) * channels;
      result.set(
        data.subarray(from, from + channels),
        (y * side + x) * channels,
      );
    }
  }
  return result;
}

/**
 * The same measurement seen from the second picture: use it when the keeper was the second
 * picture of the look. NCC and tile figures are symmetric to measuring accuracy.
 */
export function invertPairMeasure(measure: PairMeasure): PairMeasure {
  const gain = measure.gain === 0 ? 1 : measure.gain;
  return {
    ...measure,
    transform: inverseTransform(measure.transform),
    gain: 1 / gain,
    offset: -measure.offset / gain,
    overlap: measure.secondOverlap ?? 1,
    secondOverlap: measure.overlap,
    ...(measure.detailRatio === undefined || measure.detailRatio === 0
      ? {}
      : { detailRatio: 1 / measure.detailRatio }),
  };
}
