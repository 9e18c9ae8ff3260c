import { ByteReader } from '../byte-reader.ts';
import { checkSize, type DecodeLimits } from '../codecs/codec.ts';
import { UnsupportedKind } from '../codecs/decode-errors.ts';
import { readBmpLayout, type BmpLayout } from './bmp-layout.ts';
import { bmpRowBytes, paintBmp } from './decode-bmp.ts';
import type { RgbaPixels } from '../orient-pixels.ts';

/** The type in the header: 1 is an icon. */
const CURSOR = 2;

/** One picture of an icon or cursor file. */
interface IcoEntry {
  startByte: number;
  endByte: number;
  pixels: number;
  bitsPerPixel: number;
}

/** Makes pixels of a PNG inside. */
export type DecodePng = (bytes: Uint8Array<ArrayBuffer>) => Promise<RgbaPixels>;

/**
 * The largest picture of an icon file, of equal ones that with the most colours: a PNG, or a
 * bitmap of twice its height whose lower half says where it is transparent.
 * @throws PictureTooLarge, UnsupportedKind, or an Error where there is no picture
 */
export async function decodeIco(
  bytes: Uint8Array<ArrayBuffer>,
  decodePng: DecodePng,
  limits: DecodeLimits,
): Promise<RgbaPixels> {
  const entry = readEntries(new ByteReader(bytes)).toSorted((a, b) =>
    inOrder(b.pixels - a.pixels, b.bitsPerPixel - a.bitsPerPixel),
  )[0];
  if (!entry) throw new Error('no picture in it');
  const inside = bytes.slice(entry.startByte, entry.endByte);
  const reader = new ByteReader(inside);
  if (!reader.isText(0, '\x89PNG')) return decodeIconBitmap(reader, limits);
  checkSize(reader.u32(16), reader.u32(20), limits);
  return decodePng(inside);
}

/** The second difference counts where the first is none. */
function inOrder(first: number, second: number): number {
  return first === 0 ? second : first;
}

function readEntries(reader: ByteReader): IcoEntry[] {
  const count = reader.u16(4, true);
  const entries: IcoEntry[] = [];
  for (let i = 0; i < count && reader.has(6 + 16 * i, 16); i++) {
    const at = 6 + 16 * i;
    const startByte = reader.u32(at + 12, true);
    const isPng = reader.isText(startByte, '\x89PNG');
    entries.push({
      startByte,
      endByte: startByte + reader.u32(at + 8, true),
      pixels: isPng
        ? reader.u32(startByte + 16) * reader.u32(startByte + 20)
        : iconSide(reader.u8(at)) * iconSide(reader.u8(at + 1)),
      bitsPerPixel: bitsOfEntry(reader, at),
    });
  }
  return entries;
}

/** As browsers choose: where nothing is said of bits, the number of colours counts, 0 for 256. */
function bitsOfEntry(reader: ByteReader, at: number): number {
  // A cursor has its point at this place.
  const bits = reader.u8(2) === CURSOR ? 0 : reader.u16(at + 6, true);
  const colours = reader.u8(at + 2);
  return bits > 0 ? bits : Math.ceil(Math.log2(colours === 0 ? 256 : colours));
}

/** 0 stands for 256. */
function iconSide(byte: number): number {
  return byte === 0 ? 256 : byte;
}

function decodeIconBitmap(
  reader: ByteReader,
  limits: DecodeLimits,
): RgbaPixels {
  const doubled = readBmpLayout(reader, 0);
  if (!doubled) throw new UnsupportedKind('of an unknown make inside');
  const layout: BmpLayout = {
    ...doubled,
    heightPx: Math.floor(doubled.heightPx / 2),
    // Of 32 bits the highest eight are alpha here, whatever a bitmap file would have in them.
    masks: doubled.masks.with(
      3,
      doubled.bitsPerPixel === 32
        ? { shift: 24, highest: 255 }
        : { shift: 0, highest: 0 },
    ),
  };
  const { widthPx, heightPx } = layout;
  checkSize(widthPx, heightPx, limits);
  const rgba = paintBmp(reader, layout, layout.endAt);
  if (!hasAlpha(layout, rgba)) applyMask(reader, layout, rgba);
  return { rgba, widthPx, heightPx };
}

/** Old programs wrote 32 bits and left alpha empty. */
function hasAlpha(
  { bitsPerPixel }: BmpLayout,
  rgba: Uint8ClampedArray,
): boolean {
  if (bitsPerPixel !== 32) return false;
  for (let at = 3; at < rgba.length; at += 4) {
    if (rgba[at] !== 0) return true;
  }
  return false;
}

/** One bit a pixel behind the colours; 1 is transparent. */
function applyMask(
  reader: ByteReader,
  { widthPx, heightPx, bitsPerPixel, endAt, isFromTop }: BmpLayout,
  rgba: Uint8ClampedArray,
): void {
  const maskAt = endAt + bmpRowBytes(widthPx, bitsPerPixel) * heightPx;
  const rowBytes = bmpRowBytes(widthPx, 1);
  for (let y = 0; y < heightPx; y++) {
    const row = isFromTop ? y : heightPx - 1 - y;
    for (let x = 0; x < widthPx; x++) {
      const byte = reader.u8(maskAt + y * rowBytes + (x >> 3));
      const isClear = ((byte >> (7 - (x & 7))) & 1) === 1;
      rgba[(row * widthPx + x) * 4 + 3] = isClear ? 0 : 255;
    }
  }
}
