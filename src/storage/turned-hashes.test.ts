import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packTurns, unpackTurns } from './turned-hashes.ts';

const bytes = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length });

test.each([8, 16])('any eight hashes of %d × %d come back', (side) => {
  fc.assert(
    fc.property(bytes(side * side), bytes(5), (hashes, before) => {
      const packed = Uint8Array.of(...before, ...packTurns(hashes, side));
      expect(unpackTurns(packed, before.length, side)).toEqual({
        hashes,
        end: packed.length,
      });
      const short = packed.subarray(0, packed.length - 1);
      expect(unpackTurns(short, before.length, side)).toBe(undefined);
    }),
  );
});

/** The signs of a picture's coefficients, and what a turn makes of them (median 0). */
function turnsOf(isPositive: (row: number, column: number) => boolean) {
  const odd = (n: number) => n % 2 === 1;
  return [
    (r: number, c: number) => isPositive(r, c),
    (r: number, c: number) => isPositive(c, r) !== odd(c),
    (r: number, c: number) => isPositive(r, c) !== (odd(r) !== odd(c)),
    (r: number, c: number) => isPositive(c, r) !== odd(r),
    (r: number, c: number) => isPositive(r, c) !== odd(c),
    (r: number, c: number) => isPositive(c, r) !== (odd(r) !== odd(c)),
    (r: number, c: number) => isPositive(r, c) !== odd(r),
    (r: number, c: number) => isPositive(c, r),
  ];
}

test('turned hashes that follow from the upright one take a byte each', () => {
  const hashes = new Uint8Array(8 * 32);
  turnsOf((r, c) => (r * 7 + c * c * 3) % 5 < 2).forEach((bit, turn) => {
    for (let at = 0; at < 256; at += 1) {
      if (!bit(Math.floor(at / 16), at % 16)) continue;
      const byte = turn * 32 + (at >> 3);
      hashes[byte] = hashes[byte]! | (0x80 >> (at & 7));
    }
  });
  expect(packTurns(hashes, 16)).toHaveLength(32 + 7);
  // Two bits that do not follow.
  hashes[64] = hashes[64]! ^ 0b11;
  expect(packTurns(hashes, 16)).toHaveLength(32 + 7 + 2);
});
