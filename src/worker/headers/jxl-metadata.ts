import { JxlBits, type Choices } from './jxl-bits.ts';
import { readJxlColour, type JxlColour } from './jxl-colour.ts';
import type { ByteReader } from '../byte-reader.ts';

/** What a JPEG XL codestream says of itself in front of its frames (ISO/IEC 18181-1, D). */
export interface JxlMetadata {
  widthPx: number;
  heightPx: number;
  isAnimated: boolean;
  /** undefined where nothing but sRGB is meant, and behind what is not followed here. */
  colour: JxlColour | undefined;
}

const SIDE: Choices = [
  [9, 1],
  [13, 1],
  [18, 1],
  [30, 1],
];

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

/** @param startByte behind the two bytes of the signature */
export function readJxlMetadata(
  reader: ByteReader,
  startByte: number,
): JxlMetadata {
  const bits = new JxlBits(reader, startByte);
  const size = readSize(bits);
  const sizeBits = { startBit: startByte * 8, endBit: bits.at };
  const isAllDefault = bits.flag();
  if (isAllDefault) return { ...size, isAnimated: false, colour: undefined };
  const hasExtra = bits.flag();
  const startBit = bits.at;
  const { isAnimated, hasPreview } = hasExtra
    ? readExtraFields(bits)
    : { isAnimated: false, hasPreview: false };
  const extra = { startBit, endBit: bits.at };
  const colour = hasPreview
    ? undefined
    : readJxlColour(bits, { size: sizeBits, extra });
  return { ...size, isAnimated, colour };
}

function readSize(bits: JxlBits): { widthPx: number; heightPx: number } {
  const isSmall = bits.flag();
  const readSide = (): number =>
    isSmall ? (bits.take(5) + 1) * 8 : bits.choose(SIDE);
  const heightPx = readSide();
  const ratio = RATIOS[bits.take(3) - 1];
  const widthPx = ratio
    ? Math.floor((heightPx * ratio[0]) / ratio[1])
    : readSide();
  return { widthPx, heightPx };
}

const TICKS: Choices = [100, 1000, [10, 1], [30, 1]];
const TICKS_DIVISOR: Choices = [1, 1001, [8, 1], [10, 1]];

/** One with a preview, which hardly any has, is taken for a still. */
function readExtraFields(bits: JxlBits): {
  isAnimated: boolean;
  hasPreview: boolean;
} {
  bits.skip(3); // orientation
  if (bits.flag()) readSize(bits);
  if (bits.flag()) return { isAnimated: false, hasPreview: true };
  const isAnimated = bits.flag();
  if (isAnimated) {
    bits.choose(TICKS);
    bits.choose(TICKS_DIVISOR);
    bits.choose([0, [3, 0], [16, 0], [32, 0]]); // loops
    bits.skip(1);
  }
  return { isAnimated, hasPreview: false };
}
