import type { DihedralTransform, Fingerprint } from './fingerprint.ts';
import { swapsSides, transformSquare } from './judge-edge-geometry.ts';
import { THUMB_SIDE } from './fingerprint.ts';

/** What two stored fingerprints say of each other, without reading either file. */
export interface StoredComparison {
  /** NCC of the luma thumbnails, −1…1; 0 when one of them is uniform. */
  ncc: number;
  /** Fitted over the thumbnails: member ≈ gain · keeper + offset. */
  gain: number;
  /** 0–255 scale. */
  offset: number;
  /** Root mean square of what that fit leaves, of the thumbnail with less contrast: the same from both ends. Levels. */
  misfit: number;
  /** Largest difference of a cell in Cb or Cr, 0–255. */
  chromaDifference: number;
  /** Largest distance of a cell's Cb or Cr from neutral, the lesser of the two pictures, 0–128. */
  leastColourfulness: number;
  /** |ln(aspect keeper / aspect member)| after the transform. */
  aspectDifference: number;
}

/**
 * What the thumbnails and colour signatures of two pictures say of each other: whole numbers, and
 * so exactly the same from either end. With them at hand neither thumbnail is needed any more.
 */
export interface Likeness {
  /** Over the luma of both thumbnails, one turned onto the other. */
  firstSum: number;
  secondSum: number;
  firstSquares: number;
  secondSquares: number;
  products: number;
  /** Largest difference of a cell in Cb or Cr, 0–255. */
  chromaDifference: number;
  /** Largest distance of a cell's Cb or Cr from neutral, 0–128. */
  firstColour: number;
  secondColour: number;
}

const SIGNATURE_SIDE = 4;
const NEUTRAL = 128;
const THUMB_PIXELS = THUMB_SIDE * THUMB_SIDE;

/** @param transform takes the first to the second */
export function likenessOf(
  first: Fingerprint,
  second: Fingerprint,
  transform: DihedralTransform,
): Likeness {
  const thumb = transformSquare(first.lumaThumb, THUMB_SIDE, 1, transform);
  const colour = transformSquare(first.colour, SIGNATURE_SIDE, 3, transform);
  return {
    ...sumsOf(thumb, second.lumaThumb),
    chromaDifference: chromaDifference(colour, second.colour),
    firstColour: colourfulness(colour),
    secondColour: colourfulness(second.colour),
  };
}

/** The same pair from its other end. */
export function invertLikeness(likeness: Likeness): Likeness {
  return {
    firstSum: likeness.secondSum,
    secondSum: likeness.firstSum,
    firstSquares: likeness.secondSquares,
    secondSquares: likeness.firstSquares,
    products: likeness.products,
    chromaDifference: likeness.chromaDifference,
    firstColour: likeness.secondColour,
    secondColour: likeness.firstColour,
  };
}

/** Sums over two equally long luma arrays. */
function sumsOf(
  first: Uint8Array,
  second: Uint8Array,
): Omit<Likeness, 'chromaDifference' | 'firstColour' | 'secondColour'> {
  let firstSum = 0;
  let secondSum = 0;
  let firstSquares = 0;
  let secondSquares = 0;
  let products = 0;
  // No callback: this runs for every pair that the hashes propose.
  for (let at = 0; at < first.length; at += 1) {
    const a = first[at] ?? 0;
    const b = second[at] ?? 0;
    firstSum += a;
    secondSum += b;
    firstSquares += a * a;
    secondSquares += b * b;
    products += a * b;
  }
  return { firstSum, secondSum, firstSquares, secondSquares, products };
}

/** Least-squares tone fit and correlation. */
function toneFit(
  sums: Likeness,
): Pick<StoredComparison, 'ncc' | 'gain' | 'offset' | 'misfit'> {
  const { firstSum, secondSum } = sums;
  const firstVariance =
    sums.firstSquares - (firstSum * firstSum) / THUMB_PIXELS;
  const secondVariance =
    sums.secondSquares - (secondSum * secondSum) / THUMB_PIXELS;
  const covariance = sums.products - (firstSum * secondSum) / THUMB_PIXELS;
  if (firstVariance <= 0 || secondVariance <= 0) {
    return { ncc: 0, gain: 1, offset: 0, misfit: 0 };
  }
  const gain = covariance / firstVariance;
  const ncc = covariance / Math.sqrt(firstVariance * secondVariance);
  const least = Math.min(firstVariance, secondVariance);
  return {
    ncc,
    gain,
    misfit: Math.sqrt((least * Math.max(0, 1 - ncc * ncc)) / THUMB_PIXELS),
    offset: (secondSum - gain * firstSum) / THUMB_PIXELS,
  };
}

function colourfulness(colour: Uint8Array): number {
  let largest = 0;
  for (let at = 0; at < colour.length; at += 1) {
    if (at % 3 === 0) continue;
    const distance = Math.abs((colour[at] ?? NEUTRAL) - NEUTRAL);
    if (distance > largest) largest = distance;
  }
  return largest;
}

function chromaDifference(first: Uint8Array, second: Uint8Array): number {
  let largest = 0;
  for (let at = 0; at < first.length; at += 1) {
    if (at % 3 === 0) continue;
    const difference = Math.abs((first[at] ?? 0) - (second[at] ?? 0));
    if (difference > largest) largest = difference;
  }
  return largest;
}

/**
 * Compares what is stored of a keeper and a member.
 *
 * @param transform takes the keeper to the member
 * @param likeness of the two under that transform
 */
export function compareStored(
  keeper: Fingerprint,
  member: Fingerprint,
  transform: DihedralTransform,
  likeness: Likeness,
): StoredComparison {
  const isSwapped = swapsSides(transform);
  const width = isSwapped ? keeper.heightPx : keeper.widthPx;
  const height = isSwapped ? keeper.widthPx : keeper.heightPx;
  const { firstColour, secondColour } = likeness;
  return {
    ...toneFit(likeness),
    chromaDifference: likeness.chromaDifference,
    leastColourfulness: Math.min(firstColour, secondColour),
    aspectDifference: Math.abs(
      Math.log((width * member.heightPx) / (height * member.widthPx)),
    ),
  };
}
