import {
  THUMB_SIDE,
  type ContentFlags,
  type ExifFacts,
  type Fingerprint,
  type Frame,
  type PerceptualHashes,
  type QualityMeasures,
} from '../domain/fingerprint.ts';
import type { ImageFormat } from '../domain/image-format.ts';
import type { ContentHash, PixelHash } from '../domain/photo-id.ts';

/**
 * A fingerprint as stored. All byte fields stand in one array: a row with fourteen small arrays
 * takes longer to write and read, and a view stored on its own drags its whole buffer along.
 */
export interface FingerprintRow {
  content: ContentHash;
  pixels: PixelHash;
  format: ImageFormat;
  widthPx: number;
  heightPx: number;
  frameCount: number;
  isIncomplete: boolean;
  pdqQuality: number;
  flags: ContentFlags;
  quality: QualityMeasures;
  exif: ExifFacts;
  /** Few pictures have a border, so its hashes do not stand in `bytes`. */
  frame?: Frame;
  /** The parts in the order of HASH_BYTES, then colour, then the luma thumbnail. */
  bytes: Uint8Array;
}

type HashName = Exclude<keyof PerceptualHashes, 'pdqQuality'>;

/** Order and length of the hashes in `bytes`. Changing it needs a migration. */
const HASH_BYTES: readonly (readonly [HashName, number])[] = [
  ['pHash64', 8],
  ['pHash256', 32],
  ['pdq256', 32],
  ['aHash64', 8],
  ['aHash256', 32],
  ['dHash64', 8],
  ['dHash256', 32],
  ['wHash64', 8],
  ['wHash256', 32],
  ['dihedralPHash64', 64],
  ['dihedralPHash256', 256],
];

const COLOUR_BYTES = 4 * 4 * 3;
const THUMB_BYTES = THUMB_SIDE * THUMB_SIDE;

/** Length of `FingerprintRow.bytes`. */
export const ROW_BYTES =
  HASH_BYTES.reduce((sum, [, length]) => sum + length, 0) +
  COLOUR_BYTES +
  THUMB_BYTES;

/** The row for a fingerprint. A byte field of a wrong length is a bug and throws. */
export function fingerprintRow(fingerprint: Fingerprint): FingerprintRow {
  const { hashes, colour, lumaThumb, ...rest } = fingerprint;
  const bytes = new Uint8Array(ROW_BYTES);
  let at = 0;
  const put = (name: string, part: Uint8Array, length: number): void => {
    if (part.length !== length) {
      throw new Error(`${name} has ${part.length} bytes instead of ${length}`);
    }
    bytes.set(part, at);
    at += length;
  };
  for (const [name, length] of HASH_BYTES) put(name, hashes[name], length);
  put('colour', colour, COLOUR_BYTES);
  put('lumaThumb', lumaThumb, THUMB_BYTES);
  return { ...rest, pdqQuality: hashes.pdqQuality, bytes };
}

/** The fingerprint of a row, or undefined for a damaged row: it counts as never made. */
export function fingerprintOfRow(row: FingerprintRow): Fingerprint | undefined {
  if (!isWhole(row)) return undefined;
  const { bytes, pdqQuality, ...rest } = row;
  let at = 0;
  const take = (length: number): Uint8Array => {
    at += length;
    return bytes.subarray(at - length, at);
  };
  // The literal's order is the order of HASH_BYTES; a test holds the two together.
  const hashes: PerceptualHashes = {
    pHash64: take(8),
    pHash256: take(32),
    pdq256: take(32),
    aHash64: take(8),
    aHash256: take(32),
    dHash64: take(8),
    dHash256: take(32),
    wHash64: take(8),
    wHash256: take(32),
    dihedralPHash64: take(64),
    dihedralPHash256: take(256),
    pdqQuality,
  };
  const colour = take(COLOUR_BYTES);
  const lumaThumb = take(THUMB_BYTES);
  return { ...rest, hashes, colour, lumaThumb };
}

/** Rows come from disk, so nothing about them is sure but the key. */
function isWhole(row: Partial<Record<keyof FingerprintRow, unknown>>): boolean {
  return (
    row.bytes instanceof Uint8Array &&
    row.bytes.length === ROW_BYTES &&
    typeof row.pixels === 'string' &&
    typeof row.format === 'string' &&
    typeof row.widthPx === 'number' &&
    typeof row.heightPx === 'number' &&
    typeof row.pdqQuality === 'number' &&
    typeof row.flags === 'object' &&
    typeof row.quality === 'object' &&
    typeof row.exif === 'object'
  );
}
