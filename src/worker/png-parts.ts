import { ByteReader } from './byte-reader.ts';

/**
 * The chunks that make a PNG move (PNG, third edition, 11.3.6), and the one that may turn it:
 * browsers heed it in front of the pixels and not behind them, where ImageMagick writes it.
 */
const LEFT_OUT = ['acTL', 'fcTL', 'fdAT', 'eXIf'];

/**
 * A PNG without its animation and its turn: the still that every program shows, as it is stored.
 * Browsers show the first frame instead, which may be another picture, and which the carried codec
 * does not know.
 * @returns the same bytes when nothing moves or turns
 */
export function pngStill(
  bytes: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  return withoutChunks(bytes, (type) => LEFT_OUT.includes(type));
}

/**
 * A PNG with nothing but what its pixels are made of: the critical chunks, whose names begin with
 * a capital, and transparency. The carried codec refuses files with other chunks of more than some
 * two megabytes, such as the notes of drawing programs; colours are found without it.
 */
export function pngPixels(
  bytes: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  return withoutChunks(
    bytes,
    (type) => /^[a-z]/u.test(type) && type !== 'tRNS',
  );
}

/** Metadata is shorter; diagrams are kept whole in notes of any length. */
const MOST_NOTE_BYTES = 1024 * 1024;

/** What of a PNG may hold tags: EXIF wherever it stands, and notes, of which some hold it too. */
export function pngTags(
  bytes: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  return withoutChunks(
    bytes,
    (type, length) =>
      type !== 'IHDR' && (length > MOST_NOTE_BYTES || !HOLDS_TAGS.test(type)),
  );
}

const HOLDS_TAGS = /^(?:eXIf|tEXt|[zi]TXt)$/u;

/** The same bytes when nothing is to be left out. */
function withoutChunks(
  bytes: Uint8Array<ArrayBuffer>,
  isLeftOut: (type: string, length: number) => boolean,
): Uint8Array<ArrayBuffer> {
  let keptBytes = 0;
  for (const [from, to] of runsKept(bytes, isLeftOut)) keptBytes += to - from;
  if (keptBytes === bytes.length) return bytes;
  const kept = new Uint8Array(keptBytes);
  let end = 0;
  // Once more from the start: a file may be made of a million chunks, which no list is to hold.
  for (const [from, to] of runsKept(bytes, isLeftOut)) {
    kept.set(bytes.subarray(from, to), end);
    end += to - from;
  }
  return kept;
}

/** Where the bytes lie that stay, with the signature and what follows the last whole chunk. */
function* runsKept(
  bytes: Uint8Array<ArrayBuffer>,
  isLeftOut: (type: string, length: number) => boolean,
): Generator<[from: number, to: number]> {
  const reader = new ByteReader(bytes);
  let from = 0;
  let at = 8;
  while (reader.has(at, 12)) {
    const length = reader.u32(at);
    const next = at + 12 + length;
    if (isLeftOut(reader.text(at + 4, 4), length)) {
      yield [from, at];
      from = next;
    }
    at = next;
  }
  if (from < bytes.length) yield [from, bytes.length];
}
