import fc from 'fast-check';
import { xxhash128 } from 'hash-wasm';
import { expect, test } from 'vitest';
import { randomBytes } from './oracle/seeded-random.ts';
import { testKernels } from './test-kernels.ts';

const kernels = await testKernels();

/** Where a stripe, a block or the room for pieces ends, and beside it. */
const SIZES = [0, 1, 2, 63, 64, 65, 240, 1023, 1024, 1025, 16_383, 16_384];

test('pieces of any size hash as the whole does', async () => {
  const piece = fc.oneof(
    fc.constantFrom(...SIZES),
    fc.integer({ min: 0, max: 40_000 }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(piece, { maxLength: 6 }),
      fc.integer({ min: 0, max: 1e6 }),
      async (sizes, seed) => {
        const pieces = sizes.map((size, at) => randomBytes(size, seed + at));
        const whole = Buffer.concat(pieces);
        const expected =
          whole.length < 241 ? undefined : await xxhash128(whole);
        expect(kernels.hashPieces(pieces)).toBe(expected);
      },
    ),
  );
});

test.each([-1, 0, 1, 63, 64, 65])(
  'an end %i bytes behind a full room',
  async (more) => {
    const whole = randomBytes(3 * 16_384 + more, more + 1);
    const expected = await xxhash128(whole);
    expect(kernels.hashPieces([whole])).toBe(expected);
    const halves = [whole.subarray(0, 16_384), whole.subarray(16_384)];
    expect(kernels.hashPieces(halves)).toBe(expected);
  },
);
