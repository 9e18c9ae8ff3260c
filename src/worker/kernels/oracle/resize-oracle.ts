import type { LumaRaster, RgbRaster } from '../raster.ts';

/** The plain twin of rgbToLuma. */
export function lumaOracle(raster: RgbRaster): LumaRaster {
  const { data, widthPx, heightPx } = raster;
  const luma = new Uint8Array(widthPx * heightPx);
  for (let i = 0; i < luma.length; i++) {
    const [r, g, b] = data.subarray(i * 3, i * 3 + 3);
    luma[i] = (19595 * r! + 38470 * g! + 7471 * b! + 0x8000) >> 16;
  }
  return { data: luma, widthPx, heightPx };
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

interface Taps {
  first: number;
  weights: number[];
}

function tapsFor(inSize: number, outSize: number): Taps[] {
  const scale = inSize / outSize;
  const spread = Math.max(scale, 1);
  const support = 3 * spread;
  return Array.from({ length: outSize }, (_unused, i) => {
    const centre = (i + 0.5) * scale;
    const first = Math.max(0, Math.trunc(centre - support + 0.5));
    const end = Math.min(inSize, Math.trunc(centre + support + 0.5));
    const exact: number[] = [];
    for (let x = first; x < end; x++) {
      const t = (x - centre + 0.5) * (1 / spread);
      exact.push(t >= -3 && t < 3 ? sinc(t) * sinc(t / 3) : 0);
    }
    const sum = exact.reduce((all, w) => all + w, 0);
    const weights = exact.map((w) => {
      const fixed = (w / sum) * 2 ** 22;
      return Math.trunc(w < 0 ? fixed - 0.5 : fixed + 0.5);
    });
    return { first, weights };
  });
}

/** One axis of every line, through accessors, so that one code serves rows and columns. */
function resample(
  read: (line: number, at: number) => number,
  lines: number,
  taps: readonly Taps[],
  write: (line: number, at: number, value: number) => void,
): void {
  for (let line = 0; line < lines; line++) {
    taps.forEach(({ first, weights }, i) => {
      let sum = 2 ** 21;
      weights.forEach((w, t) => {
        sum += w * read(line, first + t);
      });
      write(line, i, Math.max(0, Math.min(255, Math.floor(sum / 2 ** 22))));
    });
  }
}

/** The plain twin of lanczosResize. */
export function resizeOracle(
  luma: LumaRaster,
  outWidth: number,
  outHeight: number,
): LumaRaster {
  const { widthPx, heightPx } = luma;
  let rows = luma.data;
  if (outWidth !== widthPx) {
    const source = rows;
    const target = new Uint8Array(outWidth * heightPx);
    resample(
      (y, x) => source[y * widthPx + x]!,
      heightPx,
      tapsFor(widthPx, outWidth),
      (y, x, value) => {
        target[y * outWidth + x] = value;
      },
    );
    rows = target;
  }
  if (outHeight !== heightPx) {
    const source = rows;
    const target = new Uint8Array(outWidth * outHeight);
    resample(
      (x, y) => source[y * outWidth + x]!,
      outWidth,
      tapsFor(heightPx, outHeight),
      (x, y, value) => {
        target[y * outWidth + x] = value;
      },
    );
    rows = target;
  }
  return { data: rows.slice(), widthPx: outWidth, heightPx: outHeight };
}
