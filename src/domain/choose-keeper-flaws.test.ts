import { describe, expect, it } from 'vitest';
import {
  flawsBeside,
  joinFlaws,
  NO_FLAWS,
  type PictureFlaws,
} from './choose-keeper-flaws.ts';
import type { Fingerprint } from './fingerprint.ts';
import { testFingerprint, type TestPhoto } from './group-test-photos.ts';
import { invertPairMeasure } from './judge-edge-geometry.ts';
import { likenessOf } from './judge-edge-stored.ts';
import { PLAIN_LOOK } from './plain-test-look.ts';
import type { PairMeasure } from './relation.ts';

const MARKED: Partial<PairMeasure> = {
  badTileShare: 0.06,
  badInnerTileShare: 0.06,
  worstTileNcc: 0.3,
  outlineDb: 6,
};

function beside(
  other: Fingerprint,
  own: Fingerprint,
  look: PairMeasure,
): PictureFlaws {
  return flawsBeside(other, own, look, likenessOf(other, own, 'upright'));
}

type Flaw = keyof Omit<PictureFlaws, 'isLooked' | 'sceneShare'>;

/** The flaws of both pictures by name: of the first, then of the second. */
function flawsOf(
  look: Partial<PairMeasure>,
  first: TestPhoto = {},
  second: TestPhoto = {},
): [string, string] {
  const a = testFingerprint({ name: 'a', ...first });
  const b = testFingerprint({ name: 'b', ...second });
  const measure = { ...PLAIN_LOOK, ...look };
  const names = (flaws: PictureFlaws): string => {
    const { isLooked, ...found } = flaws;
    expect(isLooked).toBe(true);
    return Object.entries(found)
      .filter(([, is]) => is === true)
      .map(([name]): Flaw => name as Flaw)
      .join();
  };
  return [
    names(beside(b, a, invertPairMeasure(measure))),
    names(beside(a, b, measure)),
  ];
}

