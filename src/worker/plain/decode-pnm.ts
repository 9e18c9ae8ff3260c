import { ByteReader } from '../byte-reader.ts';
import { checkSize, type DecodeLimits } from '../codecs/codec.ts';
import {
  isBlank,
  pnmRowBytes,
  readPnmLayout,
  type PnmLayout,
} from './pnm-layout.ts';
import type { RgbaPixels } from '../orient-pixels.ts';

/**
 * PBM, PGM, PPM and PAM, the first picture of the file. Samples of any range come to the nearest
 * of 8 bits. What is missing in a cut file stays transparent.
 * @throws PictureTooLarge, or an Error where there is no picture
 */
export function decodePnm(bytes: Uint8Array, limits: DecodeLimits): RgbaPixels {
  const reader = new ByteReader(bytes);
  const layout = readPnmLayout(reader);
  if (!layout) throw new Error('no Netpbm header');
  const { widthPx, heightPx, channels, highest, isInverted } = layout;
  checkSize(widthPx, heightPx, limits);
  const rgba = new Uint8ClampedArray(widthPx * heightPx * 4);
  const nextRow = rowReader(reader, layout);
  const row = new Float64Array(widthPx * channels);
  for (let y = 0; y < heightPx && nextRow(row); y++) {
    for (const [i, sample] of row.entries()) {
      const light = Math.round((Math.min(sample, highest) * 255) / highest);
      row[i] = isInverted ? 255 - light : light;
    }
    for (let x = 0; x < widthPx; x++) {
      paint(row, x * channels, channels, rgba, (y * widthPx + x) * 4);
    }
  }
  return { rgba, widthPx, heightPx };
}

function paint(
  row: Float64Array,
  from: number,
  channels: number,
  rgba: Uint8ClampedArray,
  to: number,
): void {
  const isGray = channels < 3;
  const hasAlpha = channels === 2 || channels === 4;
  rgba[to] = row[from] ?? 0;
  rgba[to + 1] = row[from + (isGray ? 0 : 1)] ?? 0;
  rgba[to + 2] = row[from + (isGray ? 0 : 2)] ?? 0;
  rgba[to + 3] = hasAlpha ? (row[from + channels - 1] ?? 0) : 255;
}

/** Fills a row with its samples; false when not all of them are there. */
type ReadRow = (row: Float64Array) => boolean;

function rowReader(reader: ByteReader, layout: PnmLayout): ReadRow {
  const rowBytes = pnmRowBytes(layout);
  if (rowBytes === undefined) return textRows(reader, layout);
  let at = layout.dataAt;
  const sampleAt = sampleReader(reader, layout);
  return (row) => {
    if (!reader.has(at, rowBytes)) return false;
    for (let i = 0; i < row.length; i++) row[i] = sampleAt(at, i);
    at += rowBytes;
    return true;
  };
}

function sampleReader(
  reader: ByteReader,
  { coding, highest }: PnmLayout,
): (rowAt: number, index: number) => number {
  if (coding === 'bits') {
    return (rowAt, i) => (reader.u8(rowAt + (i >> 3)) >> (7 - (i & 7))) & 1;
  }
  return highest > 255
    ? (rowAt, i) => reader.u16(rowAt + 2 * i)
    : (rowAt, i) => reader.u8(rowAt + i);
}

/** Decimal numbers; of PBM single digits, which need no blank between them. */
function textRows(
  reader: ByteReader,
  { dataAt, isInverted }: PnmLayout,
): ReadRow {
  let at = dataAt;
  const nextNumber = (): number | undefined => {
    while (at < reader.length && isBlank(reader.u8(at))) at++;
    let value: number | undefined;
    while (at < reader.length) {
      const digit = reader.u8(at) - 0x30;
      if (digit < 0 || digit > 9) break;
      value = (value ?? 0) * 10 + digit;
      at++;
      if (isInverted) break;
    }
    return value;
  };
  return (row) => {
    for (let i = 0; i < row.length; i++) {
      const value = nextNumber();
      if (value === undefined) return false;
      row[i] = value;
    }
    return true;
  };
}
