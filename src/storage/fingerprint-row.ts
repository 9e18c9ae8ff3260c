import {
  THUMB_SIDE,
  type ContentFlags,
  type Fingerprint,
  type Frame,
  type PerceptualHashes,
} from '../domain/fingerprint.ts';
import {
  contentHash,
  pixelHash,
  type ContentHash,
} from '../domain/photo-id.ts';
import { bytesOfHex, hexOfBytes } from './hex-bytes.ts';
import { packTurns, unpackTurns } from './turned-hashes.ts';
import { factsOfList, listOfFacts, type StoredList } from './stored-facts.ts';

/**
 * A fingerprint as stored, under `fingerprintKey`. As small as can be, as there is one for every
 * photo: all byte fields stand in one array (each array of its own takes 20 bytes more, and a view
 * drags its whole buffer along), the rest in a list without names.
 */
export interface FingerprintRow {
  /** The parts in the order of PARTS, then the turned pHash-64s and pHash-256s, packed. */
  bytes: Uint8Array;
  facts: StoredList;
  /** Few pictures have a border, so its hashes do not stand in `bytes`. */
  frame?: Frame;
}

type HashName = Exclude<keyof PerceptualHashes, 'pdqQuality'>;
type PartName = 'content' | 'pixels' | HashName | 'colour' | 'lumaThumb';
type TurnedName = `${'dihedralP' | 'p'}Hash${64 | 256}`;

/**
 * Order and length of the parts in `bytes`. Changing it needs a migration. The pHashes stand
 * behind them, because their length differs; the upright ones are the first of the eight.
 */
const PARTS: readonly (readonly [Exclude<PartName, TurnedName>, number])[] = [
  ['content', 32],
  ['pixels', 16],
  ['pdq256', 32],
  ['aHash64', 8],
  ['aHash256', 32],
  ['dHash64', 8],
  ['dHash256', 32],
  ['wHash64', 8],
  ['wHash256', 32],
  ['colour', 4 * 4 * 3],
  ['lumaThumb', THUMB_SIDE * THUMB_SIDE],
];

/** Length of the parts together. */
const PARTS_BYTES = PARTS.reduce((sum, [, length]) => sum + length, 0);

/** A content hash as a key: a quarter of what its digits would take. */
export function fingerprintKey(content: ContentHash): Uint8Array<ArrayBuffer> {
  return bytesOfHex(content);
}

/** What was a key in the store. */
export function contentOfKey(key: ArrayBuffer | ArrayBufferView): ContentHash {
  const bytes = ArrayBuffer.isView(key)
    ? new Uint8Array(key.buffer, key.byteOffset, key.byteLength)
    : new Uint8Array(key);
  return contentHash(hexOfBytes(bytes));
}

/** The row for a fingerprint. A byte field of a wrong length is a bug and throws. */
export function fingerprintRow(fingerprint: Fingerprint): FingerprintRow {
  const { hashes, frame, flags } = fingerprint;
  const parts: Record<PartName, Uint8Array> = {
    ...hashes,
    content: bytesOfHex(fingerprint.content),
    pixels: bytesOfHex(fingerprint.pixels),
    colour: fingerprint.colour,
    lumaThumb: fingerprint.lumaThumb,
  };
  const turns = [
    ...packTurns(ofLength('dihedralPHash64', parts, 64), 8),
    ...packTurns(ofLength('dihedralPHash256', parts, 256), 16),
  ];
  const bytes = new Uint8Array(PARTS_BYTES + turns.length);
  let at = 0;
  for (const [name, length] of PARTS) {
    bytes.set(ofLength(name, parts, length), at);
    at += length;
  }
  bytes.set(turns, at);
  const facts = listOfFacts({
    ...fingerprint,
    pdqQuality: hashes.pdqQuality,
    flagBits: bitsOf(flags),
  });
  return { bytes, facts, ...(frame === undefined ? {} : { frame }) };
}

function ofLength(
  name: PartName,
  parts: Readonly<Record<PartName, Uint8Array>>,
  length: number,
): Uint8Array {
  const part = parts[name];
  if (part.length !== length) {
    throw new Error(`${name} has ${part.length} bytes instead of ${length}`);
  }
  return part;
}

/** The fingerprint of a row, or undefined for a damaged row: it counts as never made. */
export function fingerprintOfRow(
  row: Partial<Record<keyof FingerprintRow, unknown>>,
): Fingerprint | undefined {
  const { bytes, facts: list, frame } = row;
  const facts = factsOfList(list);
  const turns = bytes instanceof Uint8Array ? turnsOf(bytes) : undefined;
  if (!(bytes instanceof Uint8Array) || !turns || !facts) return undefined;
  let at = 0;
  const take = (length: number): Uint8Array => {
    at += length;
    return bytes.subarray(at - length, at);
  };
  // The order of what is taken is that of PARTS; a test holds the two together.
  const content = contentHash(hexOfBytes(take(32)));
  const pixels = pixelHash(hexOfBytes(take(16)));
  const { dihedralPHash64, dihedralPHash256 } = turns;
  const hashes: PerceptualHashes = {
    pHash64: dihedralPHash64.subarray(0, 8),
    pHash256: dihedralPHash256.subarray(0, 32),
    dihedralPHash64,
    dihedralPHash256,
    pdq256: take(32),
    pdqQuality: facts.pdqQuality,
    aHash64: take(8),
    aHash256: take(32),
    dHash64: take(8),
    dHash256: take(32),
    wHash64: take(8),
    wHash256: take(32),
  };
  return {
    format: facts.format,
    widthPx: facts.widthPx,
    heightPx: facts.heightPx,
    frameCount: facts.frameCount,
    isIncomplete: facts.isIncomplete,
    quality: facts.quality,
    exif: facts.exif,
    content,
    pixels,
    hashes,
    colour: take(4 * 4 * 3),
    lumaThumb: take(THUMB_SIDE * THUMB_SIDE),
    flags: flagsOf(facts.flagBits),
    ...(isFrame(frame) ? { frame } : {}),
  };
}

function turnsOf(
  bytes: Uint8Array,
): Pick<PerceptualHashes, 'dihedralPHash64' | 'dihedralPHash256'> | undefined {
  const small = unpackTurns(bytes, PARTS_BYTES, 8);
  const large = small && unpackTurns(bytes, small.end, 16);
  return small && large?.end === bytes.length
    ? { dihedralPHash64: small.hashes, dihedralPHash256: large.hashes }
    : undefined;
}

function bitsOf({ isFlat, isDocument, isGraphic }: ContentFlags): number {
  return Number(isFlat) + 2 * Number(isDocument) + 4 * Number(isGraphic);
}

function flagsOf(bits: number): ContentFlags {
  return {
    isFlat: (bits & 1) !== 0,
    isDocument: (bits & 2) !== 0,
    isGraphic: (bits & 4) !== 0,
  };
}

function isFrame(frame: unknown): frame is Frame {
  return (
    typeof frame === 'object' &&
    frame !== null &&
    'pHash256' in frame &&
    frame.pHash256 instanceof Uint8Array
  );
}
