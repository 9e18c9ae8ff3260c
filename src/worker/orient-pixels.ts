import type { LumaRaster } from './kernels/raster.ts';
import type { ExifOrientation } from '../domain/fingerprint.ts';

/** RGBA pixels, row-major, 4 bytes each, alpha not multiplied in. */
export interface RgbaPixels {
  rgba: Uint8ClampedArray<ArrayBuffer>;
  widthPx: number;
  heightPx: number;
}

/** Whether this orientation lays rows down as columns. */
export function swapsSides(orientation: ExifOrientation): boolean {
  return orientation >= 5;
}

/** In which corner of what is shown the first stored pixel lies. */
export function storedFirst(orientation: ExifOrientation): {
  isRight: boolean;
  isBottom: boolean;
} {
  return {
    isRight: [2, 3, 6, 7].includes(orientation),
    isBottom: [3, 4, 7, 8].includes(orientation),
  };
}

/**
 * Turns full-size pixels upright (EXIF 3.0, tag 0x0112). Upright pixels come back untouched;
 * otherwise one copy is made. Used where the decoder does not do it by itself.
 */
export function orientPixels(
  pixels: RgbaPixels,
  orientation: ExifOrientation,
): RgbaPixels {
  if (orientation === 1) return pixels;
  const { widthPx, heightPx } = pixels;
  const source = new Uint32Array(
    pixels.rgba.buffer,
    pixels.rgba.byteOffset,
    widthPx * heightPx,
  );
  const target = new Uint32Array(source.length);
  const size = layOut(source, target, pixels, orientation);
  return { rgba: new Uint8ClampedArray(target.buffer), ...size };
}

/** The same of luma. */
export function orientLuma(
  luma: LumaRaster,
  orientation: ExifOrientation,
): LumaRaster {
  if (orientation === 1) return luma;
  const data = new Uint8Array(luma.widthPx * luma.heightPx);
  return { data, ...layOut(luma.data, data, luma, orientation) };
}

interface Size {
  widthPx: number;
  heightPx: number;
}

/** Copies each pixel of `source`, of this size, to where it is to be seen; gives the new size. */
function layOut(
  source: Uint32Array | Uint8Array,
  target: Uint32Array | Uint8Array,
  { widthPx, heightPx }: Size,
  orientation: ExifOrientation,
): Size {
  // Where the source's first pixel goes, and how far apart its right and lower neighbours land.
  const isSwapped = swapsSides(orientation);
  const outWidth = isSwapped ? heightPx : widthPx;
  const outHeight = isSwapped ? widthPx : heightPx;
  const { isRight, isBottom } = storedFirst(orientation);
  const start =
    (isBottom ? (outHeight - 1) * outWidth : 0) + (isRight ? outWidth - 1 : 0);
  const acrossStep = isRight ? -1 : 1;
  const downStep = isBottom ? -outWidth : outWidth;
  const [stepX, stepY] = isSwapped
    ? [downStep, acrossStep]
    : [acrossStep, downStep];
  let from = 0;
  for (let y = 0; y < heightPx; y++) {
    let to = start + y * stepY;
    for (let x = 0; x < widthPx; x++) {
      target[to] = source[from++] ?? 0;
      to += stepX;
    }
  }
  return { widthPx: outWidth, heightPx: outHeight };
}
