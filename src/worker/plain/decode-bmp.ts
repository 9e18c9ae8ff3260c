import { ByteReader } from '../byte-reader.ts';
import { checkSize, type DecodeLimits } from '../codecs/codec.ts';
import { UnsupportedKind } from '../codecs/decode-errors.ts';
import { readBmpLayout, type BmpLayout, type BmpMask } from './bmp-layout.ts';
import { unpackBmpRuns } from './unpack-bmp-runs.ts';
import type { RgbaPixels } from '../orient-pixels.ts';

const FILE_HEADER_BYTES = 14;

/**
 * A Windows bitmap: 1 to 32 bits, palettes, masks, runs. Alpha counts where the header has a mask
 * for it. Rows that are missing, and pixels that runs pass over, stay transparent.
 * @throws PictureTooLarge, UnsupportedKind, or an Error where there is no picture
 */
export function decodeBmp(bytes: Uint8Array, limits: DecodeLimits): RgbaPixels {
  const reader = new ByteReader(bytes);
  const layout = readBmpLayout(reader, FILE_HEADER_BYTES);
  if (!layout) throw new UnsupportedKind('for printers only');
  checkSize(layout.widthPx, layout.heightPx, limits);
  const pixelsAt = reader.u32(10, true);
  return {
    rgba: paintBmp(reader, layout, pixelsAt),
    widthPx: layout.widthPx,
    heightPx: layout.heightPx,
  };
}

/** All pixels of a bitmap whose size has been checked. */
export function paintBmp(
  reader: ByteReader,
  layout: BmpLayout,
  pixelsAt: number,
): Uint8ClampedArray<ArrayBuffer> {
  const { widthPx, heightPx, bitsPerPixel, isFromTop } = layout;
  const rgba = new Uint8ClampedArray(widthPx * heightPx * 4);
  if (layout.isPacked) {
    const data = reader.bytes.subarray(pixelsAt);
    const indices = unpackBmpRuns(data, layout);
    for (const [i, index] of indices.entries()) {
      const row = heightPx - 1 - Math.floor(i / widthPx);
      const to = (row * widthPx + (i % widthPx)) * 4;
      if (index >= 0) paintIndex(reader, layout, index, rgba, to);
    }
    return rgba;
  }
  const rowBytes = bmpRowBytes(widthPx, bitsPerPixel);
  const paint = pixelPainter(reader, layout);
  for (let y = 0; y < heightPx; y++) {
    const at = pixelsAt + y * rowBytes;
    if (!reader.has(at, Math.ceil((widthPx * bitsPerPixel) / 8))) break;
    const row = isFromTop ? y : heightPx - 1 - y;
    for (let x = 0; x < widthPx; x++) {
      paint(at, x, rgba, (row * widthPx + x) * 4);
    }
  }
  return rgba;
}

/** Rows fill whole groups of four bytes. */
export function bmpRowBytes(widthPx: number, bitsPerPixel: number): number {
  return Math.ceil((widthPx * bitsPerPixel) / 32) * 4;
}

type Paint = (
  rowAt: number,
  x: number,
  rgba: Uint8ClampedArray,
  to: number,
) => void;

function pixelPainter(reader: ByteReader, layout: BmpLayout): Paint {
  const bits = layout.bitsPerPixel;
  if (bits <= 8) {
    return (rowAt, x, rgba, to) => {
      const shift = 8 - bits - ((x * bits) & 7);
      const byte = reader.u8(rowAt + ((x * bits) >> 3));
      const index = (byte >> shift) & ((1 << bits) - 1);
      paintIndex(reader, layout, index, rgba, to);
    };
  }
  if (bits === 24) {
    return (rowAt, x, rgba, to) => {
      paintBytes(reader, rowAt + x * 3, rgba, to);
    };
  }
  const step = bits / 8;
  return (rowAt, x, rgba, to) => {
    const at = rowAt + x * step;
    const pixel = step === 2 ? reader.u16(at, true) : reader.u32(at, true);
    for (const [channel, mask] of layout.masks.entries()) {
      const isOpaque = channel === 3 && mask.highest === 0;
      rgba[to + channel] = isOpaque ? 255 : lightOf(pixel, mask);
    }
  };
}

function lightOf(pixel: number, { shift, highest }: BmpMask): number {
  if (highest === 0) return 0;
  return (((pixel >>> shift) & highest) >>> 0) * (255 / highest);
}

function paintIndex(
  reader: ByteReader,
  { paletteAt, paletteStep, paletteLength }: BmpLayout,
  index: number,
  rgba: Uint8ClampedArray,
  to: number,
): void {
  if (index < paletteLength) {
    paintBytes(reader, paletteAt + index * paletteStep, rgba, to);
  } else {
    rgba[to + 3] = 255;
  }
}

/** Blue, green, red. */
function paintBytes(
  reader: ByteReader,
  at: number,
  rgba: Uint8ClampedArray,
  to: number,
): void {
  rgba[to] = reader.u8(at + 2);
  rgba[to + 1] = reader.u8(at + 1);
  rgba[to + 2] = reader.u8(at);
  rgba[to + 3] = 255;
}
