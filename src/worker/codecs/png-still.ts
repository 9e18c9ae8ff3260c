import { joinedBytes } from '../../domain/joined-bytes.ts';
import { ByteReader } from '../byte-reader.ts';

/** The chunks that make a PNG move (PNG, third edition, 11.3.6). */
const ANIMATION = ['acTL', 'fcTL', 'fdAT'];

/**
 * An animated PNG without its animation: the still that every program shows. Browsers show the
 * first frame instead, which may be another picture, and which the carried codec does not know.
 * @returns the same bytes when nothing moves
 */
export function pngStill(
  bytes: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  const reader = new ByteReader(bytes);
  const kept: Uint8Array<ArrayBuffer>[] = [];
  let from = 0;
  let at = 8;
  while (reader.has(at, 12)) {
    const next = at + 12 + reader.u32(at);
    if (ANIMATION.includes(reader.text(at + 4, 4))) {
      kept.push(bytes.subarray(from, at));
      from = next;
    }
    at = next;
  }
  if (from === 0) return bytes;
  kept.push(bytes.subarray(from));
  return joinedBytes(kept);
}
