import type { ByteReader } from '../byte-reader.ts';

/** Bits of one colour in a pixel of 16 or 32 bits. */
export interface BmpMask {
  shift: number;
  /** The value of full light; 0: the pixel has none of this. */
  highest: number;
}

/** What the header of a Windows bitmap says, with or without a file's header in front. */
export interface BmpLayout {
  widthPx: number;
  heightPx: number;
  isFromTop: boolean;
  bitsPerPixel: number;
  /** Runs of 4- or 8-bit indices. */
  isPacked: boolean;
  /** Red, green, blue, alpha. */
  masks: readonly BmpMask[];
  paletteAt: number;
  /** Entries of three or four bytes, blue first. */
  paletteStep: number;
  paletteLength: number;
  /** Behind header, masks and palette: where the pixels of a bitmap without a file header are. */
  endAt: number;
}

const CORE_BYTES = 12;
const COMPRESSION = { none: 0, runs8: 1, runs4: 2, masks: 3, alphaMasks: 6 };
const USUAL_BITS = [1, 2, 4, 8, 16, 24, 32];

/**
 * BITMAPCOREHEADER and all that came after it, up to BITMAPV5HEADER.
 * @param at Where the header begins: 14 in a file.
 * @returns undefined for what is none, and for JPEG and PNG inside (for printers only).
 */
export function readBmpLayout(
  reader: ByteReader,
  at: number,
): BmpLayout | undefined {
  const headerBytes = reader.u32(at, true);
  if (headerBytes < CORE_BYTES || !reader.has(at, headerBytes))
    return undefined;
  const isCore = headerBytes === CORE_BYTES;
  const size = isCore ? coreSize(reader, at) : infoSize(reader, at);
  const compression = headerBytes < 20 ? 0 : reader.u32(at + 16, true);
  const { bitsPerPixel } = size;
  const masks = masksOf(reader, at, headerBytes, compression, bitsPerPixel);
  if (!masks || !isPacking(compression, bitsPerPixel)) return undefined;
  const stated = headerBytes < 36 ? 0 : reader.u32(at + 32, true);
  const most = bitsPerPixel <= 8 ? 2 ** bitsPerPixel : 0;
  const paletteLength = stated > 0 ? Math.min(stated, 256) : most;
  const paletteAt =
    at + headerBytes + masksBehindHeader(headerBytes, compression);
  const paletteStep = isCore ? 3 : 4;
  return {
    ...size,
    isPacked: isRuns(compression),
    masks,
    paletteAt,
    paletteStep,
    paletteLength,
    endAt: paletteAt + paletteLength * paletteStep,
  };
}

type BmpSize = Pick<
  BmpLayout,
  'widthPx' | 'heightPx' | 'isFromTop' | 'bitsPerPixel'
>;

function coreSize(reader: ByteReader, at: number): BmpSize {
  return {
    widthPx: reader.u16(at + 4, true),
    heightPx: reader.u16(at + 6, true),
    isFromTop: false,
    bitsPerPixel: reader.u16(at + 10, true),
  };
}

/** A negative height: rows from the top. */
function infoSize(reader: ByteReader, at: number): BmpSize {
  const height = reader.i32(at + 8, true);
  return {
    widthPx: reader.i32(at + 4, true),
    heightPx: Math.abs(height),
    isFromTop: height < 0,
    bitsPerPixel: reader.u16(at + 14, true),
  };
}

function isRuns(compression: number): boolean {
  return compression === COMPRESSION.runs8 || compression === COMPRESSION.runs4;
}

/** Whether pixels of so many bits may be stored in this way. */
function isPacking(compression: number, bits: number): boolean {
  switch (compression) {
    case COMPRESSION.none:
      return USUAL_BITS.includes(bits);
    case COMPRESSION.runs8:
      return bits === 8;
    case COMPRESSION.runs4:
      return bits === 4;
    default:
      return bits === 16 || bits === 32;
  }
}

function hasMasks(compression: number): boolean {
  return (
    compression === COMPRESSION.masks || compression === COMPRESSION.alphaMasks
  );
}

/** Only the shortest header that knows masks has them behind itself. */
function masksBehindHeader(headerBytes: number, compression: number): number {
  if (headerBytes !== 40 || !hasMasks(compression)) return 0;
  return compression === COMPRESSION.alphaMasks ? 16 : 12;
}

function masksOf(
  reader: ByteReader,
  at: number,
  headerBytes: number,
  compression: number,
  bitsPerPixel: number,
): readonly BmpMask[] | undefined {
  if (
    compression > COMPRESSION.masks &&
    compression !== COMPRESSION.alphaMasks
  ) {
    return undefined;
  }
  if (!hasMasks(compression)) {
    return bitsPerPixel === 16
      ? [0x7c00, 0x03e0, 0x001f, 0].map(maskOf)
      : [0xff0000, 0x00ff00, 0x0000ff, 0].map(maskOf);
  }
  const hasAlpha = headerBytes >= 56 || compression === COMPRESSION.alphaMasks;
  return [0, 4, 8, 12].map((offset) =>
    maskOf(offset === 12 && !hasAlpha ? 0 : reader.u32(at + 40 + offset, true)),
  );
}

function maskOf(bits: number): BmpMask {
  if (bits === 0) return { shift: 0, highest: 0 };
  const shift = 31 - Math.clz32(bits & -bits);
  return { shift, highest: bits >>> shift };
}
