import type { TiffLayout } from './tiff-layout.ts';

/** What must be known of samples to read them. */
export type SampleLayout = Pick<
  TiffLayout,
  'bitsPerSample' | 'sampleFormat' | 'isLittle' | 'predictor'
>;

/**
 * Turns the bytes of a chunk's row into samples and undoes its predictor. The rule for depth: every
 * sample comes out as 0–255. Unsigned integers lose their low bits (nearest), signed ones count
 * from their lowest value, floating point ones are linear light from 0 to 1 and get the sRGB curve.
 * Indices into a palette come out as they are.
 */
export interface SampleReader {
  /** Bytes of a row of the chunk. */
  rowBytes: number;
  /** Reads `count` samples of the row into `out`. May change the row's bytes. */
  read: (row: Uint8Array, count: number, out: Uint16Array) => void;
}

/** @returns undefined for depths that no program writes. */
export function sampleReader(
  layout: SampleLayout,
  samplesPerRow: number,
  samplesPerPixel: number,
  isIndexed: boolean,
): SampleReader | undefined {
  const { bitsPerSample, sampleFormat } = layout;
  const rowBytes = Math.ceil((samplesPerRow * bitsPerSample) / 8);
  if (sampleFormat === 'float') {
    const read = floatReader(layout, samplesPerPixel);
    return read && { rowBytes, read };
  }
  if ([8, 16, 32].includes(bitsPerSample)) {
    const read = wholeReader(layout, samplesPerPixel, isIndexed);
    return { rowBytes, read };
  }
  if (bitsPerSample < 1 || bitsPerSample > 16) return undefined;
  return {
    rowBytes,
    read: (row, count, out) => {
      readPacked(row, count, out, bitsPerSample, isIndexed);
    },
  };
}

/** 1–16 bits without gaps, from the highest bit. */
function readPacked(
  row: Uint8Array,
  count: number,
  out: Uint16Array,
  bitsPerSample: number,
  isIndexed: boolean,
): void {
  const highest = 2 ** bitsPerSample - 1;
  const scale = isIndexed ? 1 : 255 / highest;
  let word = 0;
  let bits = 0;
  let from = 0;
  for (let i = 0; i < count; i++) {
    while (bits < bitsPerSample) {
      word = ((word << 8) | (row[from++] ?? 0)) & 0xffffff;
      bits += 8;
    }
    bits -= bitsPerSample;
    out[i] = Math.round(((word >>> bits) & highest) * scale);
  }
}

function wholeReader(
  layout: SampleLayout,
  step: number,
  isIndexed: boolean,
): SampleReader['read'] {
  const { bitsPerSample, isLittle, predictor, sampleFormat } = layout;
  const bytes = bitsPerSample / 8;
  const modulus = 2 ** bitsPerSample;
  // Signed numbers in two's complement, shifted so that the lowest is 0.
  const shift = sampleFormat === 'signed' ? modulus / 2 : 0;
  const scale = isIndexed ? 1 : 255 / (modulus - 1);
  return (row, count, out) => {
    const view = new DataView(row.buffer, row.byteOffset, row.byteLength);
    const before = new Float64Array(step);
    for (let i = 0; i < count; i++) {
      let value = wholeAt(view, i * bytes, bytes, isLittle);
      if (predictor === 2) {
        value = (value + (before[i % step] ?? 0)) % modulus;
        before[i % step] = value;
      }
      out[i] = Math.round(((value + shift) % modulus) * scale);
    }
  };
}

function wholeAt(
  view: DataView,
  at: number,
  bytes: number,
  isLittle: boolean,
): number {
  if (at + bytes > view.byteLength) return 0;
  if (bytes === 1) return view.getUint8(at);
  return bytes === 2
    ? view.getUint16(at, isLittle)
    : view.getUint32(at, isLittle);
}

function floatReader(
  layout: SampleLayout,
  step: number,
): SampleReader['read'] | undefined {
  const { bitsPerSample, isLittle, predictor } = layout;
  const valueAt = FLOAT_AT[bitsPerSample];
  if (!valueAt) return undefined;
  const bytes = bitsPerSample / 8;
  return (row, count, out) => {
    const isSplit = predictor === 3;
    const joined = isSplit ? joinBytes(row, count, bytes, step) : row;
    const view = new DataView(joined.buffer, joined.byteOffset, joined.length);
    for (let i = 0; i < count; i++) {
      const at = i * bytes;
      const value =
        at + bytes > view.byteLength
          ? 0
          : valueAt(view, at, isLittle && !isSplit);
      out[i] = linearToSrgb(value);
    }
  };
}

type ReadFloat = (view: DataView, at: number, isLittle: boolean) => number;

const FLOAT_AT: Readonly<Record<number, ReadFloat>> = {
  16: (view, at, isLittle) => halfToNumber(view.getUint16(at, isLittle)),
  32: (view, at, isLittle) => view.getFloat32(at, isLittle),
  64: (view, at, isLittle) => view.getFloat64(at, isLittle),
};

/** IEEE 754 binary16. */
function halfToNumber(half: number): number {
  const sign = half >= 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 31;
  const fraction = half & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/**
 * Predictor 3 (Adobe's TIFF technical note 3): the bytes of a row are differences, and stand
 * sorted by significance, highest first.
 */
function joinBytes(
  row: Uint8Array,
  count: number,
  bytes: number,
  step: number,
): Uint8Array {
  for (let i = step; i < row.length; i++) {
    row[i] = ((row[i] ?? 0) + (row[i - step] ?? 0)) & 255;
  }
  const joined = new Uint8Array(count * bytes);
  for (let i = 0; i < count; i++) {
    for (let byte = 0; byte < bytes; byte++) {
      joined[i * bytes + byte] = row[byte * count + i] ?? 0;
    }
  }
  return joined;
}

/** 0–1 of linear light to 0–255 of sRGB (IEC 61966-2-1); what lies outside is clipped. */
export function linearToSrgb(value: number): number {
  if (!(value > 0)) return 0;
  if (value >= 1) return 255;
  const curved =
    value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
  return Math.round(255 * curved);
}
