import { checkSize, type DecodeLimits } from '../codecs/codec.ts';
import { UnsupportedKind } from '../codecs/decode-errors.ts';
import { ByteReader } from '../byte-reader.ts';
import { rowPainter, type PaintRow } from './colour-rows.ts';
import { TiffDirectories } from './tiff-directories.ts';
import {
  MOST_CHUNKS,
  PHOTOMETRIC,
  picturePages,
  readTiffLayout,
  type TiffLayout,
} from './tiff-layout.ts';
import { unpackChunk } from './unpack-chunk.ts';
import { sampleReader, type SampleReader } from './unpack-samples.ts';
import {
  chunkFormat,
  fileOfChunk,
  hasFourComponents,
  pasteChunk,
  type DecodeChunk,
} from './whole-chunks.ts';
import type { RgbaPixels } from '../orient-pixels.ts';

/** A chunk's place: its first pixel, its size as stored, and which component it holds. */
interface Chunk {
  index: number;
  x: number;
  y: number;
  heightPx: number;
  component: number;
}

/**
 * The first page of a TIFF that is a picture of its own, not turned. Damaged chunks leave white.
 * @throws UnsupportedKind, PictureTooLarge, or an Error where nothing of it can be read
 */
export async function decodeTiff(
  bytes: Uint8Array<ArrayBuffer>,
  decodeChunk: DecodeChunk,
  limits: DecodeLimits,
): Promise<RgbaPixels> {
  const tiff = TiffDirectories.open(new ByteReader(bytes));
  const page = tiff && picturePages(tiff)[0];
  const layout = page && readTiffLayout(tiff, page);
  if (!layout) throw new Error('no picture in it');
  const { widthPx, heightPx, chunkWidthPx, chunkHeightPx } = layout;
  checkSize(widthPx, heightPx, limits);
  // A tile may be larger than the picture; its memory counts as well.
  checkSize(chunkWidthPx, chunkHeightPx, limits);
  if (layout.offsets.length === 0) throw new Error('no picture data in it');
  if (chunkCount(layout) > MOST_CHUNKS) {
    throw new UnsupportedKind(`in more than ${MOST_CHUNKS} pieces`);
  }
  const rgba = new Uint8ClampedArray(widthPx * heightPx * 4).fill(255);
  const pixels = { rgba, widthPx, heightPx };
  const format = chunkFormat(layout);
  const readable =
    format === undefined
      ? await paintChunks(bytes, layout, pixels)
      : await pasteWholeChunks(bytes, layout, pixels, async (chunk) => {
          const file = fileOfChunk(format, chunk, layout);
          const part = await decodeChunk(format, file);
          return hasFourComponents(format) ? repaint(layout, part) : part;
        });
  if (readable === 0) throw new Error('none of its data can be read');
  return pixels;
}

function chunkCount(layout: TiffLayout): number {
  const { widthPx, heightPx, chunkWidthPx, chunkHeightPx } = layout;
  return (
    Math.ceil(widthPx / chunkWidthPx) *
    Math.ceil(heightPx / chunkHeightPx) *
    (layout.isPlanar ? layout.samplesPerPixel : 1)
  );
}

function* chunksOf(layout: TiffLayout): Generator<Chunk> {
  const { widthPx, heightPx, chunkWidthPx, chunkHeightPx } = layout;
  const components = layout.isPlanar ? layout.samplesPerPixel : 1;
  let index = 0;
  for (let component = 0; component < components; component++) {
    for (let y = 0; y < heightPx; y += chunkHeightPx) {
      for (let x = 0; x < widthPx; x += chunkWidthPx) {
        if (index >= layout.offsets.length) return;
        const rows = layout.isTiled
          ? chunkHeightPx
          : Math.min(chunkHeightPx, heightPx - y);
        yield { index, x, y, heightPx: rows, component };
        index++;
      }
    }
  }
}

function bytesOfChunk(
  bytes: Uint8Array<ArrayBuffer>,
  layout: TiffLayout,
  index: number,
): Uint8Array<ArrayBuffer> {
  const at = layout.offsets[index] ?? bytes.length;
  // A single strip may come without a length: it then ends with the file.
  const count = layout.byteCounts[index] ?? bytes.length;
  return bytes.subarray(at, at + count);
}

/** Each chunk is a picture of its own. Returns how many could be read. */
async function pasteWholeChunks(
  bytes: Uint8Array<ArrayBuffer>,
  layout: TiffLayout,
  pixels: RgbaPixels,
  decode: (chunk: Uint8Array<ArrayBuffer>) => Promise<RgbaPixels>,
): Promise<number> {
  let readable = 0;
  let lastError: unknown;
  for (const chunk of chunksOf(layout)) {
    try {
      const part = await decode(bytesOfChunk(bytes, layout, chunk.index));
      pasteChunk(layout, part, pixels, chunk);
      readable++;
    } catch (error) {
      lastError = error;
    }
  }
  if (readable === 0 && lastError instanceof Error) throw lastError;
  return readable;
}

