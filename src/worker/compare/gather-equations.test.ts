import { describe, expect, it } from 'vitest';
import type { Alignment } from './affine-map.ts';
import { gatherEquations, PARAMETERS } from './gather-equations.ts';
import type { Plane } from './plane.ts';
import { seededRandom } from './test-pictures.ts';

function noise(widthPx: number, heightPx: number, seed: number): Plane {
  const random = seededRandom(seed);
  const data = Float32Array.from(
    { length: widthPx * heightPx },
    () => 255 * random(),
  );
  return { data, widthPx, heightPx };
}

/** The same pixel by pixel, with a whole row of J for each. */
function plainEquations(
  first: Plane,
  second: Plane,
  { map, gain, offset }: Alignment,
  spread: number,
  stride: number,
) {
  const matrix = new Float64Array(PARAMETERS * PARAMETERS);
  const right = new Float64Array(PARAMETERS);
  let pixels = 0;
  let residualSum = 0;
  const at = (x: number, y: number) => first.data[y * first.widthPx + x] ?? 0;
  for (let y = 0; y < second.heightPx; y += 1) {
    for (let x = y % stride; x < second.widthPx; x += stride) {
      const u = (x + 0.5) / second.widthPx;
      const v = (y + 0.5) / second.heightPx;
      const px = (map.uu * u + map.uv * v + map.u0) * first.widthPx - 0.5;
      const py = (map.vu * u + map.vv * v + map.v0) * first.heightPx - 0.5;
      if (px < 0 || py < 0) continue;
      if (px >= first.widthPx - 1 || py >= first.heightPx - 1) continue;
      const [ix, iy] = [Math.floor(px), Math.floor(py)];
      const [fx, fy] = [px - ix, py - iy];
      const [p00, p10] = [at(ix, iy), at(ix + 1, iy)];
      const [p01, p11] = [at(ix, iy + 1), at(ix + 1, iy + 1)];
      const value =
        (p00 * (1 - fx) + p10 * fx) * (1 - fy) +
        (p01 * (1 - fx) + p11 * fx) * fy;
      const across = (p10 - p00) * (1 - fy) + (p11 - p01) * fy;
      const down = (p01 - p00) * (1 - fx) + (p11 - p10) * fx;
      const gx = gain * first.widthPx * across;
      const gy = gain * first.heightPx * down;
      const residual =
        (second.data[y * second.widthPx + x] ?? 0) - gain * value - offset;
      const weight = 1 / (1 + (residual / spread) ** 2);
      const row = [gx * u, gx * v, gx, gy * u, gy * v, gy, value, 1];
      row.forEach((one, from) => {
        row.forEach((other, to) => {
          const place = from * PARAMETERS + to;
          matrix[place] = (matrix[place] ?? 0) + weight * one * other;
        });
        right[from] = (right[from] ?? 0) + weight * one * residual;
      });
      pixels += 1;
      residualSum += Math.abs(residual);
    }
  }
  return { matrix, right, pixels, residualSum };
}

const TURNED: Alignment = {
  map: { uu: 0.9, uv: 0.05, u0: 0.03, vu: -0.04, vv: 1.1, v0: -0.02 },
  gain: 1.2,
  offset: -9,
};

describe('the equations of a step', () => {
  it.each([
    [1, 40, 30, 37, 41],
    [3, 64, 20, 33, 50],
    [3, 5, 4, 64, 3],
  ])(
    'with one pixel of %i are those summed pixel by pixel, %i × %i against %i × %i',
    (stride, width1, height1, width2, height2) => {
      const first = noise(width1, height1, 3);
      const second = noise(width2, height2, 4);
      const rows = gatherEquations(first, second, TURNED, 30, stride);
      const plain = plainEquations(first, second, TURNED, 30, stride);
      expect(rows.pixels).toBe(plain.pixels);
      expect(rows.pixels).toBeGreaterThan(10);
      expect(rows.residualSum / plain.residualSum).toBeCloseTo(1, 12);
      for (const part of ['matrix', 'right'] as const) {
        const scale = Math.max(...plain[part].map(Math.abs));
        rows[part].forEach((value, at) => {
          expect((value - (plain[part][at] ?? 0)) / scale).toBeCloseTo(0, 12);
        });
      }
    },
  );

  it('of pictures that do not overlap are empty', () => {
    const plane = noise(20, 20, 5);
    const apart = { ...TURNED, map: { ...TURNED.map, u0: 5 } };
    const { pixels, matrix } = gatherEquations(plane, plane, apart, 30, 1);
    expect(pixels).toBe(0);
    expect(matrix.every((value) => value === 0)).toBe(true);
  });
});
