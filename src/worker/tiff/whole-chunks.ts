import { UnsupportedKind } from '../codecs/decode-errors.ts';
import { jpegOfChunk } from './jpeg-chunk.ts';
import { COMPRESSION, PHOTOMETRIC, type TiffLayout } from './tiff-layout.ts';
import type { RgbaPixels } from '../orient-pixels.ts';

/**
 * Formats of pictures that may stand whole inside a strip or tile. `four-jpeg` has four components,
 * whose colours the TIFF around it knows.
 */
export type ChunkFormat = 'jpeg' | 'four-jpeg' | 'webp' | 'png' | 'jxl' | 'jp2';

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

/** Makes pixels of a picture inside; of `four-jpeg` its components, in place of RGBA. */
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
  if (format === 'jpeg' && layout.samplesPerPixel > 3 && !isApart(layout)) {
    const { samplesPerPixel } = layout;
    if (samplesPerPixel === 4) return 'four-jpeg';
    throw new UnsupportedKind(`JPEG of ${samplesPerPixel} channels inside`);
  }
  if (layout.photometric === PHOTOMETRIC.cmyk) {
    throw new UnsupportedKind(`${NAMES[format]} in CMYK inside`);
  }
  if (isApart(layout) && layout.photometric !== PHOTOMETRIC.rgb) {
    throw new UnsupportedKind(`${NAMES[format]} of each channel inside`);
  }
  return format;
}

const NAMES: Readonly<Record<ChunkFormat, string>> = {
  jpeg: 'JPEG',
  'four-jpeg': 'JPEG',
  webp: 'WebP',
  png: 'PNG',
  jxl: 'JPEG XL',
  jp2: 'JPEG 2000',
};

/** A chunk as the file that its decoder takes. */
export function fileOfChunk(
  format: ChunkFormat,
  chunk: Uint8Array<ArrayBuffer>,
  layout: TiffLayout,
): Uint8Array<ArrayBuffer> {
  const isJpeg = format === 'jpeg' || format === 'four-jpeg';
  return isJpeg ? jpegOfChunk(chunk, layout) : chunk;
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
