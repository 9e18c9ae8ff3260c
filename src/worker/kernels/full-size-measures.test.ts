import { beforeAll, describe, expect, test } from 'vitest';
import type { Kernels } from './load-kernels.ts';
import { pictureRaster, seededRandom } from './oracle/seeded-random.ts';
import type { LumaRaster } from './raster.ts';
import { testKernels } from './test-kernels.ts';

let kernels: Kernels;
beforeAll(async () => {
  kernels = await testKernels();
});

function toRgba(luma: LumaRaster): Uint8Array {
  const rgba = new Uint8Array(luma.data.length * 4);
  luma.data.forEach((v, i) => {
    rgba.set([v, v, v, 255], i * 4);
  });
  return rgba;
}

/**
 * Squares of random grey thrown on each other: edges everywhere, a spectrum falling by 1/f, as
 * natural pictures have it, up to the Nyquist frequency.
 */
function sharpScene(
  widthPx: number,
  heightPx: number,
  seed: number,
): LumaRaster {
  const random = seededRandom(seed);
  const data = new Uint8Array(widthPx * heightPx);
  for (let i = 0; i < 4000; i++) {
    const size = Math.ceil(3 / (0.015 + random()));
    const left = Math.floor(random() * (widthPx + size)) - size;
    const top = Math.floor(random() * (heightPx + size)) - size;
    const grey = Math.floor(random() * 256);
    for (let y = Math.max(0, top); y < Math.min(heightPx, top + size); y++) {
      const row = y * widthPx;
      data.fill(
        grey,
        row + Math.max(0, left),
        row + Math.max(0, Math.min(widthPx, left + size)),
      );
    }
  }
  return { data, widthPx, heightPx };
}

function bilinearTwice(luma: LumaRaster): LumaRaster {
  const { data, widthPx, heightPx } = luma;
  const out = new Uint8Array(widthPx * heightPx * 4);
  const at = (x: number, y: number): number =>
    data[
      Math.max(0, Math.min(heightPx - 1, y)) * widthPx +
        Math.max(0, Math.min(widthPx - 1, x))
    ]!;
  for (let y = 0; y < heightPx * 2; y++) {
    for (let x = 0; x < widthPx * 2; x++) {
      const nx = x >> 1;
      const ny = y >> 1;
      const fx = nx + (x % 2 === 1 ? 1 : -1);
      const fy = ny + (y % 2 === 1 ? 1 : -1);
      out[y * widthPx * 2 + x] = Math.round(
        (9 * at(nx, ny) + 3 * at(fx, ny) + 3 * at(nx, fy) + at(fx, fy)) / 16,
      );
    }
  }
  return { data: out, widthPx: widthPx * 2, heightPx: heightPx * 2 };
}

/** What JPEG does to luma at a coarse quality: 8×8 DCT, quantised, back. */
function quantised(luma: LumaRaster, step: number): LumaRaster {
  const { data, widthPx, heightPx } = luma;
  const out = data.slice();
  const cosine = (k: number, n: number): number =>
    Math.cos((Math.PI * k * (2 * n + 1)) / 16) * (k === 0 ? Math.SQRT1_2 : 1);
  const basis = Array.from({ length: 64 }, (_unused, i) =>
    cosine(i >> 3, i & 7),
  );
  for (let by = 0; by + 8 <= heightPx; by += 8) {
    for (let bx = 0; bx + 8 <= widthPx; bx += 8) {
      const values: number[] = [];
      for (let c = 0; c < 64; c++) {
        let sum = 0;
        for (let p = 0; p < 64; p++) {
          const pixel = data[(by + (p >> 3)) * widthPx + bx + (p & 7)]!;
          sum +=
            pixel * basis[(c & 56) + (p >> 3)]! * basis[(c & 7) * 8 + (p & 7)]!;
        }
        // Higher frequencies are quantised more coarsely.
        const q = step * (1 + (c >> 3) + (c & 7));
        values.push(Math.round(sum / 4 / q) * q);
      }
      for (let p = 0; p < 64; p++) {
        let sum = 0;
        for (let c = 0; c < 64; c++) {
          sum +=
            values[c]! *
            basis[(c & 56) + (p >> 3)]! *
            basis[(c & 7) * 8 + (p & 7)]!;
        }
        const value = Math.max(0, Math.min(255, Math.round(sum / 4)));
        out[(by + (p >> 3)) * widthPx + bx + (p & 7)] = value;
      }
    }
  }
  return { data: out, widthPx, heightPx };
}

function drop(luma: LumaRaster): number {
  return kernels.spectralDrop(toRgba(luma), luma.widthPx, luma.heightPx);
}

