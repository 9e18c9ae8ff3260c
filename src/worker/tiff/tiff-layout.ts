import type { TiffDirectories, TiffDirectory } from './tiff-directories.ts';
import type { ExifOrientation } from '../../domain/fingerprint.ts';

export const PHOTOMETRIC = {
  whiteIsZero: 0,
  blackIsZero: 1,
  rgb: 2,
  palette: 3,
  mask: 4,
  cmyk: 5,
  yCbCr: 6,
  cieLab: 8,
  iccLab: 9,
  logLuv: 32845,
} as const;

export const COMPRESSION = {
  none: 1,
  ccittRle: 2,
  group3: 3,
  group4: 4,
  lzw: 5,
  oldJpeg: 6,
  jpeg: 7,
  deflate: 8,
  packBits: 32773,
  oldDeflate: 32946,
  aperioRgb: 33005,
  logLuv: 34676,
  logLuv24: 34677,
  jpeg2000: 34712,
  lossyDng: 34892,
  lzma: 34925,
  png: 34933,
  zstd: 50000,
  webp: 50001,
  jxl: 50002,
  jxlDng: 52546,
} as const;

/** What one page of a TIFF says of itself (TIFF 6.0 and its supplements). All sides over 0. */
export interface TiffLayout {
  widthPx: number;
  heightPx: number;
  orientation: ExifOrientation;
  compression: number;
  photometric: number;
  bitsPerSample: number;
  samplesPerPixel: number;
  /** Unsigned, signed, or floating point; anything else counts as unsigned. */
  sampleFormat: 'unsigned' | 'signed' | 'float';
  /** Each component is stored apart. */
  isPlanar: boolean;
  /** 1 none, 2 differences, 3 floating point. */
  predictor: number;
  isLittle: boolean;
  /** Bits of a byte run from the lowest. */
  isReversed: boolean;
  /** Chunks (tiles or strips) all have this size; those at the right and bottom may stick out. */
  chunkWidthPx: number;
  chunkHeightPx: number;
  isTiled: boolean;
  offsets: readonly number[];
  byteCounts: readonly number[];
  extraSample: number | undefined;
  colourMap: readonly number[];
  jpegTables: Uint8Array;
  group3Options: number;
  /** Chroma subsampling of YCbCr, across and down. */
  subsampling: readonly [number, number];
  /** 1: cyan, magenta, yellow, black; 2: others. */
  inkSet: number;
}

/** Enough for 300 MP in tiles of 64 × 64; each costs time whatever its size. */
export const MOST_CHUNKS = 1 << 17;

/** The pages that are pictures of their own: no thumbnails, no masks. */
export function picturePages(tiff: TiffDirectories): TiffDirectory[] {
  const pages = tiff
    .pages()
    .filter((page) => (tiff.number(page, 0x0100) ?? 0) > 0);
  const own = pages.filter(
    (page) => ((tiff.number(page, 0x00fe) ?? 0) & 5) === 0,
  );
  return own.length > 0 ? own : pages.slice(0, 1);
}

/** @returns undefined when the page has no size. */
export function readTiffLayout(
  tiff: TiffDirectories,
  page: TiffDirectory,
): TiffLayout | undefined {
  const one = (tag: number, fallback: number): number =>
    tiff.number(page, tag) ?? fallback;
  const widthPx = one(0x0100, 0);
  const heightPx = one(0x0101, 0);
  if (!(widthPx > 0 && heightPx > 0)) return undefined;
  const isTiled = page.has(0x0142);
  const layout: TiffLayout = {
    widthPx,
    heightPx,
    orientation: orientationOf(one(0x0112, 1)),
    compression: one(0x0103, 1),
    photometric: one(0x0106, PHOTOMETRIC.blackIsZero),
    bitsPerSample: one(0x0102, 1),
    samplesPerPixel: one(0x0115, 1),
    sampleFormat: sampleFormatOf(one(0x0153, 1)),
    isPlanar: one(0x011c, 1) === 2,
    predictor: one(0x013d, 1),
    isLittle: tiff.isLittle,
    isReversed: one(0x010a, 1) === 2,
    isTiled,
    chunkWidthPx: isTiled ? one(0x0142, 0) : widthPx,
    chunkHeightPx: isTiled
      ? one(0x0143, 0)
      : Math.min(heightPx, one(0x0116, heightPx)),
    offsets: tiff.numbers(page, isTiled ? 0x0144 : 0x0111, MOST_CHUNKS),
    byteCounts: tiff.numbers(page, isTiled ? 0x0145 : 0x0117, MOST_CHUNKS),
    extraSample: tiff.number(page, 0x0152),
    colourMap: tiff.numbers(page, 0x0140, 3 << 16),
    jpegTables: tiff.bytes(page, 0x015b),
    group3Options: one(0x0124, 0),
    subsampling: [
      tiff.numbers(page, 0x0212, 2)[0] ?? 2,
      tiff.numbers(page, 0x0212, 2)[1] ?? 2,
    ],
    inkSet: one(0x014c, 1),
  };
  return layout.compression === COMPRESSION.oldJpeg
    ? withOldJpeg(layout, tiff.number(page, 0x0201), one(0x0202, 0))
    : layout;
}

/**
 * JPEG as before 1995 (TIFF 6.0, section 22), where it is one whole JPEG file that has a tag of its
 * own: the strips then lie within it, or right behind its header.
 */
function withOldJpeg(
  layout: TiffLayout,
  startAt: number | undefined,
  bytes: number,
): TiffLayout {
  if (startAt === undefined) return layout;
  const ends = layout.offsets.map((at, i) => at + (layout.byteCounts[i] ?? 0));
  const endAt = ends.reduce((a, b) => Math.max(a, b), startAt + bytes);
  const { widthPx, heightPx } = layout;
  return {
    ...layout,
    compression: COMPRESSION.jpeg,
    offsets: [startAt],
    byteCounts: [endAt - startAt],
    isTiled: false,
    chunkWidthPx: widthPx,
    chunkHeightPx: heightPx,
  };
}

/** A tag's value as an orientation; anything else is upright. */
export function orientationOf(value: number): ExifOrientation {
  const all: readonly ExifOrientation[] = [1, 2, 3, 4, 5, 6, 7, 8];
  return all.find((orientation) => orientation === value) ?? 1;
}

function sampleFormatOf(value: number): TiffLayout['sampleFormat'] {
  if (value === 2) return 'signed';
  return value === 3 ? 'float' : 'unsigned';
}
