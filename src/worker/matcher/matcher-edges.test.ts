import { beforeAll, describe, expect, it } from 'vitest';
import {
  pictureKey,
  type PictureKey,
} from '../../domain/build-groups-input.ts';
import {
  THUMB_SIDE,
  type DihedralTransform,
  type Fingerprint,
} from '../../domain/fingerprint.ts';
import { pixelHash } from '../../domain/photo-id.ts';
import { DEFAULT_SETTINGS } from '../../domain/settings.ts';
import { testKernels } from '../kernels/test-kernels.ts';
import { MatcherEdges } from './matcher-edges.ts';
import type { Candidate } from './matcher-measure-pairs.ts';
import { drawnFingerprint } from './matcher-test-pictures.ts';
import { DIFFERENT, SAME } from './matcher-test-session.ts';

/** Looks the same under every turn and mirror, so that any reading of a pair stands. */
const ROUND_THUMB = Uint8Array.from(
  { length: THUMB_SIDE * THUMB_SIDE },
  (_zero, at) => {
    const centre = (THUMB_SIDE - 1) / 2;
    const x = (at % THUMB_SIDE) - centre;
    const y = Math.floor(at / THUMB_SIDE) - centre;
    return Math.round(Math.hypot(x, y) * 8);
  },
);

let a: Fingerprint;
let b: Fingerprint;

beforeAll(async () => {
  const kernels = await testKernels();
  [a, b] = [0, 4]
    .map((noise) => ({
      ...drawnFingerprint(kernels, { seed: 9, noise }),
      lumaThumb: ROUND_THUMB,
    }))
    .sort((one, two) => (one.pixels < two.pixels ? -1 : 1)) as [
    Fingerprint,
    Fingerprint,
  ];
});

function reading(transform: DihedralTransform, pHash256Bits: number) {
  const measured = { transform, pHash64Bits: 0, pHash256Bits };
  return { from: pictureKey(a), to: pictureKey(b), measured };
}

function edgesWith(...readings: Candidate[]): MatcherEdges {
  return edgesOf([a, b], readings);
}

function edgesOf(
  pictures: readonly Fingerprint[],
  readings: readonly Candidate[],
): MatcherEdges {
  const of = (picture: PictureKey) =>
    pictures.find((one) => pictureKey(one) === picture);
  const edges = new MatcherEdges(
    DEFAULT_SETTINGS.matching,
    { changes: 0, representative: of, thumbed: of },
    () => undefined,
  );
  for (const one of readings) edges.put(one);
  return edges;
}

function transformOf(edges: MatcherEdges, from: Fingerprint, to: Fingerprint) {
  const verdict = edges.verdict(from, to);
  return verdict.kind === 'rejected'
    ? verdict.rule
    : verdict.relation.transform;
}

describe('two readings of one pair', () => {
  it.each([
    ['upright unless turning gains much', 10, 4, 'upright'],
    ['turned when turning gains much', 20, 4, 'turned-90'],
  ] as const)('%s', (_name, uprightBits, turnedBits, expected) => {
    const upright = reading('upright', uprightBits);
    const turned = reading('turned-90', turnedBits);
    expect(transformOf(edgesWith(upright, turned), a, b)).toBe(expected);
    expect(transformOf(edgesWith(turned, upright), a, b)).toBe(expected);
  });

  it('tie in the same way in any order', () => {
    const list = [reading('mirrored', 4), reading('turned-180', 4)];
    const first = transformOf(edgesWith(...list), a, b);
    expect(transformOf(edgesWith(...list.reverse()), a, b)).toBe(first);
  });
});

describe('what thumbnails say', () => {
  const half = (one: Fingerprint) => ({
    ...one,
    lumaThumb: one.lumaThumb.map((value, at) => (at < 512 ? value : 0)),
  });
  const nccOf = (...readings: Candidate[]) => {
    const pair: [Fingerprint, Fingerprint] = [half(a), half(b)];
    const verdict = edgesOf(pair, readings).verdict(...pair);
    return verdict.kind === 'rejected' ? undefined : verdict.evidence.ncc;
  };

  it('goes by the turn of the better reading', () => {
    const [far, near] = [reading('upright', 20), reading('turned-180', 4)];
    expect(nccOf(near)).not.toBe(nccOf(far));
    expect(nccOf(far, near)).toBe(nccOf(near));
  });
});

