import type { LumaRaster } from '../kernels/raster.ts';

/** The same numbers for the same seed: 0…1. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Makes a raster from a formula in pixels; values are clipped to 0…255. */
export function drawRaster(
  widthPx: number,
  heightPx: number,
  level: (x: number, y: number) => number,
): LumaRaster {
  const data = new Uint8Array(widthPx * heightPx);
  for (let y = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1) {
      data[y * widthPx + x] = Math.min(
        255,
        Math.max(0, Math.round(level(x, y))),
      );
    }
  }
  return { data, widthPx, heightPx };
}

interface Blob {
  u: number;
  v: number;
  radius: number;
  level: number;
}

/** A scene of overlapping soft discs, given in parts of the long side, so that it can be scaled. */
export class TestScene {
  private readonly blobs: Blob[];

  constructor(seed: number, count = 160) {
    const random = seededRandom(seed);
    this.blobs = Array.from({ length: count }, () => ({
      u: random(),
      v: random(),
      radius: 0.015 + 0.09 * random() ** 2,
      level: 240 * random() - 120,
    }));
  }

  /** Luma at a place; u and v in parts of the long side. */
  level(u: number, v: number): number {
    let sum = 120;
    for (const blob of this.blobs) {
      const distance = Math.hypot(u - blob.u, v - blob.v) / blob.radius;
      if (distance < 1.6) {
        sum += blob.level / (1 + Math.exp(14 * (distance - 1)));
      }
    }
    return Math.min(250, Math.max(5, sum));
  }

  /** The window at (left, top), `sizePx` long, of a scene drawn `scenePx` long. */
  draw(
    widthPx: number,
    heightPx: number,
    scenePx: number,
    left = 0,
    top = 0,
  ): LumaRaster {
    return drawRaster(widthPx, heightPx, (x, y) =>
      this.level((x + 0.5 + left) / scenePx, (y + 0.5 + top) / scenePx),
    );
  }
}

/** Applies a formula to every pixel. */
export function changed(
  raster: LumaRaster,
  change: (level: number, x: number, y: number) => number,
): LumaRaster {
  const { data, widthPx, heightPx } = raster;
  return drawRaster(widthPx, heightPx, (x, y) =>
    change(data[y * widthPx + x] ?? 0, x, y),
  );
}
