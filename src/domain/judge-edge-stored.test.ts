import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DIHEDRAL_TRANSFORMS,
  THUMB_SIDE,
  type Fingerprint,
} from './fingerprint.ts';
import { testFingerprint } from './group-test-photos.ts';
import { inverseTransform } from './judge-edge-geometry.ts';
import {
  compareStored,
  invertLikeness,
  likenessOf,
} from './judge-edge-stored.ts';

const photo = fc
  .record({
    lumaThumb: fc.uint8Array({
      minLength: THUMB_SIDE ** 2,
      maxLength: THUMB_SIDE ** 2,
    }),
    colour: fc.uint8Array({ minLength: 48, maxLength: 48 }),
    widthPx: fc.integer({ min: 1, max: 9000 }),
    heightPx: fc.integer({ min: 1, max: 9000 }),
  })
  .map((change): Fingerprint => ({ ...testFingerprint(), ...change }));

describe('likeness', () => {
  it('is the same from either end, and all that a comparison takes of both', () => {
    fc.assert(
      fc.property(
        photo,
        photo,
        fc.constantFrom(...DIHEDRAL_TRANSFORMS),
        (first, second, transform) => {
          const likeness = likenessOf(first, second, transform);
          const back = inverseTransform(transform);
          const backwards = invertLikeness(likeness);
          expect(backwards).toEqual(likenessOf(second, first, back));
          const empty = new Uint8Array();
          const none = { lumaThumb: empty, colour: empty };
          const bare = [first, second].map((one) => ({ ...one, ...none }));
          expect(compareStored(bare[1]!, bare[0]!, back, backwards)).toEqual(
            compareStored(second, first, back, likenessOf(second, first, back)),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('tells how alike two slopes are, and one of a uniform picture', () => {
    const slope = testFingerprint();
    slope.lumaThumb = slope.lumaThumb.map((_zero, at) => (at % 64) + 20);
    const steeper = { ...slope, lumaThumb: slope.lumaThumb.map((v) => 2 * v) };
    const of = (first: Fingerprint, second: Fingerprint) =>
      compareStored(
        first,
        second,
        'upright',
        likenessOf(first, second, 'upright'),
      );
    expect(of(slope, steeper)).toMatchObject({
      ncc: expect.closeTo(1, 12) as number,
      gain: expect.closeTo(2, 12) as number,
      offset: expect.closeTo(0, 9) as number,
    });
    const uniform = { ...slope, lumaThumb: slope.lumaThumb.map(() => 9) };
    expect(of(slope, uniform)).toMatchObject({ ncc: 0, gain: 1, offset: 0 });
  });
});
