import { HeaderBits } from './header-bits.ts';

/** Colours as ITU-T H.273 numbers them. */
export interface CodePoints {
  primaries: number;
  transfer: number;
}

const SPS = 33;

/** Where the arrays of an hvcC box begin (ISO/IEC 14496-15, 8.3.3.1). */
const ARRAYS_AT = 22;

/** What stands in front of the colours is far shorter, even with all lists written out. */
const MOST_BYTES = 4096;

/**
 * What the first sequence parameter set in an hvcC box says of the colours.
 * @param config the box's content
 * @returns undefined where it says nothing
 */
export function hevcColour(config: Uint8Array): CodePoints | undefined {
  let at = ARRAYS_AT + 1;
  for (let left = config[ARRAYS_AT] ?? 0; left > 0; left--) {
    const isSps = ((config[at] ?? 0) & 63) === SPS;
    const count = u16(config, at + 1);
    at += 3;
    for (let i = 0; i < count && at + 2 < config.length; i++) {
      const endAt = at + 2 + u16(config, at);
      if (isSps) return spsColour(config.subarray(at + 2, endAt));
      at = endAt;
    }
  }
  return undefined;
}

function u16(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
}

/** H.265, 7.3.2.2, up to the colours among what is said of use (E.2.1). */
function spsColour(unit: Uint8Array): CodePoints | undefined {
  const bits = new HeaderBits(withoutEmulation(unit));
  bits.skip(16 + 4);
  const subLayers = bits.take(3);
  bits.skip(1);
  skipProfile(bits, subLayers);
  const pocBits = skipPicture(bits, subLayers);
  skipLists(bits);
  // Sample adaptive and asymmetric: how blocks are cut and smoothed.
  bits.skip(2);
  if (bits.flag()) skipPcm(bits);
  if (!skipReferences(bits, pocBits)) return undefined;
  bits.skip(2);
  const colour = bits.flag() ? usedColour(bits) : undefined;
  return bits.isOver ? undefined : colour;
}

/** Behind two zeros a 3 was put in (H.265, 7.4.2). */
function withoutEmulation(unit: Uint8Array): Uint8Array {
  return unit
    .subarray(0, MOST_BYTES)
    .filter(
      (byte, i) => !(byte === 3 && unit[i - 1] === 0 && unit[i - 2] === 0),
    );
}

/** profile_tier_level, 7.3.3. */
function skipProfile(bits: HeaderBits, subLayers: number): void {
  const [profileBits, levelBits] = [88, 8];
  bits.skip(profileBits + levelBits);
  if (subLayers === 0) return;
  const are = Array.from({ length: subLayers }, () => ({
    hasProfile: bits.flag(),
    hasLevel: bits.flag(),
  }));
  bits.skip(2 * (8 - subLayers));
  for (const { hasProfile, hasLevel } of are) {
    bits.skip((hasProfile ? profileBits : 0) + (hasLevel ? levelBits : 0));
  }
}

const ALL_CHROMA = 3;

/** Sizes and depths. @returns bits of a picture's number */
function skipPicture(bits: HeaderBits, subLayers: number): number {
  bits.golomb();
  if (bits.golomb() === ALL_CHROMA) bits.skip(1);
  bits.skipGolombs(2);
  if (bits.flag()) bits.skipGolombs(4);
  bits.skipGolombs(2);
  const pocBits = bits.golomb() + 4;
  const orders = bits.flag() ? subLayers + 1 : 1;
  bits.skipGolombs(3 * orders);
  bits.skipGolombs(6);
  return pocBits;
}

/** scaling_list_data, 7.3.4. */
function skipLists(bits: HeaderBits): void {
  const hasLists = bits.flag() && bits.flag();
  if (!hasLists) return;
  for (let size = 0; size < 4; size++) {
    const count = Math.min(64, 16 << (2 * size));
    for (let list = 0; list < 6; list += size === 3 ? 3 : 1) {
      const isWritten = bits.flag();
      const first = isWritten && size > 1 ? 1 : 0;
      bits.skipGolombs(isWritten ? first + count : 1);
    }
  }
}

function skipPcm(bits: HeaderBits): void {
  bits.skip(8);
  bits.skipGolombs(2);
  bits.skip(1);
}

const MOST_SETS = 64;
const MOST_PICTURES = 32;

/** Which pictures others are made of. @returns whether it could be followed */
function skipReferences(bits: HeaderBits, pocBits: number): boolean {
  const sets = bits.golomb();
  if (sets > MOST_SETS) return false;
  for (let set = 0; set < sets; set++) {
    // Made of the one before: only films have that.
    if (set > 0 && bits.flag()) return false;
    const pictures = bits.golomb() + bits.golomb();
    if (pictures > MOST_PICTURES) return false;
    for (let i = 0; i < pictures; i++) {
      bits.golomb();
      bits.skip(1);
    }
  }
  if (!bits.flag()) return true;
  const pictures = bits.golomb();
  if (pictures > MOST_PICTURES) return false;
  bits.skip(pictures * (pocBits + 1));
  return true;
}

const WRITTEN_OUT = 255;

/** vui_parameters, E.2.1. */
function usedColour(bits: HeaderBits): CodePoints | undefined {
  if (bits.flag() && bits.take(8) === WRITTEN_OUT) bits.skip(32);
  if (bits.flag()) bits.skip(1);
  if (!bits.flag()) return undefined;
  // Format and range, which decoders heed.
  bits.skip(4);
  return bits.flag()
    ? { primaries: bits.take(8), transfer: bits.take(8) }
    : undefined;
}
