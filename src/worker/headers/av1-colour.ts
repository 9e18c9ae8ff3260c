import { HeaderBits } from './header-bits.ts';
import type { CodePoints } from './hevc-colour.ts';

const SEQUENCE_HEADER = 1;

/** A sequence header stands among the first. */
const MOST_UNITS = 16;

/**
 * What the first sequence header among AV1 units says of the colours.
 * @param units open bitstream units (AV1, 5.3)
 * @returns undefined where it says nothing, or none is there
 */
export function av1Colour(units: Uint8Array): CodePoints | undefined {
  let at = 0;
  for (let i = 0; i < MOST_UNITS && at < units.length; i++) {
    const head = units[at] ?? 0;
    const hasExtension = (head & 4) !== 0;
    const hasSize = (head & 2) !== 0;
    at += hasExtension ? 2 : 1;
    const { value: sizeBytes, length } = hasSize
      ? leb128(units, at)
      : { value: units.length - at, length: 0 };
    at += length;
    if (((head >> 3) & 15) === SEQUENCE_HEADER) {
      return sequenceColour(units.subarray(at, at + sizeBytes));
    }
    at += sizeBytes;
  }
  return undefined;
}

/** AV1, 4.10.5. */
function leb128(
  bytes: Uint8Array,
  at: number,
): { value: number; length: number } {
  let value = 0;
  for (let length = 1; length <= 8; length++) {
    const byte = bytes[at + length - 1] ?? 0;
    value += (byte & 127) * 2 ** (7 * (length - 1));
    if (byte < 128) return { value, length };
  }
  return { value, length: 8 };
}

/** sequence_header_obu, 5.5.1, up to the colours in it. */
function sequenceColour(unit: Uint8Array): CodePoints | undefined {
  const bits = new HeaderBits(unit);
  const profile = bits.take(3);
  bits.skip(1);
  const isReduced = bits.flag();
  if (isReduced) bits.skip(5);
  else skipOperations(bits);
  const [widthBits, heightBits] = [bits.take(4) + 1, bits.take(4) + 1];
  bits.skip(widthBits + heightBits);
  if (!isReduced && bits.flag()) bits.skip(7);
  bits.skip(3);
  if (!isReduced) skipTools(bits);
  bits.skip(3);
  const colour = configuredColour(bits, profile);
  return bits.isOver ? undefined : colour;
}

/** When pictures are shown, and by which decoders. */
function skipOperations(bits: HeaderBits): void {
  let delayBits = 0;
  if (bits.flag()) {
    bits.skip(64);
    if (bits.flag()) bits.golomb();
    if (bits.flag()) {
      delayBits = bits.take(5) + 1;
      bits.skip(42);
    }
  }
  const hasDelays = bits.flag();
  for (let left = bits.take(5) + 1; left > 0; left--) {
    bits.skip(12);
    if (bits.take(5) > 7) bits.skip(1);
    if (delayBits > 0 && bits.flag()) bits.skip(2 * delayBits + 1);
    if (hasDelays && bits.flag()) bits.skip(4);
  }
}

/** What a film may be coded with. */
function skipTools(bits: HeaderBits): void {
  bits.skip(4);
  const hasOrder = bits.flag();
  if (hasOrder) bits.skip(2);
  const isScreen = bits.flag() || bits.flag();
  if (isScreen && !bits.flag()) bits.skip(1);
  if (hasOrder) bits.skip(3);
}

/** color_config, 5.5.2. */
function configuredColour(
  bits: HeaderBits,
  profile: number,
): CodePoints | undefined {
  const isDeep = bits.flag();
  if (profile === 2 && isDeep) bits.skip(1);
  if (profile !== 1) bits.skip(1);
  return bits.flag()
    ? { primaries: bits.take(8), transfer: bits.take(8) }
    : undefined;
}