describe('flaws of a pair', () => {
  const q = (jpegQuality: number): TestPhoto => ({ quality: { jpegQuality } });
  const rows: [
    string,
    Partial<PairMeasure>,
    [string, string],
    TestPhoto?,
    TestPhoto?,
  ][] = [
    ['none in a plain copy', {}, ['', ''], q(90), q(75)],
    ['a crop', { overlap: 0.8 }, ['', 'isCropped']],
    [
      'neither, where each shows a part of the other',
      { overlap: 0.8, secondOverlap: 0.8 },
      ['', ''],
    ],
    [
      'a wide border without a sharp edge',
      { secondOverlap: 0.7, secondMarginFlat: 1, secondMarginEdge: 0.5 },
      ['', 'isFramed'],
    ],
    [
      'perhaps a border: the edge of a narrow margin could be the picture’s',
      { secondOverlap: 0.9, secondMarginFlat: 1, secondMarginEdge: 0.82 },
      ['isCropped', 'isPerhapsFramed'],
    ],
    [
      'a border',
      { secondOverlap: 0.8, secondMarginFlat: 1, secondMarginEdge: 0.9 },
      ['', 'isFramed'],
    ],
    [
      'a plain ground, or a border around one: nobody knows',
      { secondOverlap: 0.8, secondMarginFlat: 1, secondMarginEdge: 0.1 },
      ['isCropped', 'isPerhapsFramed'],
    ],
    [
      'plain ground that is nearly of one level: it may be a border',
      { secondOverlap: 0.98, secondMarginFlat: 0.91, secondMarginEdge: 0.88 },
      ['isCropped', 'isPerhapsFramed'],
    ],
    [
      'a JPEG that was saved from the HEIC',
      { secondResaveMisfit: 0.01, firstOnSecondSteps: 0 },
      ['', 'isExported'],
      { facts: { format: 'heic' } },
      q(90),
    ],
    [
      'a HEIC that was made from the JPEG, whose steps it shows',
      { secondResaveMisfit: 0.01, firstOnSecondSteps: 0.4 },
      ['isResaved,isPerhapsResaved', ''],
      { facts: { format: 'heic' } },
      q(90),
    ],
    [
      'perhaps a HEIC that was made from the JPEG, coarsely',
      { secondResaveMisfit: 0.2, firstOnSecondSteps: 0 },
      ['isPerhapsResaved', ''],
      { facts: { format: 'heic' } },
      q(75),
    ],
    [
      'neither, where the JPEG’s steps are too fine to show in a HEIC',
      { secondResaveMisfit: 0.01, firstOnSecondSteps: 0 },
      ['', ''],
      { facts: { format: 'heic' } },
      q(96),
    ],
    [
      'a finer JPEG that is the coarser one’s picture, rounded',
      { firstResaveMisfit: 0.01, secondResaveMisfit: 0.02 },
      ['', 'isPerhapsResaved'],
      q(61),
      q(75),
    ],
    [
      'no doubt where the finer JPEG holds more',
      { firstResaveMisfit: 0.01, secondResaveMisfit: 0.4 },
      ['', ''],
      q(61),
      q(90),
    ],
    [
      'a WebP that the JPEG was not saved from',
      { firstResaveMisfit: 0.16 },
      ['', 'isPerhapsResaved'],
      q(61),
      { facts: { format: 'webp' } },
    ],
    ['marks', MARKED, ['', 'isDrawnOn']],
    [
      'a bar that covers a texture',
      { ...MARKED, outlineDb: -4, flatGain: 0.5, changedFill: 0.9 },
      ['', 'isDrawnOn'],
    ],
    [
      'words on a flat ground',
      { ...MARKED, outlineDb: 6, flatGain: -0.4, changedFill: 0.3 },
      ['', 'isDrawnOn'],
    ],
    [
      'faint words on a light ground, which spoil no tile',
      { worstTileDifference: 9, outlineDb: 5 },
      ['', 'isDrawnOn'],
    ],
    [
      'nothing drawn by a tone curve',
      { worstTileDifference: 9, outlineDb: 5, gain: 1.2 },
      ['', ''],
    ],
    [
      'nothing drawn where hardly anything differs',
      { worstTileDifference: 3, outlineDb: 5 },
      ['', ''],
    ],
    [
      'nothing drawn by blur',
      { ...MARKED, outlineDb: -6, detailRatio: 0.3 },
      ['', ''],
    ],
    [
      'nothing drawn where only the rim differs',
      { ...MARKED, badInnerTileShare: 0 },
      ['', ''],
    ],
    [
      'blank corners of a turn',
      {
        overlap: 0.98,
        secondOverlap: 0.98,
        firstMarginFlat: 0.4,
        firstMarginEdge: 0.9,
        secondMarginFlat: 1,
        secondMarginEdge: 0.9,
      },
      ['', 'isFramed'],
    ],
    [
      'the same of a picture whose plain ground goes on inside',
      {
        overlap: 0.98,
        secondOverlap: 0.98,
        firstMarginFlat: 0.95,
        firstMarginEdge: 0.05,
        secondMarginFlat: 1,
        secondMarginEdge: 0.9,
      },
      ['', 'isFramed'],
    ],
    [
      'nothing where both end sharply',
      {
        overlap: 0.98,
        secondOverlap: 0.98,
        firstMarginFlat: 0.95,
        firstMarginEdge: 0.9,
        secondMarginFlat: 1,
        secondMarginEdge: 0.9,
      },
      ['', ''],
    ],
    [
      'lights that were clipped',
      { clippedGain: 0.03, gain: 1.15 },
      ['', 'isClipped'],
    ],
    [
      'nothing clipped where noise lifts the levels of the other one',
      { clippedGain: 0.03, gain: 1.15, firstNoise: 7, secondNoise: 2 },
      ['', ''],
    ],
    ['nothing clipped in one tone', { clippedGain: 0.03 }, ['', '']],
    [
      'a copy saved again at higher quality',
      { secondOnFirstSteps: 0.7 },
      ['', 'isResaved'],
      q(75),
      q(95),
    ],
    [
      'nothing where its frequencies are not the other’s: it was saved like that before',
      { secondOnFirstSteps: 0.4, secondResaveMisfit: 0.38 },
      ['', ''],
      q(81),
      q(86),
    ],
    [
      'a coarse saving before a fine one',
      { secondEarlierMisfit: 0.01, firstResaveMisfit: 0.5 },
      ['', 'isSavedTwice'],
      q(85),
      q(95),
    ],
    [
      'none where the other one was saved from it and lost its steps by that',
      { secondEarlierMisfit: 0.01, firstResaveMisfit: 0.01 },
      ['', ''],
      q(85),
      q(95),
    ],
    [
      'none where both were saved twice',
      { firstEarlierMisfit: 0, secondEarlierMisfit: 0, firstResaveMisfit: 0.5 },
      ['', ''],
      q(86),
      q(98),
    ],
    [
      'words on a plain ground, which fill their rectangle, and not the ground',
      {
        ...MARKED,
        outlineDb: 25,
        flatGain: -0.4,
        changedFill: 0.75,
      },
      ['', ''],
    ],
    [
      'perhaps the same one, where the comb is faint',
      { secondOnFirstSteps: 0.14 },
      ['', 'isPerhapsResaved'],
      q(87),
      q(90),
    ],
    [
      'a PNG made of a JPEG',
      { secondOnFirstSteps: 0.9 },
      ['', 'isResaved'],
      q(75),
      { facts: { format: 'png' }, quality: {} },
    ],
    [
      'nothing where the later table is no finer: every grid fits',
      { secondOnFirstSteps: 1 },
      ['', ''],
      q(90),
      q(75),
    ],
    ['an enlarged copy', { scale: 0.5, enlargementDb: 6 }, ['', 'isEnlarged']],
    [
      'an enlarged copy of no less detail, which the smaller foretells',
      { scale: 0.5, enlargementDb: 0, unforetoldDb: -6 },
      ['', 'isEnlarged'],
    ],
    [
      'perhaps an enlarged copy, where the smaller one foretells more than reduced ones do',
      { scale: 0.5, enlargementDb: 0, unforetoldDb: 4 },
      ['', 'isPerhapsEnlarged'],
    ],
    [
      'nothing enlarged where the smaller one foretells little',
      { scale: 0.5, enlargementDb: 2.9, unforetoldDb: 11 },
      ['', ''],
    ],
    [
      'perhaps an enlarged copy, where the smaller one has much more detail at any rate',
      { scale: 0.5, enlargementDb: 5, unforetoldDb: 11, foretoldDb: -2 },
      ['', 'isPerhapsEnlarged'],
    ],
    [
      'nothing enlarged where the larger one foretells all of a sharper, smaller one',
      { scale: 0.5, enlargementDb: 5, unforetoldDb: 11, foretoldDb: 2 },
      ['', ''],
    ],
    [
      'perhaps an enlarged copy, where it foretells badly: it was changed since',
      { scale: 0.5, enlargementDb: 0, unforetoldDb: 15, foretoldDb: -12 },
      ['', 'isPerhapsEnlarged'],
    ],
    [
      'perhaps an enlarged copy that was sharpened',
      { scale: 0.5, enlargementDb: 0, unforetoldDb: 5.8, foretoldDb: 5 },
      ['', 'isPerhapsEnlarged'],
    ],
    [
      'perhaps an enlarged copy, where the smaller one may have been sharpened',
      { scale: 0.5, enlargementDb: 5, unforetoldDb: 3, detailRatio: 0.35 },
      ['', 'isPerhapsEnlarged'],
    ],
    [
      'perhaps an enlarged copy, where the smaller one may have been reduced without smoothing',
      { scale: 0.5, enlargementDb: 5, unforetoldDb: 4, foretoldDb: 1 },
      ['', 'isPerhapsEnlarged'],
    ],
    [
      'perhaps an enlarged copy, where the smaller one has more than half as much detail again',
      { scale: 0.5, enlargementDb: 2, unforetoldDb: 1.5, detailRatio: 0.6 },
      ['', 'isPerhapsEnlarged'],
    ],
    [
      'an enlarged copy, where the larger one foretells next to nothing',
      { scale: 0.5, enlargementDb: 5, unforetoldDb: 4, foretoldDb: -3 },
      ['', 'isEnlarged'],
    ],
    [
      'a perhaps enlarged copy',
      { scale: 2, enlargementDb: 2.7 },
      ['isPerhapsEnlarged', ''],
    ],
    ['a true larger one', { scale: 2, enlargementDb: 0.7 }, ['', '']],
  ];
  it.each(rows)('%s', (_name, look, expected, first, second) => {
    expect(flawsOf(look, first, second)).toEqual(expected);
  });

  it('finds none in a RAW, of which it sees a preview', () => {
    const resaved = { secondOnFirstSteps: 0.9, secondResaveMisfit: 0.01 };
    const raw: TestPhoto = { facts: { format: 'raw' } };
    const png: TestPhoto = { facts: { format: 'png' } };
    expect(flawsOf(resaved, q(90), png)).toEqual(['', 'isResaved']);
    expect(flawsOf(resaved, q(90), raw)).toEqual(['', '']);
    // A small preview in a large RAW has less detail than a photo that was developed from it.
    const soft = { scale: 0.5, enlargementDb: 6 };
    expect(flawsOf(soft, {}, png)).toEqual(['', 'isEnlarged']);
    expect(flawsOf(soft, {}, raw)).toEqual(['', '']);
    expect(flawsOf(MARKED, {}, png)).toEqual(['', 'isDrawnOn']);
    expect(flawsOf(MARKED, {}, raw)).toEqual(['', '']);
  });

  it('knows a copy without colour', () => {
    const grey = testFingerprint({ name: 'grey' });
    const red = testFingerprint({ name: 'red' });
    red.colour.fill(150);
    expect(beside(red, grey, PLAIN_LOOK).isDecoloured).toBe(true);
    expect(beside(grey, red, PLAIN_LOOK).isDecoloured).toBe(false);
  });

  it('counts a frame’s opening only', () => {
    const a = testFingerprint({ name: 'a' });
    const look = {
      ...PLAIN_LOOK,
      secondOverlap: 0.6,
      secondMarginFlat: 0.98,
      secondMarginEdge: 0.8,
    };
    expect(beside(a, a, look).sceneShare).toBe(0.6);
  });
});

describe('joinFlaws', () => {
  it('keeps what any look found, in any order', () => {
    const one = { ...NO_FLAWS, isLooked: true, isCropped: true };
    const two = { ...NO_FLAWS, isFramed: true, sceneShare: 0.5 };
    const both = { ...one, isFramed: true, sceneShare: 0.5 };
    expect(joinFlaws(one, two)).toEqual(both);
    expect(joinFlaws(two, one)).toEqual(both);
    expect(joinFlaws(NO_FLAWS, NO_FLAWS)).toEqual(NO_FLAWS);
  });
});
