import { HUFFMAN_SPEC_BYTES } from './jpeg-dc-exports.ts';

/** A component of a plain JPEG, with all that its blocks are decoded by. */
export interface PlainComponent {
  id: number;
  /** Blocks of an MCU. */
  across: number;
  down: number;
  /** Quantisation steps, 64, in zigzag order. */
  steps: Uint8Array;
  /** 16 counts and the values. */
  dcSpec: Uint8Array;
  acSpec: Uint8Array;
}

/** A JPEG of the commonest kind: baseline, one scan, grey or YCbCr. */
export interface PlainJpeg {
  widthPx: number;
  heightPx: number;
  /** One or three. */
  components: readonly PlainComponent[];
  /** MCUs between restarts; 0: none. */
  restartInterval: number;
  /** Where the entropy-coded data start. */
  dataAt: number;
}

interface Frame {
  widthPx: number;
  heightPx: number;
  components: { id: number; sampling: number; quantiser: number }[];
}

const SOF0 = 0xc0;
const DHT = 0xc4;
const SOI = 0xd8;
const SOS = 0xda;
const DQT = 0xdb;
const DRI = 0xdd;
const COM = 0xfe;

/** Sampling of the luma, as the frame has it; chroma is 1 × 1. 1 × 2 is left to libjpeg. */
const LUMA_SAMPLINGS: readonly number[] = [0x11, 0x21, 0x22];

/**
 * Reads the header of a JPEG of the commonest kind. Much stricter than libjpeg: whatever a decoder
 * might warn about, or refuse, or take in more than one way, is none of that kind.
 * @returns undefined where it is of another kind
 */
export function readPlainJpeg(bytes: Uint8Array): PlainJpeg | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== SOI) return undefined;
  const reader = new PlainHeader();
  for (let at = 2; at + 4 <= bytes.length;) {
    if (bytes[at] !== 0xff) return undefined;
    const length = u16(bytes, at + 2);
    const next = at + 2 + length;
    if (length < 2 || next > bytes.length) return undefined;
    const segment = bytes.subarray(at + 4, next);
    const marker = bytes[at + 1]!;
    if (marker === SOS) return reader.picture(segment, next);
    if (!reader.read(marker, segment)) return undefined;
    at = next;
  }
  return undefined;
}

class PlainHeader {
  private readonly quantisers: (Uint8Array | undefined)[] = [];
  /** By class and number, as the DHT segment has them: 0x00–0x03, 0x10–0x13. */
  private readonly specs: (Uint8Array | undefined)[] = [];
  private frame: Frame | undefined;
  private restartInterval = 0;
  private hasJfif = false;
  private adobeTransform: number | undefined;

  /** @returns whether this may stand in a plain JPEG */
  read(marker: number, segment: Uint8Array): boolean {
    switch (marker) {
      case SOF0:
        return this.readFrame(segment);
      case DHT:
        return this.readSpecs(segment);
      case DQT:
        return this.readQuantisers(segment);
      case DRI:
        this.restartInterval = u16(segment, 0);
        return segment.length === 2;
      default:
        this.readApp(marker, segment);
        return (marker & 0xf0) === 0xe0 || marker === COM;
    }
  }

  /** What the scan header leads to. */
  picture(segment: Uint8Array, dataAt: number): PlainJpeg | undefined {
    const { frame, restartInterval } = this;
    if (frame === undefined || !this.isGreyOrYcc(frame)) return undefined;
    const count = frame.components.length;
    const [first, last, bits] = segment.subarray(1 + count * 2);
    const isWhole = first === 0 && last === 63 && bits === 0;
    if (segment.length !== 4 + count * 2 || segment[0] !== count || !isWhole) {
      return undefined;
    }
    const components: PlainComponent[] = [];
    for (const i of frame.components.keys()) {
      const [id, tables] = segment.subarray(1 + i * 2);
      const component = this.component(frame, i, tables!);
      if (component === undefined || component.id !== id) return undefined;
      components.push(component);
    }
    const { widthPx, heightPx } = frame;
    return { widthPx, heightPx, components, restartInterval, dataAt };
  }

