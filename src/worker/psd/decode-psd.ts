import { ByteReader } from '../byte-reader.ts';
import { checkSize, type DecodeLimits } from '../codecs/codec.ts';
import { UnsupportedKind } from '../codecs/decode-errors.ts';
import {
  cmykPainter,
  grayPainter,
  labPainter,
  palettePainter,
  rgbPainter,
  type PaintRow,
} from '../tiff/colour-rows.ts';
import { unpackBits } from '../tiff/unpack-bits.ts';
import { unpackDeflate } from '../tiff/unpack-deflate.ts';
import { sampleReader, type SampleReader } from '../tiff/unpack-samples.ts';
import { PSD_MODE, readPsdLayout, type PsdLayout } from './psd-layout.ts';
import type { RgbaPixels } from '../orient-pixels.ts';

/** Raw, PackBits by rows, zlib, zlib of differences. */
const COMPRESSION = { none: 0, rows: 1, zip: 2, zipDifferences: 3 } as const;

/**
 * The merged picture of a Photoshop file (PSD, PSB). Photoshop has laid it on white already, so
 * transparency is not looked at. Multichannel and duotone pictures are shown by their first
 * channel, in gray. Missing rows stay black.
 * @throws UnsupportedKind, PictureTooLarge, or an Error where there is no picture
 */
export async function decodePsd(
  bytes: Uint8Array<ArrayBuffer>,
  limits: DecodeLimits,
): Promise<RgbaPixels> {
  const layout = readPsdLayout(new ByteReader(bytes));
  if (!layout) throw new Error('no Photoshop header');
  const { widthPx, heightPx } = layout;
  checkSize(widthPx, heightPx, limits);
  if (!layout.hasMerged) {
    throw new UnsupportedKind('saved without its merged picture');
  }
  const painter = painterOf(layout);
  const samples = painter && samplesOf(layout);
  if (!samples) {
    throw new UnsupportedKind(
      `colour mode ${layout.mode} of ${layout.bitsPerSample} bits`,
    );
  }
  if (layout.mergedAt + 2 >= bytes.length) {
    throw new Error('the file ends before its picture');
  }
  const rgba = new Uint8ClampedArray(widthPx * heightPx * 4).fill(255);
  const rows = await unpackRows(bytes, layout, samples, painter.channels);
  const row = new Uint16Array(widthPx * painter.channels);
  const plane = new Uint16Array(widthPx);
  for (let y = 0; y < heightPx; y++) {
    for (let channel = 0; channel < painter.channels; channel++) {
      const at = (channel * heightPx + y) * samples.rowBytes;
      const rowData = rows.subarray(at, at + samples.rowBytes);
      samples.read(rowData, widthPx, plane);
      for (let x = 0; x < widthPx; x++) {
        row[x * painter.channels + channel] =
          (plane[x] ?? 0) ^ painter.flipBits;
      }
    }
    painter.paint(row, widthPx, rgba, y * widthPx * 4);
  }
  return { rgba, widthPx, heightPx };
}

interface PsdPainter {
  /** How many of the channels make the colour. */
  channels: number;
  paint: PaintRow;
  /** 255 where samples are stored the other way round. */
  flipBits: 0 | 255;
}

function painterOf(layout: PsdLayout): PsdPainter | undefined {
  const has = (channels: number): boolean => layout.channels >= channels;
  switch (layout.mode) {
    case PSD_MODE.bitmap:
      return { channels: 1, paint: grayPainter(1, 0), flipBits: 255 };
    case PSD_MODE.gray:
    case PSD_MODE.multichannel:
    case PSD_MODE.duotone:
      return { channels: 1, paint: grayPainter(1, 0), flipBits: 0 };
    case PSD_MODE.indexed: {
      const paint = palettePainter(1, [...layout.palette.subarray(0, 768)]);
      return { channels: 1, paint, flipBits: 0 };
    }
    case PSD_MODE.rgb:
      return has(3)
        ? { channels: 3, paint: rgbPainter(3, 'none'), flipBits: 0 }
        : undefined;
    case PSD_MODE.cmyk:
      // Stored as what is left of the paper: 255 is no ink.
      return has(4)
        ? { channels: 4, paint: cmykPainter(4), flipBits: 255 }
        : undefined;
    case PSD_MODE.lab:
      return has(3)
        ? { channels: 3, paint: labPainter(3, 0), flipBits: 0 }
        : undefined;
    default:
      return undefined;
  }
}

function samplesOf(layout: PsdLayout): SampleReader | undefined {
  const { bitsPerSample, mode, widthPx } = layout;
  if (![1, 8, 16, 32].includes(bitsPerSample)) return undefined;
  // 32-bit samples are floating point.
  const sampleFormat = bitsPerSample === 32 ? 'float' : 'unsigned';
  return sampleReader(
    { bitsPerSample, sampleFormat, isLittle: false, predictor: 1 },
    widthPx,
    1,
    mode === PSD_MODE.indexed,
  );
}

/** The rows of the first channels, one channel after another. */
async function unpackRows(
  bytes: Uint8Array<ArrayBuffer>,
  layout: PsdLayout,
  { rowBytes }: SampleReader,
  channels: number,
): Promise<Uint8Array> {
  const { mergedAt, heightPx } = layout;
  const out = new Uint8Array(rowBytes * heightPx * channels);
  const data = bytes.subarray(mergedAt + 2);
  const compression = new ByteReader(bytes).u16(mergedAt);
  switch (compression) {
    case COMPRESSION.none:
      out.set(data.subarray(0, out.length));
      return out;
    case COMPRESSION.rows:
      unpackRowByRow(data, layout, rowBytes, out);
      return out;
    case COMPRESSION.zip:
      await unpackDeflate(data, out);
      return out;
    case COMPRESSION.zipDifferences:
      if (layout.bitsPerSample > 16) break;
      await unpackDeflate(data, out);
      sumDifferences(out, rowBytes, layout.bitsPerSample / 8);
      return out;
  }
  throw new UnsupportedKind(`compression ${compression}`);
}

/** The packed length of every row of every channel stands in front. */
function unpackRowByRow(
  data: Uint8Array,
  { heightPx, channels, isLarge }: PsdLayout,
  rowBytes: number,
  out: Uint8Array,
): void {
  const reader = new ByteReader(data);
  const lengthBytes = isLarge ? 4 : 2;
  let at = heightPx * channels * lengthBytes;
  for (let row = 0; row * rowBytes < out.length; row++) {
    const lengthAt = row * lengthBytes;
    const length = isLarge ? reader.u32(lengthAt) : reader.u16(lengthAt);
    const target = out.subarray(row * rowBytes, (row + 1) * rowBytes);
    unpackBits(data.subarray(at, at + length), target);
    at += length;
  }
}

function sumDifferences(
  rows: Uint8Array,
  rowBytes: number,
  sampleBytes: number,
): void {
  const view = new DataView(rows.buffer);
  for (let start = 0; start < rows.length; start += rowBytes) {
    const end = start + rowBytes;
    for (let at = start + sampleBytes; at < end; at += sampleBytes) {
      if (sampleBytes === 2) {
        view.setUint16(at, view.getUint16(at) + view.getUint16(at - 2));
      } else {
        view.setUint8(at, view.getUint8(at) + view.getUint8(at - 1));
      }
    }
  }
}
