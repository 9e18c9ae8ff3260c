import { readBmpLayout } from '../plain/bmp-layout.ts';
import { readPngHeader } from './png-header.ts';
import { ByteReader } from '../byte-reader.ts';
import type { PictureHeader } from './picture-header.ts';

/** IHDR and a little more: a thousand entries must not each walk the whole file. */
const PNG_HEAD_BYTES = 64;

/** The largest picture of an icon file: what a browser decodes. An entry may hold a PNG of any size. */
export function readIcoHeader(reader: ByteReader): PictureHeader | undefined {
  let largest: PictureHeader | undefined;
  const count = reader.u16(4, true);
  for (let i = 0; i < count && reader.has(6 + 16 * i, 16); i++) {
    const entry = readEntry(reader, 6 + 16 * i);
    if (!largest || area(entry) > area(largest)) largest = entry;
  }
  return largest;
}

function readEntry(reader: ByteReader, at: number): PictureHeader {
  const start = reader.u32(at + 12, true);
  const end = start + reader.u32(at + 8, true);
  const head = reader.bytes.subarray(start, start + PNG_HEAD_BYTES);
  const png = reader.isText(start, '\x89PNG')
    ? readPngHeader(new ByteReader(head))
    : undefined;
  const inside = png ?? bitmapSize(reader, start);
  return {
    widthPx: inside?.widthPx ?? iconSide(reader.u8(at)),
    heightPx: inside?.heightPx ?? iconSide(reader.u8(at + 1)),
    frameCount: 1,
    isIncomplete: end > reader.length,
  };
}

/** A bitmap is as large as its own header says, and twice as high: its mask lies below. */
function bitmapSize(
  reader: ByteReader,
  at: number,
): { widthPx: number; heightPx: number } | undefined {
  const layout = readBmpLayout(reader, at);
  if (!layout || layout.widthPx < 1) return undefined;
  const heightPx = Math.floor(layout.heightPx / 2);
  return { widthPx: layout.widthPx, heightPx };
}

/** 0 stands for 256. */
function iconSide(byte: number): number {
  return byte === 0 ? 256 : byte;
}

function area({ widthPx, heightPx }: PictureHeader): number {
  return widthPx * heightPx;
}
