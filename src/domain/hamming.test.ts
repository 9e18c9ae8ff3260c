import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hammingBits } from './hamming.ts';

function countedOneByOne(a: Uint8Array, b: Uint8Array): number {
  return Array.from(a, (byte, at) => (byte ^ b[at]!).toString(2))
    .join('')
    .replaceAll('0', '').length;
}

describe('hammingBits', () => {
  it('counts differing bits', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }).chain((length) => {
          const bytes = fc.uint8Array({ minLength: length, maxLength: length });
          return fc.tuple(bytes, bytes);
        }),
        ([a, b]) => {
          expect(hammingBits(a, b)).toBe(countedOneByOne(a, b));
        },
      ),
    );
  });

  it('has no answer for a missing hash', () => {
    const none = new Uint8Array();
    expect(hammingBits(none, none)).toBeUndefined();
    expect(hammingBits(none, new Uint8Array(8))).toBeUndefined();
  });

  it('throws on hashes of different lengths', () => {
    expect(() => hammingBits(new Uint8Array(8), new Uint8Array(32))).toThrow(
      'hashes of 8 and 32 bytes',
    );
  });
});
