import type { RgbRaster } from '../raster.ts';

/** A small generator (mulberry32): the same numbers from the same seed everywhere. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Random bytes at an odd offset of a larger buffer, so that nothing relies on alignment or on a
 * view spanning its buffer.
 */
export function randomBytes(length: number, seed: number): Uint8Array {
  const random = seededRandom(seed);
  const bytes = new Uint8Array(length + 11).subarray(3, 3 + length);
  for (let i = 0; i < length; i++) bytes[i] = Math.floor(random() * 256);
  return bytes;
}

/** Pixels without any structure. */
export function randomRaster(
  widthPx: number,
  heightPx: number,
  seed: number,
): RgbRaster {
  const data = randomBytes(widthPx * heightPx * 3, seed);
  return { data, widthPx, heightPx };
}

/** Overlapping waves and noise: something like a picture, with structure at every scale. */
export function pictureRaster(
  widthPx: number,
  heightPx: number,
  seed: number,
): RgbRaster {
  const random = seededRandom(seed);
  const waves = Array.from({ length: 18 }, (_unused, i) => ({
    fx: (random() - 0.5) * 1.7 ** (i / 2),
    fy: (random() - 0.5) * 1.7 ** (i / 2),
    phase: random() * 7,
    gain: [random(), random(), random()].map((g) => (g * 70) / (1 + i / 3)),
  }));
  const data = new Uint8Array(widthPx * heightPx * 3);
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const pixel = [120, 120, 120];
      for (const { fx, fy, phase, gain } of waves) {
        const angle = (fx * x) / widthPx + (fy * y) / heightPx;
        const wave = Math.sin(angle * 2 * Math.PI + phase);
        for (let c = 0; c < 3; c++) pixel[c]! += gain[c]! * wave;
      }
      for (let c = 0; c < 3; c++) {
        const value = Math.round(pixel[c]! + random() * 6);
        data[(y * widthPx + x) * 3 + c] = Math.max(0, Math.min(255, value));
      }
    }
  }
  return { data, widthPx, heightPx };
}