  private component(
    { components }: Frame,
    index: number,
    tables: number,
  ): PlainComponent | undefined {
    const { id, sampling, quantiser } = components[index]!;
    const dcSpec = this.specs[tables >> 4];
    const acSpec = this.specs[0x10 | (tables & 15)];
    const steps = this.quantisers[quantiser];
    if (!dcSpec || !acSpec || !steps || !isDcSpec(dcSpec)) return undefined;
    // One component alone has one block to an MCU, whatever its sampling says.
    const isAlone = components.length === 1;
    const [across, down] = isAlone ? [1, 1] : [sampling >> 4, sampling & 15];
    return { id, across, down, steps, dcSpec, acSpec };
  }

  private readFrame(segment: Uint8Array): boolean {
    const [precision, , , , , count = 0] = segment;
    const isPlain =
      this.frame === undefined &&
      precision === 8 &&
      (count === 1 || count === 3) &&
      segment.length === 6 + count * 3;
    if (!isPlain) return false;
    const components = Array.from({ length: count }, (_, i) => ({
      id: segment[6 + i * 3]!,
      sampling: segment[7 + i * 3]!,
      quantiser: segment[8 + i * 3]!,
    }));
    const heightPx = u16(segment, 1);
    const widthPx = u16(segment, 3);
    this.frame = { widthPx, heightPx, components };
    return widthPx > 0 && heightPx > 0 && areSampledPlainly(this.frame);
  }

  private readSpecs(segment: Uint8Array): boolean {
    for (let at = 0; at < segment.length;) {
      const place = segment[at]!;
      const counts = segment.subarray(at + 1, at + 17);
      const total = counts.reduce((sum, count) => sum + count, 0);
      const end = at + 17 + total;
      if ((place & 0xec) !== 0 || total > 256 || end > segment.length) {
        return false;
      }
      if (!areCodes(counts)) return false;
      const spec = new Uint8Array(HUFFMAN_SPEC_BYTES);
      spec.set(segment.subarray(at + 1, end));
      this.specs[place] = spec;
      at = end;
    }
    return true;
  }

  private readQuantisers(segment: Uint8Array): boolean {
    if (segment.length % 65 !== 0) return false;
    for (let at = 0; at < segment.length; at += 65) {
      // Eight bits each; wider ones are rare.
      if (segment[at]! > 3) return false;
      this.quantisers[segment[at]!] = segment.subarray(at + 1, at + 65);
    }
    return true;
  }

  private readApp(marker: number, segment: Uint8Array): void {
    if (marker === 0xe0 && segment.length >= 14) {
      this.hasJfif ||= startsWith(segment, 'JFIF\0');
    } else if (marker === 0xee && startsWith(segment, 'Adobe')) {
      // One that is too short says nothing that all decoders agree on.
      this.adobeTransform = segment.length < 12 ? -1 : segment[11]!;
    }
  }

  /** As libjpeg judges (jdapimin.c), without its guesses. */
  private isGreyOrYcc({ components }: Frame): boolean {
    if (components.length === 1 || this.hasJfif) return true;
    if (this.adobeTransform !== undefined) return this.adobeTransform === 1;
    return components.every(({ id }, i) => id === i + 1);
  }
}

function areSampledPlainly({ widthPx, components }: Frame): boolean {
  const [luma, cb, cr] = components;
  if (!luma) return false;
  if (!cb || !cr) return true;
  return (
    LUMA_SAMPLINGS.includes(luma.sampling) &&
    cb.sampling === 0x11 &&
    cr.sampling === 0x11 &&
    new Set(components.map(({ id }) => id)).size === 3 &&
    // Narrower chroma is upsampled otherwise.
    widthPx > 4
  );
}

/** There can be such a code, and as libjpeg demands none of only ones. */
function areCodes(counts: Uint8Array): boolean {
  let code = 0;
  for (const [i, count] of counts.entries()) {
    code += count;
    if (count > 0 && code >= 2 ** (i + 1)) return false;
    code *= 2;
  }
  return true;
}

/** Differences have at most 15 bits. */
function isDcSpec(spec: Uint8Array): boolean {
  const total = spec.subarray(0, 16).reduce((sum, count) => sum + count, 0);
  return spec.subarray(16, 16 + total).every((size) => size <= 15);
}

function startsWith(segment: Uint8Array, text: string): boolean {
  const start = String.fromCharCode(...segment.subarray(0, text.length));
  return start === text;
}

function u16(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
}