/** Makes colours of components. */
function repaint(layout: TiffLayout, part: RgbaPixels): RgbaPixels {
  const paint = painterOf(layout);
  const row = new Uint16Array(part.widthPx * 4);
  for (let y = 0; y < part.heightPx; y++) {
    const at = y * row.length;
    row.set(part.rgba.subarray(at, at + row.length));
    paint(row, part.widthPx, part.rgba, at);
  }
  return part;
}

/** Colours that are not painted, or not of every file. */
const COLOUR_NAMES: Readonly<Record<number, string>> = {
  [PHOTOMETRIC.cmyk]: 'inks other than cyan, magenta, yellow and black',
  [PHOTOMETRIC.logLuv]: 'LogLuv colours',
};

function painterOf(layout: TiffLayout): PaintRow {
  const paint = rowPainter(layout);
  if (paint) return paint;
  const { photometric } = layout;
  throw new UnsupportedKind(
    COLOUR_NAMES[photometric] ?? `colours of kind ${photometric}`,
  );
}

/** Everything that is rows of samples. Returns how many chunks had anything in them. */
async function paintChunks(
  bytes: Uint8Array<ArrayBuffer>,
  layout: TiffLayout,
  pixels: RgbaPixels,
): Promise<number> {
  const paint = painterOf(layout);
  if (isSubsampled(layout)) throw new UnsupportedKind('YCbCr without JPEG');
  const perPixel = layout.isPlanar ? 1 : layout.samplesPerPixel;
  const samples = sampleReader(
    layout,
    layout.chunkWidthPx * perPixel,
    perPixel,
    layout.photometric === PHOTOMETRIC.palette,
  );
  if (!samples || layout.samplesPerPixel > 64) {
    throw new UnsupportedKind(`${layout.bitsPerSample} bits a sample`);
  }
  const sink = layout.isPlanar
    ? planarSink(layout, pixels, paint)
    : rowSink(layout, pixels, paint);
  let readable = 0;
  for (const chunk of chunksOf(layout)) {
    const data = bytesOfChunk(bytes, layout, chunk.index);
    const rows = new Uint8Array(samples.rowBytes * chunk.heightPx);
    const written = await unpackChunk(layout, data, rows, layout.chunkWidthPx);
    if (written > 0) readable++;
    // Rows that are not there at all stay white.
    const heightPx = Math.ceil(written / samples.rowBytes);
    readRows(layout, samples, { ...chunk, heightPx }, rows, sink);
  }
  return readable;
}

/** Takes one row of samples of a chunk to its place. */
type RowSink = (
  samples: Uint16Array,
  count: number,
  x: number,
  y: number,
  component: number,
) => void;

function readRows(
  layout: TiffLayout,
  { rowBytes, read }: SampleReader,
  { x, y, heightPx, component }: Chunk,
  rows: Uint8Array,
  sink: RowSink,
): void {
  const perPixel = layout.isPlanar ? 1 : layout.samplesPerPixel;
  const count = layout.chunkWidthPx * perPixel;
  const samples = new Uint16Array(count);
  const width = Math.min(layout.chunkWidthPx, layout.widthPx - x);
  const height = Math.min(heightPx, layout.heightPx - y);
  for (let row = 0; row < height; row++) {
    read(rows.subarray(row * rowBytes, (row + 1) * rowBytes), count, samples);
    sink(samples, width, x, y + row, component);
  }
}

function rowSink(
  { widthPx }: TiffLayout,
  { rgba }: RgbaPixels,
  paint: PaintRow,
): RowSink {
  return (samples, count, x, y) => {
    paint(samples, count, rgba, (y * widthPx + x) * 4);
  };
}

/** Collects the components that colours are made of, and paints when the last of them comes. */
function planarSink(
  layout: TiffLayout,
  { rgba }: RgbaPixels,
  paint: PaintRow,
): RowSink {
  const { widthPx, heightPx, samplesPerPixel } = layout;
  const used = Math.min(4, samplesPerPixel);
  const planes = new Uint8Array(widthPx * heightPx * used);
  const row = new Uint16Array(layout.chunkWidthPx * samplesPerPixel);
  return (samples, count, x, y, component) => {
    if (component >= used) return;
    const at = (y * widthPx + x) * used;
    for (let i = 0; i < count; i++) {
      planes[at + i * used + component] = samples[i] ?? 0;
    }
    if (component < used - 1) return;
    for (let i = 0; i < count; i++) {
      for (let part = 0; part < used; part++) {
        row[i * samplesPerPixel + part] = planes[at + i * used + part] ?? 0;
      }
    }
    paint(row, count, rgba, (y * widthPx + x) * 4);
  };
}

function isSubsampled({ photometric, subsampling }: TiffLayout): boolean {
  return (
    photometric === PHOTOMETRIC.yCbCr &&
    (subsampling[0] !== 1 || subsampling[1] !== 1)
  );
}