function blocks(luma: LumaRaster): number {
  return kernels.blockiness(toRgba(luma), luma.widthPx, luma.heightPx);
}

describe('spectral drop', () => {
  test.each([1, 2, 3])('of a sharp scene is near 0 (%i)', (seed) => {
    expect(drop(sharpScene(521, 407, seed))).toBeLessThan(0.2);
  });

  test.each([1, 2, 3])('of an enlarged scene is near 1 (%i)', (seed) => {
    const small = sharpScene(301, 260, seed);
    expect(drop(kernels.resizeLuma(small, 602, 520))).toBeGreaterThan(0.9);
    expect(drop(bilinearTwice(small))).toBeGreaterThan(0.88);
  });

  test('of an enlarged and then shrunk scene is low again', () => {
    const large = kernels.resizeLuma(sharpScene(600, 520, 4), 1200, 1040);
    expect(drop(large)).toBeGreaterThan(0.88);
    expect(drop(kernels.resizeLuma(large, 480, 416))).toBeLessThan(0.3);
  });

  test('accuses nobody without evidence', () => {
    const flat = {
      data: new Uint8Array(128 * 128),
      widthPx: 128,
      heightPx: 128,
    };
    expect(drop(flat)).toBe(0);
    expect(drop(sharpScene(60, 70, 1))).toBe(0);
    expect(drop(sharpScene(1, 500, 1))).toBe(0);
  });
});

describe('blockiness', () => {
  const scene = smoothScene();

  test('grows with coarser quantisation', () => {
    const fine = blocks(quantised(scene, 2));
    const coarse = blocks(quantised(scene, 12));
    expect(blocks(scene)).toBeLessThan(0.12);
    expect(fine).toBeLessThan(coarse / 2);
    expect(coarse).toBeGreaterThan(0.5);
  });

  test('finds the grid after a crop', () => {
    const coarse = quantised(scene, 12);
    const [left, top] = [3, 5];
    const widthPx = scene.widthPx - left;
    const heightPx = scene.heightPx - top;
    const data = new Uint8Array(widthPx * heightPx);
    for (let y = 0; y < heightPx; y++) {
      const from = (y + top) * scene.widthPx + left;
      data.set(coarse.data.subarray(from, from + widthPx), y * widthPx);
    }
    const cropped = blocks({ data, widthPx, heightPx });
    expect(cropped).toBeGreaterThan(0.9 * blocks(coarse));
  });

  test('is 0 where there is too little to see', () => {
    expect(blocks(sharpScene(31, 400, 1))).toBe(0);
    expect(blocks(sharpScene(400, 1, 1))).toBe(0);
    const flat = { data: new Uint8Array(64 * 64), widthPx: 64, heightPx: 64 };
    expect(blocks(flat)).toBe(0);
  });
});

/** A smooth picture's luma: block edges have nowhere to hide. */
function smoothScene(): LumaRaster {
  const { data, widthPx, heightPx } = pictureRaster(333, 290, 8);
  return {
    data: Uint8Array.from({ length: widthPx * heightPx }, (_unused, i) => {
      return data[i * 3]!;
    }),
    widthPx,
    heightPx,
  };
}

test('only the middle of a large picture is looked at', () => {
  const [width, height] = [1500, 1300];
  const scene = toRgba(sharpScene(width, height, 9));
  const before = [
    kernels.spectralDrop(scene, width, height),
    kernels.blockiness(scene, width, height),
  ];
  for (let y = 0; y < 100; y++) {
    for (let x = 0; x < width; x++) {
      scene.fill(
        ((x >> 3) & 1) * 255,
        (y * width + x) * 4,
        (y * width + x) * 4 + 3,
      );
    }
  }
  expect([
    kernels.spectralDrop(scene, width, height),
    kernels.blockiness(scene, width, height),
  ]).toEqual(before);
  const [spectralDrop, blockiness] = before;
  expect(kernels.measureFullSize(scene, width, height)).toEqual({
    spectralDrop,
    blockiness,
  });
});

test.each([
  [0, 64, 0],
  [64, 64, 64 * 64 * 4 - 1],
  [64, 64, 64 * 64 * 3],
  [-64, -64, 64 * 64 * 4],
])('%i×%i with %i bytes is refused', (width, height, length) => {
  const rgba = new Uint8Array(length);
  expect(() => kernels.spectralDrop(rgba, width, height)).toThrow(RangeError);
  expect(() => kernels.blockiness(rgba, width, height)).toThrow(RangeError);
  expect(() => kernels.measureFullSize(rgba, width, height)).toThrow(
    RangeError,
  );
});
