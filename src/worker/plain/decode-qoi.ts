import { checkSize, type DecodeLimits } from '../codecs/codec.ts';
import { readQoiHeader } from '../headers/qoi-header.ts';
import { ByteReader } from '../byte-reader.ts';
import type { RgbaPixels } from '../orient-pixels.ts';

const HEADER_BYTES = 14;
/** Two bits of the tag tell the kind of chunk, unless all eight name a full colour. */
const INDEX = 0x00;
const DIFFERENCE = 0x40;
const LUMA = 0x80;
const RGB = 0xfe;
const RGBA = 0xff;

/**
 * QOI, "Quite OK Image", by its one-page specification (version 1.0). Pixels that are missing in a
 * cut file stay transparent.
 * @throws PictureTooLarge, or an Error where there is no picture
 */
export function decodeQoi(bytes: Uint8Array, limits: DecodeLimits): RgbaPixels {
  const header = readQoiHeader(new ByteReader(bytes));
  if (!header) throw new Error('no QOI header');
  const { widthPx, heightPx } = header;
  checkSize(widthPx, heightPx, limits);
  const rgba = new Uint8ClampedArray(widthPx * heightPx * 4);
  const chunks = new QoiChunks(bytes);
  for (let at = 0; at < rgba.length && chunks.isMore; at += 4) {
    rgba.set(chunks.next(), at);
  }
  return { rgba, widthPx, heightPx };
}

/** The pixels in order, each four bytes that are overwritten by the next. */
class QoiChunks {
  readonly #bytes: Uint8Array;
  readonly #pixel = Uint8Array.of(0, 0, 0, 255);
  readonly #seen = new Uint8Array(64 * 4);
  #at = HEADER_BYTES;
  #run = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isMore(): boolean {
    return this.#run > 0 || this.#at < this.#bytes.length;
  }

  next(): Uint8Array {
    if (this.#run > 0) {
      this.#run--;
      return this.#pixel;
    }
    this.#take(this.#byte());
    const [r = 0, g = 0, b = 0, a = 0] = this.#pixel;
    const slot = (r * 3 + g * 5 + b * 7 + a * 11) % 64;
    this.#seen.set(this.#pixel, slot * 4);
    return this.#pixel;
  }

  #byte(): number {
    return this.#bytes[this.#at++] ?? 0;
  }

  #take(tag: number): void {
    if (tag === RGB || tag === RGBA) {
      for (let i = 0; i < (tag === RGB ? 3 : 4); i++) {
        this.#pixel[i] = this.#byte();
      }
      return;
    }
    switch (tag & 0xc0) {
      case INDEX:
        this.#pixel.set(this.#seen.subarray(tag * 4, tag * 4 + 4));
        return;
      case DIFFERENCE:
        this.#add(((tag >> 4) & 3) - 2, ((tag >> 2) & 3) - 2, (tag & 3) - 2);
        return;
      case LUMA: {
        const green = (tag & 63) - 32;
        const others = this.#byte();
        this.#add(green - 8 + (others >> 4), green, green - 8 + (others & 15));
        return;
      }
      default:
        // A run of the pixel before: this one and as many more.
        this.#run = tag & 63;
    }
  }

  /** Bytes wrap around. */
  #add(...differences: readonly [number, number, number]): void {
    for (const [i, difference] of differences.entries()) {
      this.#pixel[i] = (this.#pixel[i] ?? 0) + difference;
    }
  }
}
