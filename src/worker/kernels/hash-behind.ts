import { HASH_BYTES, hashText, LEAST_HASHED_BYTES } from './hash-pieces.ts';
import type { KernelExports } from './kernel-exports.ts';
import type { KernelMemory } from './kernel-memory.ts';

const MOST_TEXT_BYTES = 256;

/** To be taken in front of what is hashed: for the hash itself and for the text. A multiple of 16. */
export const HASH_ROOM_BYTES = HASH_BYTES + MOST_TEXT_BYTES;

/**
 * 128-bit XXH3 of a text and of the bytes behind it, as 32 hex digits: what hash-wasm's xxHash128
 * gives of the same, in a third of its time, for bytes that lie in the kernels' memory.
 * @param at where the bytes lie; HASH_ROOM_BYTES in front of them are the caller's too
 * @returns undefined where all of it is too short, or the text too long or not plain ASCII
 */
export function hashBehind(
  kernels: KernelExports,
  memory: KernelMemory,
  text: string,
  at: number,
  sizeBytes: number,
): string | undefined {
  const length = text.length + sizeBytes;
  if (text.length > MOST_TEXT_BYTES || length < LEAST_HASHED_BYTES) {
    return undefined;
  }
  const start = at - text.length;
  const room = memory.view(start, text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 127) return undefined;
    room[i] = code;
  }
  const out = at - HASH_ROOM_BYTES;
  kernels.longHashStart();
  kernels.longHashEnd(start, length, length, out);
  return hashText(memory, out);
}
