import { boxesIn } from './bmff-boxes.ts';
import type { ByteReader } from '../byte-reader.ts';
import type { PictureHeader } from './picture-header.ts';

/** Bits of each choice of the size field: U32(u(9), u(13), u(18), u(30)), each plus 1. */
const SIZE_BITS = [9, 13, 18, 30] as const;

/** Width : height by the 3-bit ratio field; 0 means that the width is written out. */
const RATIOS: readonly (readonly [number, number])[] = [
  [1, 1],
  [12, 10],
  [4, 3],
  [3, 2],
  [16, 9],
  [5, 4],
  [2, 1],
];

/** SizeHeader of a JPEG XL codestream (ISO/IEC 18181-1, D.2), bare or in its container (18181-2). */
export function readJxlHeader(reader: ByteReader): PictureHeader | undefined {
  const at = codestreamStart(reader);
  if (at === undefined || reader.u16(at) !== 0xff0a || !reader.has(at, 4)) {
    return undefined;
  }
  const bits = bitReader(reader, at + 2);
  const { widthPx, heightPx } = readSize(bits);
  // How many frames stands in each frame's own header; that there are several must be enough. A
  // cut file cannot be told from the header either.
  const frameCount = isAnimated(bits) ? 2 : 1;
  return { widthPx, heightPx, frameCount, isIncomplete: false };
}

type ReadBits = (count: number) => number;

function readSize(bits: ReadBits): { widthPx: number; heightPx: number } {
  const isSmall = bits(1) === 1;
  const readSide = (): number =>
    isSmall ? (bits(5) + 1) * 8 : bits(SIZE_BITS[bits(2)] ?? 30) + 1;
  const heightPx = readSide();
  const ratio = RATIOS[bits(3) - 1];
  const widthPx = ratio
    ? Math.floor((heightPx * ratio[0]) / ratio[1])
    : readSide();
  return { widthPx, heightPx };
}

/** From ImageMetadata (D.3), which follows the size. One with a preview is taken for a still. */
function isAnimated(bits: ReadBits): boolean {
  const isAllDefault = bits(1) === 1;
  if (isAllDefault || bits(1) === 0) return false;
  bits(3); // orientation
  if (bits(1) === 1) readSize(bits);
  const hasPreview = bits(1) === 1;
  return !hasPreview && bits(1) === 1;
}

function codestreamStart(reader: ByteReader): number | undefined {
  if (reader.u16(0) === 0xff0a) return 0;
  for (const box of boxesIn(reader, 0, reader.length)) {
    if (box.type === 'jxlc') return box.dataAt;
    // A part is numbered in its first four bytes; the first part comes first.
    if (box.type === 'jxlp') return box.dataAt + 4;
  }
  return undefined;
}

/** Least significant bit first; up to 30 bits a call; zeros past the end. */
function bitReader(
  reader: ByteReader,
  start: number,
): (count: number) => number {
  let at = start * 8;
  return (count) => {
    let value = 0;
    for (let i = 0; i < count; i++, at++) {
      value += ((reader.u8(at >> 3) >> (at & 7)) & 1) * 2 ** i;
    }
    return value;
  };
}
