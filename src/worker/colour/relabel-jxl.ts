import { joinedBytes } from '../../domain/joined-bytes.ts';
import { ByteReader } from '../byte-reader.ts';
import { JxlBits, type BitRange } from '../headers/jxl-bits.ts';
import { codestreamParts, readJxl } from '../headers/jxl-header.ts';
import {
  BT709,
  codedSpace,
  HLG,
  hlgScreenNits,
  lightSpace,
  PQ,
  shownNits,
  shownVideo,
  type ColourSpace,
} from './colour-space.ts';
import type { JxlColour } from '../headers/jxl-colour.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** A file under another name for its colours, and what its numbers then are. */
export interface RelabelledJxl {
  bytes: Bytes;
  space: ColourSpace;
}

/** How sRGB is written in a header, bit by bit: for RGB it is the default. */
const SRGB = [1];
/** No default, no profile; gray, D65; no gamma, sRGB's curve (13 as 2 + 11); relative intent. */
const SRGB_GRAY = [0, 0, 1, 0, 1, 0, 0, 0, 1, 1, 1, 0, 1, 1, 0];
/** Upright, of no other size than it has, no preview, still. */
const NO_EXTRA = [0, 0, 0, 0, 0, 0];

/** What is brighter than three times white lies within a level of the brightest. */
const BRIGHTEST_NITS = 608;
/** The same as floating point number of 16 bits. */
const BRIGHTEST_HALF = 0x60c0;

/** JPEG XL counts Display P3 differently from ITU-T H.273. */
const H273_PRIMARIES: Readonly<Record<number, number>> = { 1: 1, 9: 9, 11: 12 };

/**
 * A JPEG XL in PQ, HLG or the curve of video, called sRGB. Decoders bring these to sRGB each in its
 * own way (the carried one clips HDR at white, the browser takes video's numbers as they are); of what calls itself sRGB they all hand over the numbers as they are. Those
 * are the stored ones, or, where light is stored, that under sRGB's curve: of PQ up to 608 nits.
 * @returns undefined for all other files
 */
export function relabelJxl(bytes: Bytes): RelabelledJxl | undefined {
  const reader = new ByteReader(bytes);
  const colour = readJxl(reader)?.colour;
  if (!colour || ![BT709, PQ, HLG].includes(colour.transfer)) return undefined;
  const space = spaceOf(colour);
  const [first, ...others] = codestreamParts(reader);
  const { endBit } = colour.parts.rest;
  if (!space || !first || endBit > first.endAt * 8) return undefined;
  const frames = { dataAt: Math.ceil(endBit / 8), endAt: first.endAt };
  const kept = [frames, ...others].map((part) =>
    bytes.subarray(part.dataAt, part.endAt),
  );
  return { bytes: joinedBytes([headerOf(reader, colour), ...kept]), space };
}

function spaceOf(colour: JxlColour): ColourSpace | undefined {
  const { isXyb, transfer, primaries, targetHalf } = colour;
  if (!isXyb) return codedSpace(H273_PRIMARIES[primaries] ?? 0, transfer);
  if (transfer === BT709) return lightSpace(shownVideo);
  return transfer === PQ
    ? lightSpace((light) => shownNits(light * BRIGHTEST_NITS))
    : lightSpace((light) =>
        shownNits(hlgScreenNits(light, numberOf(targetHalf))),
      );
}

function headerOf(
  reader: ByteReader,
  { parts, transfer, isGray, targetHalf }: JxlColour,
): Bytes {
  const bitsOf = ({ startBit, endBit }: BitRange): number[] => {
    const bits = new JxlBits(reader, 0);
    bits.skip(startBit);
    return Array.from({ length: endBit - startBit }, () => bits.take(1));
  };
  const extra = bitsOf(parts.extra);
  const target = transfer === PQ ? BRIGHTEST_HALF : targetHalf;
  return packed([
    ...bitsOfNumber(0x0aff, 16),
    ...bitsOf(parts.size),
    // Not all is default, and there are extra fields.
    ...[0, 1],
    ...(extra.length === 0 ? NO_EXTRA : extra),
    ...bitsOf(parts.depth),
    ...(isGray ? SRGB_GRAY : SRGB),
    // No default; the brightest and the darkest light; no more of it.
    ...[0, ...bitsOfNumber(target, 16), ...bitsOfNumber(0, 16 + 1 + 16)],
    ...bitsOf(parts.rest),
  ]);
}

function bitsOfNumber(value: number, count: number): number[] {
  return Array.from(
    { length: count },
    (_, i) => Math.floor(value / 2 ** i) % 2,
  );
}

function packed(bits: readonly number[]): Bytes {
  const bytes = new Uint8Array(Math.ceil(bits.length / 8));
  bits.forEach((bit, i) => {
    bytes[i >> 3] = (bytes[i >> 3] ?? 0) | (bit << (i & 7));
  });
  return bytes;
}

/** IEEE 754 binary16, over 0 and finite. */
function numberOf(half: number): number {
  return (1 + (half & 1023) / 1024) * 2 ** (((half >> 10) & 31) - 15);
}
