import type { BitRange, Choices, JxlBits } from './jxl-bits.ts';

/** Colours by code points. */
export interface JxlColour {
  isGray: boolean;
  /** 1 sRGB, 2 written out, 9 BT.2020, 11 Display P3. */
  primaries: number;
  /** By ITU-T H.273. */
  transfer: number;
  /** Light is stored, in XYB, and made RGB of the named space by the decoder. */
  isXyb: boolean;
  /** Nits of the brightest level, as floating point number of 16 bits. */
  targetHalf: number;
  parts: JxlParts;
}

/** Where the parts of a header stand that no colours are named in; frames begin with the byte behind all. */
export interface JxlParts {
  size: BitRange;
  /** What turns and moves the picture; no bits where that is left out. */
  extra: BitRange;
  /** Samples and channels, up to whether light is stored. */
  depth: BitRange;
  /** How light becomes RGB, and how pictures are enlarged. */
  rest: BitRange;
}

/** A picture has alpha and perhaps depth; a hostile file says thousands. */
const MOST_EXTRA_CHANNELS = 16;

/**
 * What follows the size and the extra fields (ISO/IEC 18181-1, D.3).
 * @returns undefined where the space is sRGB or a profile, and where the header is not followed
 */
export function readJxlColour(
  bits: JxlBits,
  before: Pick<JxlParts, 'size' | 'extra'>,
): JxlColour | undefined {
  const depthAt = bits.at;
  readDepth(bits);
  bits.skip(1);
  const extraChannels = bits.choose([0, 1, [4, 2], [12, 1]]);
  if (extraChannels > MOST_EXTRA_CHANNELS) return undefined;
  for (let i = 0; i < extraChannels; i++) readExtraChannel(bits);
  const isXyb = bits.flag();
  const depth = { startBit: depthAt, endBit: bits.at };
  const space = readSpace(bits);
  if (!space) return undefined;
  const hasExtra = before.extra.endBit > before.extra.startBit;
  const targetHalf = hasExtra ? readTarget(bits) : USUAL_TARGET;
  const restAt = bits.at;
  // Extensions; nobody has defined one.
  if (bits.take(2) !== 0) return undefined;
  skipTransform(bits, isXyb);
  const rest = { startBit: restAt, endBit: bits.at };
  return { ...space, isXyb, targetHalf, parts: { ...before, depth, rest } };
}

function readDepth(bits: JxlBits): void {
  const isFloat = bits.flag();
  bits.choose(isFloat ? [32, 16, 24, [6, 1]] : [8, 10, 12, [6, 1]]);
  if (isFloat) bits.skip(4);
}

const ALPHA = 0;
const SPOT_COLOUR = 2;
const FILTER_COLOUR = 5;

function readExtraChannel(bits: JxlBits): void {
  const isDefault = bits.flag();
  if (isDefault) return;
  const type = bits.enumerated();
  readDepth(bits);
  bits.choose([0, 3, 4, [3, 1]]);
  bits.skip(8 * bits.choose([0, [4, 0], [5, 16], [10, 48]])); // name
  if (type === ALPHA) bits.skip(1);
  if (type === SPOT_COLOUR) bits.skip(4 * HALF_BITS);
  if (type === FILTER_COLOUR) bits.choose([1, [2, 0], [4, 3], [8, 19]]);
}

/** A floating point number of half the usual length. */
const HALF_BITS = 16;

const CUSTOM = 2;
const GRAY = 1;

function readSpace(
  bits: JxlBits,
): Pick<JxlColour, 'isGray' | 'primaries' | 'transfer'> | undefined {
  const isSrgb = bits.flag();
  const hasProfile = !isSrgb && bits.flag();
  if (isSrgb || hasProfile) return undefined;
  const model = bits.enumerated();
  if (model > GRAY) return undefined;
  if (bits.enumerated() === CUSTOM) readPoint(bits);
  const isGray = model === GRAY;
  const primaries = isGray ? 1 : bits.enumerated();
  if (primaries === CUSTOM) {
    readPoint(bits);
    readPoint(bits);
    readPoint(bits);
  }
  const hasGamma = bits.flag();
  if (hasGamma) return undefined;
  const transfer = bits.enumerated();
  bits.enumerated(); // rendering intent
  return { isGray, primaries, transfer };
}

function readPoint(bits: JxlBits): void {
  const coordinate: Choices = [
    [19, 0],
    [19, 524_288],
    [20, 1_048_576],
    [21, 2_097_152],
  ];
  bits.choose(coordinate);
  bits.choose(coordinate);
}

/** 255 nits. */
const USUAL_TARGET = 0x5bf8;

/** ToneMapping. */
function readTarget(bits: JxlBits): number {
  const isDefault = bits.flag();
  if (isDefault) return USUAL_TARGET;
  const half = bits.take(HALF_BITS);
  bits.skip(HALF_BITS + 1 + HALF_BITS);
  return half;
}

/** Numbers of each table for enlarging by 2, 4 and 8. */
const UPSAMPLING = [15, 55, 210];

/** CustomTransformData: a matrix, and tables for enlarging. */
function skipTransform(bits: JxlBits, isXyb: boolean): void {
  const isDefault = bits.flag();
  if (isDefault) return;
  const isUsualMatrix = !isXyb || bits.flag();
  if (!isUsualMatrix) bits.skip(16 * HALF_BITS);
  const tables = UPSAMPLING.map((count) => ({ count, isThere: bits.flag() }));
  for (const { count, isThere } of tables) {
    if (isThere) bits.skip(count * HALF_BITS);
  }
}
