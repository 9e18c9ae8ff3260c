import { UnsupportedKind } from '../codecs/decode-errors.ts';
import { jpegOfChunk } from './jpeg-chunk.ts';
import { COMPRESSION, PHOTOMETRIC, type TiffLayout } from './tiff-layout.ts';
import type { RgbaPixels } from '../orient-pixels.ts';

/**
 * Formats of pictures that may stand whole inside a strip or tile. Those of `four` have four
 * components, whose colours the TIFF around them knows.
 */
export type ChunkFormat =
  'jpeg' | 'four-jpeg' | 'webp' | 'png' | 'jxl' | 'jp2' | 'four-jp2';

/** Of a picture inside its format as a file of its own. */
export const FORMAT_INSIDE: Readonly<
  Record<ChunkFormat, Exclude<ChunkFormat, `four-${string}`>>
> = {
  jpeg: 'jpeg',
  'four-jpeg': 'jpeg',
  webp: 'webp',
  png: 'png',
  jxl: 'jxl',
  jp2: 'jp2',
  'four-jp2': 'jp2',
};

export function hasFourComponents(format: ChunkFormat): boolean {
  return format === 'four-jpeg' || format === 'four-jp2';
}

const FORMATS: Readonly<Record<number, ChunkFormat>> = {
  [COMPRESSION.jpeg]: 'jpeg',
  [COMPRESSION.lossyDng]: 'jpeg',
  [COMPRESSION.webp]: 'webp',
  [COMPRESSION.png]: 'png',
  [COMPRESSION.jxl]: 'jxl',
  [COMPRESSION.jxlDng]: 'jxl',
  [COMPRESSION.aperioRgb]: 'jp2',
  [COMPRESSION.jpeg2000]: 'jp2',
};

/** Makes pixels of a picture inside; of `four` its components, in place of RGBA. */
export type DecodeChunk = (
  format: ChunkFormat,
  bytes: Uint8Array<ArrayBuffer>,
) => Promise<RgbaPixels>;

/**
 * What the strips and tiles of a page are; undefined where they are rows of samples.
 * @throws UnsupportedKind where they are pictures, but of a kind that nothing here makes right
 */
export function chunkFormat(layout: TiffLayout): ChunkFormat | undefined {
  const format = FORMATS[layout.compression];
  if (format === undefined) return undefined;
  if (format === 'jpeg' && layout.bitsPerSample !== 8) {
    throw new UnsupportedKind(`JPEG of ${layout.bitsPerSample} bits inside`);
  }
  const four = isApart(layout) ? undefined : fourOf(format, layout);
  if (four !== undefined) return four;
  if (layout.photometric === PHOTOMETRIC.cmyk) {
    throw new UnsupportedKind(`${NAMES[format]} in CMYK inside`);
  }
  if (isApart(layout) && layout.photometric !== PHOTOMETRIC.rgb) {
    throw new UnsupportedKind(`${NAMES[format]} of each channel inside`);
  }
  return format;
}

/** JPEG of four components, whatever they are, and JPEG 2000 of four inks. */
function fourOf(
  format: ChunkFormat,
  { photometric, samplesPerPixel }: TiffLayout,
): ChunkFormat | undefined {
  if (format === 'jpeg' && samplesPerPixel > 4) {
    throw new UnsupportedKind(`JPEG of ${samplesPerPixel} channels inside`);
  }
  if (samplesPerPixel !== 4) return undefined;
  if (format === 'jpeg') return 'four-jpeg';
  const isInks = format === 'jp2' && photometric === PHOTOMETRIC.cmyk;
  return isInks ? 'four-jp2' : undefined;
}

const NAMES: Readonly<Record<ChunkFormat, string>> = {
  jpeg: 'JPEG',
  'four-jpeg': 'JPEG',
  webp: 'WebP',
  png: 'PNG',
  jxl: 'JPEG XL',
  jp2: 'JPEG 2000',
  'four-jp2': 'JPEG 2000',
};

/** A chunk as the file that its decoder takes. */
export function fileOfChunk(
  format: ChunkFormat,
  chunk: Uint8Array<ArrayBuffer>,
  layout: TiffLayout,
): Uint8Array<ArrayBuffer> {
  return FORMAT_INSIDE[format] === 'jpeg' ? jpegOfChunk(chunk, layout) : chunk;
}

/** Puts a decoded chunk in its place; where channels stand apart, it is one of them, in gray. */
export function pasteChunk(
  layout: TiffLayout,
  part: RgbaPixels,
  { rgba, widthPx, heightPx }: RgbaPixels,
  { x: left, y: top, component }: { x: number; y: number; component: number },
): void {
  const width = Math.min(part.widthPx, widthPx - left);
  const height = Math.min(part.heightPx, heightPx - top);
  for (let y = 0; y < height; y++) {
    const from = y * part.widthPx * 4;
    const row = part.rgba.subarray(from, from + width * 4);
    const to = ((top + y) * widthPx + left) * 4;
    if (!isApart(layout)) rgba.set(row, to);
    // What else there may be is no colour.
    else if (component < 3) {
      for (let i = 0; i < row.length; i += 4) {
        rgba[to + i + component] = row[i] ?? 0;
      }
    }
  }
}

function isApart({ isPlanar, samplesPerPixel }: TiffLayout): boolean {
  return isPlanar && samplesPerPixel > 1;
}
