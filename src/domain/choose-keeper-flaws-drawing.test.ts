import { expect, it } from 'vitest';
import { isDrawnOn } from './choose-keeper-flaws-drawing.ts';
import { PLAIN_LOOK } from './plain-test-look.ts';
import type { PairMeasure } from './relation.ts';

/** Words on a texture that hides most of their steepness; they spoil no tile. */
const FAINT_WORDS: PairMeasure = {
  ...PLAIN_LOOK,
  outlineDb: 2.2,
  outlineGain: 0.5,
  worstTileDifference: 15,
};
const WORDS: PairMeasure = {
  ...FAINT_WORDS,
  badTileShare: 0.06,
  badInnerTileShare: 0.06,
  worstTileNcc: 0.3,
};

it('finds words on a texture by their share of the difference', () => {
  expect(isDrawnOn(WORDS)).toBe(true);
});

it('finds them where they spoil no tile', () => {
  expect(isDrawnOn(FAINT_WORDS)).toBe(true);
});

it.each<[string, Partial<PairMeasure>]>([
  ['where more is added than what differs', { outlineGain: 3 }],
  ['where outlines are in both', { outlineGain: 0.3 }],
  ['where a pale mark may have taken contrast', { outlineDb: 1.1 }],
  [
    'where little changes at any place, as by a turn',
    { worstTileDifference: 8 },
  ],
  ['by blur', { detailRatio: 0.3 }],
])('finds nothing drawn %s', (_where, look) => {
  expect(isDrawnOn({ ...WORDS, ...look })).toBe(false);
});
