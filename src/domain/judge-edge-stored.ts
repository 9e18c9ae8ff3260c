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
  /** Largest difference of a cell in Cb or Cr, 0–255. */
  chromaDifference: number;
  /** Largest distance of a cell's Cb or Cr from neutral, the lesser of the two pictures, 0–128. */
  leastColourfulness: number;
  /** |ln(aspect keeper / aspect member)| after the transform. */
  aspectDifference: number;
}

const SIGNATURE_SIDE = 4;
const NEUTRAL = 128;

interface ToneFit {
  ncc: number;
  gain: number;
  offset: number;
}

/** Least-squares tone fit and correlation of two equally long luma arrays. */
function fitTone(first: Uint8Array, second: Uint8Array): ToneFit {
  const count = first.length;
  let sum1 = 0;
  let sum2 = 0;
  let sum11 = 0;
  let sum22 = 0;
  let sum12 = 0;
  // No callback: this runs for every pair that comes within the threshold.
  for (let at = 0; at < count; at += 1) {
    const a = first[at] ?? 0;
    const b = second[at] ?? 0;
    sum1 += a;
    sum2 += b;
    sum11 += a * a;
    sum22 += b * b;
    sum12 += a * b;
  }
  const var1 = sum11 - (sum1 * sum1) / count;
  const var2 = sum22 - (sum2 * sum2) / count;
  const covariance = sum12 - (sum1 * sum2) / count;
  if (var1 <= 0 || var2 <= 0) return { ncc: 0, gain: 1, offset: 0 };
  const gain = covariance / var1;
  return {
    ncc: covariance / Math.sqrt(var1 * var2),
    gain,
    offset: (sum2 - gain * sum1) / count,
  };
}

function colourfulness(colour: Uint8Array): number {
  let largest = 0;
  colour.forEach((value, at) => {
    if (at % 3 !== 0) largest = Math.max(largest, Math.abs(value - NEUTRAL));
  });
  return largest;
}

function chromaDifference(first: Uint8Array, second: Uint8Array): number {
  let largest = 0;
  first.forEach((value, at) => {
    if (at % 3 === 0) return;
    largest = Math.max(largest, Math.abs(value - (second[at] ?? 0)));
  });
  return largest;
}

/** Compares what is stored of a keeper and a member; `transform` takes the keeper to the member. */
export function compareStored(
  keeper: Fingerprint,
  member: Fingerprint,
  transform: DihedralTransform,
): StoredComparison {
  const thumb = transformSquare(keeper.lumaThumb, THUMB_SIDE, 1, transform);
  const colour = transformSquare(keeper.colour, SIGNATURE_SIDE, 3, transform);
  const isSwapped = swapsSides(transform);
  const width = isSwapped ? keeper.heightPx : keeper.widthPx;
  const height = isSwapped ? keeper.widthPx : keeper.heightPx;
  return {
    ...fitTone(thumb, member.lumaThumb),
    chromaDifference: chromaDifference(colour, member.colour),
    leastColourfulness: Math.min(
      colourfulness(colour),
      colourfulness(member.colour),
    ),
    aspectDifference: Math.abs(
      Math.log((width * member.heightPx) / (height * member.widthPx)),
    ),
  };
}
