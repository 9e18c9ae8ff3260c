import { describe, expect, it } from 'vitest';
import { ask, keeper, photo, short } from './judge-edge-test-pairs.ts';
import type { PairMeasure } from './relation.ts';

describe('documents', () => {
  const flags = { isFlat: false, isDocument: true, isGraphic: false };
  const page = photo({ name: 'page', facts: { flags } });

  it('must agree almost exactly and are never proposed', () => {
    expect(short(ask({ member: page }))).toBe('re-encoded');
    expect(short(ask({ member: page, measured: { pHash256Bits: 9 } }))).toMatch(
      /^no: documents/u,
    );
    expect(short(ask({ member: page, measured: { pHash64Bits: 3 } }))).toMatch(
      /^no: documents/u,
    );
  });

  it('may be cut out of a photo that is none, but not of another document', () => {
    const measured = {
      isWindow: true as const,
      pHash64Bits: 20,
      pHash256Bits: 110,
    };
    const look = { overlap: 0.7 };
    expect(short(ask({ member: page, measured, look }))).toBe('cropped');
    const form = photo({ name: 'form', facts: { flags } });
    expect(short(ask({ keeper: form, member: page, measured, look }))).toMatch(
      /^no: documents/u,
    );
  });

  it('are others when one part differs', () => {
    const look = { badTileShare: 0.02, worstTileNcc: 0.3 };
    expect(short(ask({ member: page, look }))).toBe(
      'no: parts of the pictures differ',
    );
  });
});

describe('what a border or a crop hides from the hashes of the whole', () => {
  const stranger = photo(
    { name: 'stranger' },
    {
      lumaThumb: keeper.lumaThumb.map((_, at) => (at * 13) % 7),
      colour: keeper.colour.map((v, at) => (at % 3 === 1 ? 20 : v)),
    },
  );
  const framed = { isFramed: true as const, pHash64Bits: 4, pHash256Bits: 20 };
  const window = {
    isWindow: true as const,
    pHash64Bits: 26,
    pHash256Bits: 110,
  };

  it('leaves bordered copies to the second look, thumbnails and colours aside', () => {
    const border = { secondOverlap: 0.8 };
    const question = { member: stranger, measured: framed };
    expect(short(ask({ ...question, look: 'not taken' }))).toBe('look: other');
    expect(short(ask({ ...question, look: border }))).toBe('edited');
    expect(short(ask({ member: stranger, look: border }))).toMatch(/^no/u);
    expect(short(ask({ ...question, settings: { isRefined: false } }))).toMatch(
      /^no/u,
    );
  });

  it.each<[string, Partial<PairMeasure>, string]>([
    ['a crop', { overlap: 0.7 }, 'cropped'],
    [
      'a bar across one end',
      { badTileShare: 0.2, badInnerTileShare: 0.1, worstTileNcc: -0.5 },
      'edited',
    ],
    [
      'two parts of one scene',
      { overlap: 0.7, secondOverlap: 0.7 },
      'no: neither a crop nor a bar across it',
    ],
    [
      'a crop that agrees less than crops do',
      { overlap: 0.7, medianTileNcc: 0.95 },
      'no: neither a crop nor a bar across it',
    ],
    ['all of it, in other colours', {}, 'edited'],
  ])('takes %s from a window', (_, look, expected) => {
    const question = { member: stranger, measured: window, look };
    expect(short(ask(question))).toBe(expected);
    const { pHash64Bits, pHash256Bits } = window;
    const far = { pHash64Bits, pHash256Bits };
    expect(short(ask({ ...question, measured: far }))).toMatch(
      /^no: hash distance/u,
    );
  });
});
