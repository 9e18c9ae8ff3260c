import { joinedBytes } from '../../domain/joined-bytes.ts';
import { ByteReader } from '../byte-reader.ts';

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

/** The same bytes when nothing is to be left out. */
function withoutChunks(
  bytes: Uint8Array<ArrayBuffer>,
  isLeftOut: (type: string) => boolean,
): Uint8Array<ArrayBuffer> {
  const reader = new ByteReader(bytes);
  const kept: Uint8Array<ArrayBuffer>[] = [];
  let from = 0;
  let at = 8;
  while (reader.has(at, 12)) {
    const next = at + 12 + reader.u32(at);
    if (isLeftOut(reader.text(at + 4, 4))) {
      kept.push(bytes.subarray(from, at));
      from = next;
    }
    at = next;
  }
  if (from === 0) return bytes;
  kept.push(bytes.subarray(from));
  return joinedBytes(kept);
}
