import { ByteReader } from '../byte-reader.ts';
import { checkSize, type DecodeLimits } from '../codecs/codec.ts';
import { readTgaLayout, tgaBytes, type TgaLayout } from './tga-layout.ts';
import type { RgbaPixels } from '../orient-pixels.ts';

/**
 * Targa: palette, RGB and gray, plain or in runs, from any corner. Alpha counts where the header
 * says that there is some, and not where all of it is 0, which many programs write for "none".
 * Missing pixels stay transparent.
 * @throws PictureTooLarge, or an Error where there is no picture
 */
export function decodeTga(bytes: Uint8Array, limits: DecodeLimits): RgbaPixels {
  const reader = new ByteReader(bytes);
  const layout = readTgaLayout(reader);
  if (!layout) throw new Error('no Targa header');
  const { widthPx, heightPx } = layout;
  checkSize(widthPx, heightPx, limits);
  const rgba = new Uint8ClampedArray(widthPx * heightPx * 4);
  const painter = pixelPainter(reader, layout);
  let index = 0;
  for (const pixelAt of storedPixels(reader, layout)) {
    painter(pixelAt, rgba, placeOf(index, layout) * 4);
    index++;
  }
  makeVisible(rgba);
  return { rgba, widthPx, heightPx };
}

/** Where each pixel's bytes are, in stored order, as far as the file goes. */
function* storedPixels(
  reader: ByteReader,
  { widthPx, heightPx, isPacked, bitsPerPixel, dataAt }: TgaLayout,
): Generator<number> {
  const step = tgaBytes(bitsPerPixel);
  let left = widthPx * heightPx;
  let at = dataAt;
  while (left > 0) {
    const packet = isPacked ? reader.u8(at++) : 127;
    const count = Math.min(left, (packet & 127) + 1);
    const isRun = packet >= 128;
    for (let i = 0; i < count; i++) {
      if (!reader.has(at, step)) return;
      yield at;
      if (!isRun) at += step;
    }
    if (isRun) at += step;
    left -= count;
  }
}

/** The place among all pixels, row by row from the upper left, of the nth stored one. */
function placeOf(
  index: number,
  { widthPx, heightPx, isFromTop, isFromRight }: TgaLayout,
): number {
  const y = Math.floor(index / widthPx);
  const x = index % widthPx;
  const row = isFromTop ? y : heightPx - 1 - y;
  return row * widthPx + (isFromRight ? widthPx - 1 - x : x);
}

type Paint = (pixelAt: number, rgba: Uint8ClampedArray, to: number) => void;

function pixelPainter(reader: ByteReader, layout: TgaLayout): Paint {
  const { colours, bitsPerPixel, hasAlpha } = layout;
  if (colours === 'gray') {
    return (at, rgba, to) => {
      const light = reader.u8(at);
      const opacity = hasAlpha ? reader.u8(at + 1) : 255;
      rgba.set([light, light, light, opacity], to);
    };
  }
  if (colours === 'rgb') return colourPainter(reader, bitsPerPixel, hasAlpha);
  const { first, length, bits } = layout.palette;
  const paint = colourPainter(reader, bits, bits === 32);
  return (at, rgba, to) => {
    const entry = Math.min(Math.max(reader.u8(at) - first, 0), length - 1);
    paint(layout.paletteAt + entry * tgaBytes(bits), rgba, to);
  };
}

/** Blue first; of 15 and 16 bits five each, red in the highest. */
function colourPainter(
  reader: ByteReader,
  bits: number,
  hasAlpha: boolean,
): Paint {
  if (bits > 16) {
    return (at, rgba, to) => {
      rgba[to] = reader.u8(at + 2);
      rgba[to + 1] = reader.u8(at + 1);
      rgba[to + 2] = reader.u8(at);
      rgba[to + 3] = hasAlpha ? reader.u8(at + 3) : 255;
    };
  }
  return (at, rgba, to) => {
    const packed = reader.u16(at, true);
    rgba[to] = (((packed >> 10) & 31) * 255) / 31;
    rgba[to + 1] = (((packed >> 5) & 31) * 255) / 31;
    rgba[to + 2] = ((packed & 31) * 255) / 31;
    rgba[to + 3] = 255;
  };
}

/** Gives a picture of which nothing would show all of its colours. */
function makeVisible(rgba: Uint8ClampedArray): void {
  for (let at = 3; at < rgba.length; at += 4) {
    if (rgba[at] !== 0) return;
  }
  for (let at = 3; at < rgba.length; at += 4) rgba[at] = 255;
}
