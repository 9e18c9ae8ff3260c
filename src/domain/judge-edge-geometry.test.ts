import { describe, expect, it } from 'vitest';
import { DIHEDRAL_TRANSFORMS } from './fingerprint.ts';
import {
  inverseTransform,
  invertPairMeasure,
  transformSquare,
} from './judge-edge-geometry.ts';
import { EVERY_MEASURE } from './pair-measure-sample.ts';

// a b c
// d e f
// g h i
const SQUARE = new TextEncoder().encode('abcdefghi');

function letters(data: Uint8Array): string {
  return new TextDecoder().decode(data);
}

describe('transformSquare', () => {
  it.each([
    ['upright', 'abcdefghi'],
    ['turned-90', 'gdahebifc'],
    ['turned-180', 'ihgfedcba'],
    ['turned-270', 'cfibehadg'],
    ['mirrored', 'cbafedihg'],
    ['mirrored-turned-90', 'ifchebgda'],
    ['mirrored-turned-180', 'ghidefabc'],
    ['mirrored-turned-270', 'adgbehcfi'],
  ] as const)('does %s', (transform, expected) => {
    expect(letters(transformSquare(SQUARE, 3, 1, transform))).toBe(expected);
  });

  it('keeps the channels of a pixel together', () => {
    const pairs = new TextEncoder().encode('aAbBcCdD');
    expect(letters(transformSquare(pairs, 2, 2, 'turned-90'))).toBe('cCaAdDbB');
  });

  it.each(DIHEDRAL_TRANSFORMS)(
    'is undone by the inverse of %s',
    (transform) => {
      const there = transformSquare(SQUARE, 3, 1, transform);
      const back = transformSquare(there, 3, 1, inverseTransform(transform));
      expect(letters(back)).toBe('abcdefghi');
    },
  );
});

const OTHER: Record<string, string> = {
  first: 'second',
  second: 'first',
  First: 'Second',
  Second: 'First',
};

/** What a measure of the first picture is called where it is the second. */
function otherName(name: string): string {
  return name.replaceAll(/first|second/gi, (which) => OTHER[which] ?? which);
}

describe('invertPairMeasure', () => {
  it('turns tone, overlap, detail and transform round, and back', () => {
    const look = {
      transform: 'turned-90',
      widthPx: 512,
      heightPx: 384,
      ncc: 0.99,
      worstTileNcc: 0.9,
      badTileShare: 0,
      worstTileDifference: 3,
      gain: 2,
      offset: -20,
      overlap: 0.9,
      secondOverlap: 1,
      detailRatio: 0.5,
    } as const;
    const inverted = invertPairMeasure(look);
    expect(inverted).toMatchObject({
      transform: 'turned-270',
      gain: 0.5,
      offset: 10,
      overlap: 1,
      secondOverlap: 0.9,
      detailRatio: 2,
    });
    expect(invertPairMeasure(inverted)).toEqual(look);
  });

  it('gives what is said of each picture to the other one', () => {
    const inverted = invertPairMeasure(EVERY_MEASURE);
    const swapped = Object.entries(EVERY_MEASURE)
      .filter(([name]) => /^(first|second)(?!Overlap)/.test(name))
      .map(([name, value]) => [otherName(name), value]);
    expect(inverted).toMatchObject(Object.fromEntries(swapped));
    expect(swapped).toHaveLength(14);
  });

  it('counts from the other picture what is told in signs', () => {
    const inverted = invertPairMeasure(EVERY_MEASURE);
    for (const name of [
      'outlineDb',
      'outlineGain',
      'flatGain',
      'clippedGain',
      'finestDb',
    ] as const) {
      expect(inverted[name]).toBe(-EVERY_MEASURE[name]);
    }
  });
});
