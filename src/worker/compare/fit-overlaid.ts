import type { OverlaidPlanes } from './overlay-planes.ts';

/** Least-squares tone and correlation inside the mask. */
export interface OverlaidFit {
  /** −1…1; 0 when one picture is uniform there. */
  ncc: number;
  /** second ≈ gain · first + offset */
  gain: number;
  offset: number;
}

/** Fits the tone of two overlaid pictures over the whole overlap. */
export function fitOverlaid(planes: OverlaidPlanes): OverlaidFit {
  const { first, second, mask } = planes;
  let pixels = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum11 = 0;
  let sum22 = 0;
  let sum12 = 0;
  for (let at = 0; at < mask.length; at += 1) {
    if (mask[at] === 0) continue;
    const a = first.data[at] ?? 0;
    const b = second.data[at] ?? 0;
    pixels += 1;
    sum1 += a;
    sum2 += b;
    sum11 += a * a;
    sum22 += b * b;
    sum12 += a * b;
  }
  const var1 = sum11 - (sum1 * sum1) / pixels;
  const var2 = sum22 - (sum2 * sum2) / pixels;
  const covariance = sum12 - (sum1 * sum2) / pixels;
  if (!(var1 > 0 && var2 > 0)) return { ncc: 0, gain: 1, offset: 0 };
  const gain = covariance / var1;
  return {
    ncc: covariance / Math.sqrt(var1 * var2),
    gain,
    offset: (sum2 - gain * sum1) / pixels,
  };
}
