import type { OverlaidPlanes } from './overlay-planes.ts';
import { toneFit, type ToneFit } from './tone-fit.ts';

/** Fits the tone of two overlaid pictures over the whole overlap. */
export function fitOverlaid(planes: OverlaidPlanes): ToneFit {
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
  return toneFit({ pixels, sum1, sum2, sum11, sum22, sum12 });
}