describe('an edge', () => {
  it('is turned back when asked for from its other end', () => {
    const edges = edgesWith(reading('turned-90', 4));
    expect(transformOf(edges, a, b)).toBe('turned-90');
    expect(transformOf(edges, b, a)).toBe('turned-270');
  });

  it('is rejected between pictures that were never proposed', () => {
    expect(edgesWith().verdict(a, b)).toEqual({
      kind: 'rejected',
      rule: 'hashes differ',
    });
    expect([...edgesWith().neighbours(pictureKey(a))]).toEqual([]);
  });

  it('turns a look round for the other end, and a later look replaces it', () => {
    const edges = edgesWith(reading('upright', 4));
    const half = { ...SAME, gain: 0.5, offset: 10 };
    edges.setLook(pictureKey(a), pictureKey(b), half);
    const back = edges.verdict(b, a);
    if (back.kind !== 'accepted') throw new Error(back.kind);
    expect(back.evidence.closeLook).toMatchObject({ gain: 2, offset: -20 });
    edges.setLook(pictureKey(b), pictureKey(a), DIFFERENT);
    expect(edges.verdict(b, a).kind).toBe('rejected');
    expect([...edges.neighbours(pictureKey(a))]).toEqual([]);
  });

  it('says which of the two is a crop', () => {
    const edges = edgesWith(reading('upright', 4));
    const isCropped = () =>
      [a, b].map((one) => edges.flaws(pictureKey(one)).isCropped);
    expect(isCropped()).toEqual([false, false]);
    edges.setLook(pictureKey(a), pictureKey(b), { ...SAME, overlap: 0.8 });
    expect(isCropped()).toEqual([false, true]);
    // Each shows a part of the other: neither is the whole.
    edges.setLook(pictureKey(a), pictureKey(b), {
      ...SAME,
      overlap: 0.8,
      secondOverlap: 0.8,
    });
    expect(isCropped()).toEqual([false, false]);
  });

  it('says against a picture beside one other what was seen beside that one', () => {
    const c: Fingerprint = { ...a, pixels: pixelHash('0'.repeat(32)) };
    const [keyA, keyB, keyC] = [a, b, c].map((one) => pictureKey(one)) as [
      PictureKey,
      PictureKey,
      PictureKey,
    ];
    const { measured } = reading('upright', 4);
    const edges = edgesOf(
      [a, b, c],
      [reading('upright', 4), { from: keyC, to: keyB, measured }],
    );
    edges.setLook(keyA, keyB, { ...SAME, overlap: 0.8 });
    edges.setLook(keyC, keyB, SAME);
    expect(edges.flaws(keyB).isCropped).toBe(true);
    expect(edges.flaws(keyB, keyA).isCropped).toBe(true);
    expect(edges.flaws(keyB, keyC)).toMatchObject({
      isLooked: true,
      isCropped: false,
    });
    expect(edges.flaws(keyA, keyC).isLooked).toBe(false);
  });

  it('goes with either of its pictures', () => {
    const edges = edgesWith(reading('upright', 4));
    expect(edges.removePicture(pictureKey(b))).toEqual([pictureKey(a)]);
    expect([...edges.neighbours(pictureKey(a))]).toEqual([]);
  });
});

describe('a threshold that passes a pair', () => {
  const at = (thresholdBits: number) => ({
    ...DEFAULT_SETTINGS.matching,
    thresholdBits,
  });
  const pictures = (ends: ReturnType<MatcherEdges['setThreshold']>) =>
    [...ends].map(({ picture }) => picture).sort();

  it('names its pictures, once for each way', () => {
    const edges = edgesWith(reading('upright', 20));
    const both = [pictureKey(a), pictureKey(b)];
    expect(pictures(edges.setThreshold(at(20)))).toEqual([]);
    expect(pictures(edges.setThreshold(at(19)))).toEqual(both);
    expect(edges.verdict(a, b).kind).toBe('rejected');
    expect([...edges.neighbours(pictureKey(a))]).toEqual([]);
    expect(pictures(edges.setThreshold(at(3)))).toEqual([]);
    expect(pictures(edges.setThreshold(at(53)))).toEqual(both);
    expect(edges.verdict(a, b).kind).toBe('needs-look');
  });

  it('does not name those that are rejected anyway', () => {
    const edges = edgesWith(reading('upright', 20));
    edges.setLook(pictureKey(a), pictureKey(b), DIFFERENT);
    expect(pictures(edges.setThreshold(at(0)))).toEqual([]);
    expect(pictures(edges.setThreshold(at(53)))).toEqual([]);
  });

  it('has a pair that a window proposes judged by other rules on each side', () => {
    const { from, to, measured } = reading('upright', 20);
    const edges = edgesWith({
      from,
      to,
      measured: { ...measured, isWindow: true },
    });
    // Without a second look the hashes alone tell, and only of pairs within the threshold.
    edges.setSettings({ ...at(53), isRefined: false });
    for (const bits of [0, 53, 19, 20]) {
      const ends = edges.setThreshold({ ...at(bits), isRefined: false });
      expect(ends.size).toBe(2);
      expect(edges.verdict(a, b).kind).toBe(
        bits < 20 ? 'rejected' : 'accepted',
      );
    }
  });
});
