import type { AffineMap } from './affine-map.ts';
import type { Plane } from './plane.ts';
import { toneFit, type ToneFit } from './tone-fit.ts';

/** How well two pictures agree where they overlap, and the tone that fits them. */
export interface OverlapFit extends ToneFit {
  /** Pixels of the second picture that lie inside the first. */
  pixels: number;
}

/** NCC and least-squares tone over the overlap, with the nearest pixel of the first. */
export function correlateOverlap(
  first: Plane,
  second: Plane,
  map: AffineMap,
): OverlapFit {
  const { widthPx: width1, heightPx: height1, data: data1 } = first;
  let pixels = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum11 = 0;
  let sum22 = 0;
  let sum12 = 0;
  for (let y = 0; y < second.heightPx; y += 1) {
    const v = (y + 0.5) / second.heightPx;
    for (let x = 0; x < second.widthPx; x += 1) {
      const u = (x + 0.5) / second.widthPx;
      const px = Math.floor((map.uu * u + map.uv * v + map.u0) * width1);
      const py = Math.floor((map.vu * u + map.vv * v + map.v0) * height1);
      if (px < 0 || py < 0 || px >= width1 || py >= height1) continue;
      const a = data1[py * width1 + px] ?? 0;
      const b = second.data[y * second.widthPx + x] ?? 0;
      pixels += 1;
      sum1 += a;
      sum2 += b;
      sum11 += a * a;
      sum22 += b * b;
      sum12 += a * b;
    }
  }
  const sums = { pixels, sum1, sum2, sum11, sum22, sum12 };
  return { ...toneFit(sums), pixels };
}
