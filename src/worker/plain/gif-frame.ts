import type { ByteReader } from '../byte-reader.ts';

/** The first picture of a GIF. */
export interface GifFrame {
  /** The canvas. */
  widthPx: number;
  heightPx: number;
  /** Where on it the frame lies, and its size. */
  left: number;
  top: number;
  frameWidthPx: number;
  frameHeightPx: number;
  isInterlaced: boolean;
  /** Colours of three bytes; as many as the file's flags say. */
  palette: Uint8Array;
  /** The index that stands for nothing. */
  clearIndex: number | undefined;
  /** Bits of the first LZW codes, less one. */
  codeBits: number;
  /** First sub-block of the packed indices. */
  dataAt: number;
}

const EXTENSION = 0x21;
const IMAGE = 0x2c;
const GRAPHIC_CONTROL = 0xf9;

/** Canvas, palette and place of the first frame (GIF89a). A frame larger than the canvas widens it. */
export function readGifFrame(reader: ByteReader): GifFrame | undefined {
  if (!reader.has(0, 13)) return undefined;
  const shared = paletteAt(reader, 13, reader.u8(10));
  let clearIndex: number | undefined;
  let at = 13 + shared.length;
  while (reader.u8(at) === EXTENSION && reader.has(at, 3)) {
    if (reader.u8(at + 1) === GRAPHIC_CONTROL) {
      clearIndex =
        (reader.u8(at + 3) & 1) === 1 ? reader.u8(at + 6) : undefined;
    }
    at = skipSubBlocks(reader, at + 2);
  }
  if (reader.u8(at) !== IMAGE || !reader.has(at, 11)) return undefined;
  const flags = reader.u8(at + 9);
  const own = paletteAt(reader, at + 10, flags);
  const [left, top, frameWidthPx, frameHeightPx] = [
    reader.u16(at + 1, true),
    reader.u16(at + 3, true),
    reader.u16(at + 5, true),
    reader.u16(at + 7, true),
  ];
  return {
    widthPx: Math.max(reader.u16(6, true), left + frameWidthPx),
    heightPx: Math.max(reader.u16(8, true), top + frameHeightPx),
    left,
    top,
    frameWidthPx,
    frameHeightPx,
    isInterlaced: (flags & 0x40) !== 0,
    palette: own.length > 0 ? own : shared,
    clearIndex,
    codeBits: reader.u8(at + 10 + own.length),
    dataAt: at + 11 + own.length,
  };
}

function paletteAt(reader: ByteReader, at: number, flags: number): Uint8Array {
  const bytes = (flags & 0x80) !== 0 ? 3 * 2 ** ((flags & 7) + 1) : 0;
  return reader.bytes.subarray(at, at + bytes);
}

/** Behind the terminator of a chain of data sub-blocks. */
export function skipSubBlocks(reader: ByteReader, start: number): number {
  let at = start;
  while (reader.u8(at) > 0) at += 1 + reader.u8(at);
  return at + 1;
}
