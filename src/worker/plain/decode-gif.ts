import { ByteReader } from '../byte-reader.ts';
import { checkSize, type DecodeLimits } from '../codecs/codec.ts';
import { readGifFrame, type GifFrame } from './gif-frame.ts';
import type { RgbaPixels } from '../orient-pixels.ts';

const MOST_CODES = 4096;
/** First row and step of each pass of an interlaced picture. */
const PASSES: readonly (readonly [first: number, step: number])[] = [
  [0, 8],
  [4, 8],
  [2, 4],
  [1, 2],
];

/**
 * The first frame of a GIF on its canvas, which is transparent where the frame leaves it free or
 * the file ends.
 * @throws PictureTooLarge, or an Error where there is no picture
 */
export function decodeGif(bytes: Uint8Array, limits: DecodeLimits): RgbaPixels {
  const reader = new ByteReader(bytes);
  const frame = readGifFrame(reader);
  if (!frame) throw new Error('no picture in it');
  const { widthPx, heightPx, frameWidthPx, frameHeightPx } = frame;
  checkSize(widthPx, heightPx, limits);
  const indices = new Uint8Array(frameWidthPx * frameHeightPx);
  const count = unpackIndices(reader, frame, indices);
  if (count === 0 && indices.length > 0) throw new Error('no pixels in it');
  const rgba = new Uint8ClampedArray(widthPx * heightPx * 4);
  let from = 0;
  for (const row of rowOrder(frame)) {
    const end = Math.min(count, from + frameWidthPx);
    const to = (frame.top + row) * widthPx + frame.left;
    paintRow(indices.subarray(from, end), frame, rgba, to * 4);
    from += frameWidthPx;
  }
  return { rgba, widthPx, heightPx };
}

function* rowOrder({
  frameHeightPx,
  isInterlaced,
}: GifFrame): Generator<number> {
  for (const [first, step] of isInterlaced ? PASSES : [[0, 1] as const]) {
    for (let row = first; row < frameHeightPx; row += step) yield row;
  }
}

function paintRow(
  indices: Uint8Array,
  { palette, clearIndex }: GifFrame,
  rgba: Uint8ClampedArray,
  start: number,
): void {
  let to = start;
  for (const index of indices) {
    if (index !== clearIndex) {
      rgba[to] = palette[index * 3] ?? 0;
      rgba[to + 1] = palette[index * 3 + 1] ?? 0;
      rgba[to + 2] = palette[index * 3 + 2] ?? 0;
      rgba[to + 3] = 255;
    }
    to += 4;
  }
}

/**
 * LZW as GIF has it (appendix F): codes from the lowest bit, in sub-blocks of up to 255 bytes.
 * Stops at the end of either side and at the first impossible code.
 * @returns how many indices were written
 */
function unpackIndices(
  reader: ByteReader,
  { codeBits, dataAt }: GifFrame,
  out: Uint8Array,
): number {
  if (codeBits < 1 || codeBits > 11) throw new Error('codes of no known size');
  const table = new GifCodes(codeBits, out);
  let bits = 0;
  let bitCount = 0;
  for (const byte of subBlockBytes(reader, dataAt)) {
    bits |= byte << bitCount;
    bitCount += 8;
    while (bitCount >= table.width) {
      const code = bits & ((1 << table.width) - 1);
      bits >>>= table.width;
      bitCount -= table.width;
      if (!table.put(code)) return table.to;
    }
  }
  return table.to;
}

function* subBlockBytes(reader: ByteReader, start: number): Generator<number> {
  let at = start;
  while (reader.u8(at) > 0) {
    const end = Math.min(reader.length, at + 1 + reader.u8(at));
    for (let from = at + 1; from < end; from++) yield reader.u8(from);
    at = end;
  }
}

/** Each code stands for a run of earlier output: where it starts and how long it is. */
class GifCodes {
  /** Bits of the next code. */
  width: number;
  /** Indices written. */
  to = 0;
  readonly #out: Uint8Array;
  readonly #clear: number;
  readonly #starts = new Uint32Array(MOST_CODES);
  readonly #lengths = new Uint32Array(MOST_CODES);
  #next: number;
  /** Where the last run was written, and its length; 0 behind a clear code. */
  #lastStart = 0;
  #lastLength = 0;

  constructor(codeBits: number, out: Uint8Array) {
    this.#out = out;
    this.#clear = 1 << codeBits;
    this.#next = this.#clear + 2;
    this.width = codeBits + 1;
  }

  /** @returns false at the end, wherever it is */
  put(code: number): boolean {
    if (code === this.#clear) {
      this.#next = this.#clear + 2;
      this.width = 32 - Math.clz32(this.#clear);
      this.#lastLength = 0;
      return true;
    }
    if (code === this.#clear + 1 || this.to >= this.#out.length) return false;
    const isKnown = code < this.#clear || code < this.#next;
    const isOwn = code === this.#next && this.#lastLength > 0;
    if (!isKnown && !isOwn) return false;
    this.#learn();
    this.#write(code);
    return true;
  }

  /** The last run and the index that follows it, which is about to be written behind it. */
  #learn(): void {
    if (this.#lastLength === 0 || this.#next >= MOST_CODES) return;
    this.#starts[this.#next] = this.#lastStart;
    this.#lengths[this.#next] = this.#lastLength + 1;
    this.#next++;
    if (this.#next === 1 << this.width && this.width < 12) this.width++;
  }

  #write(code: number): void {
    const start = this.to;
    if (code < this.#clear) {
      this.#out[this.to++] = code;
    } else {
      const from = this.#starts[code] ?? 0;
      const end = from + (this.#lengths[code] ?? 0);
      // One after another: a run may reach into itself.
      for (let at = from; at < end && this.to < this.#out.length; at++) {
        this.#out[this.to++] = this.#out[at] ?? 0;
      }
    }
    this.#lastStart = start;
    this.#lastLength = this.to - start;
  }
}
