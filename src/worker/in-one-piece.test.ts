import { expect, test } from 'vitest';
import { inOnePiece } from './in-one-piece.ts';

test('the same bytes lie one behind the other, and what was given is not looked at again', () => {
  const whole = Uint8Array.of(9, 1, 2, 3, 9);
  const given = {
    part: whole.subarray(1, 4),
    none: new Uint8Array(),
    own: Uint8Array.of(4, 5),
  };
  const packed = inOnePiece(given);
  expect(packed).toEqual({
    part: Uint8Array.of(1, 2, 3),
    none: new Uint8Array(),
    own: Uint8Array.of(4, 5),
  });
  const buffers = new Set(Object.values(packed).map(({ buffer }) => buffer));
  expect(buffers.size).toBe(1);
  expect(packed.part.buffer.byteLength).toBe(5);
  whole.fill(0);
  expect(packed.part).toEqual(Uint8Array.of(1, 2, 3));
});
