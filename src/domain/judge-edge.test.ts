import { describe, expect, it } from 'vitest';
import type { Fingerprint } from './fingerprint.ts';
import { testFingerprint, type TestPhoto } from './group-test-photos.ts';
import {
  judgeEdge,
  type EdgeVerdict,
  type HashDistances,
} from './judge-edge.ts';
import type { PairMeasure } from './relation.ts';
import { DEFAULT_SETTINGS, type MatchingSettings } from './settings.ts';

const { matching } = DEFAULT_SETTINGS;
const CLOSE: HashDistances = {
  transform: 'upright',
  pHash64Bits: 1,
  pHash256Bits: 6,
};

/** What the second look says of a copy saved again. */
const CLEAN: PairMeasure = {
  transform: 'upright',
  widthPx: 512,
  heightPx: 384,
  ncc: 0.999,
  worstTileNcc: 0.99,
  badTileShare: 0,
  worstTileDifference: 1.5,
  gain: 1,
  offset: 0,
  overlap: 1,
  secondOverlap: 1,
  medianTileNcc: 0.998,
  detailRatio: 1,
};

/** A fingerprint whose thumbnail is a slope, so that equal thumbnails correlate. */
function photo(
  options: TestPhoto = {},
  change: Partial<Fingerprint> = {},
): Fingerprint {
  const made = testFingerprint(options);
  return {
    ...made,
    lumaThumb: made.lumaThumb.map((_, at) => (at * 7) % 251),
    colour: made.colour.map((_, at) => (at % 3 === 0 ? 100 : 128 + (at % 30))),
    ...change,
  };
}

const keeper = photo({ name: 'keeper' });
const copy = photo({ name: 'copy', quality: { jpegQuality: 75 } });

interface Question {
  keeper?: Fingerprint;
  member?: Fingerprint;
  measured?: Partial<HashDistances>;
  look?: Partial<PairMeasure> | 'not taken';
  settings?: Partial<MatchingSettings>;
}

function ask(question: Question = {}): EdgeVerdict {
  const { look = {} } = question;
  return judgeEdge(
    question.keeper ?? keeper,
    question.member ?? copy,
    { ...CLOSE, ...question.measured },
    look === 'not taken' ? undefined : { ...CLEAN, ...look },
    { ...matching, ...question.settings },
  );
}

/** `<relation>`, with `!` where it may be proposed; or `no: <rule>`. */
function short(verdict: EdgeVerdict): string {
  if (verdict.kind === 'rejected') return `no: ${verdict.rule}`;
  if (verdict.kind === 'needs-look') return `look: ${verdict.relation.kind}`;
  return `${verdict.relation.kind}${verdict.mayPreselect ? '!' : ''}`;
}

describe('exact tiers', () => {
  it('takes equal bytes and equal pixels without a look', () => {
    expect(short(ask({ member: keeper, look: 'not taken' }))).toBe(
      'identical-bytes!',
    );
    const saved = photo({ name: 'other', pixels: 'pixels of keeper' });
    expect(short(ask({ member: saved, look: 'not taken' }))).toBe(
      'identical-pixels!',
    );
  });

  it('never takes two missing pixel hashes for equal', () => {
    const first = photo({ name: 'a', pixels: '' });
    const second = photo({ name: 'b', pixels: '' });
    expect(
      short(ask({ keeper: first, member: second, look: 'not taken' })),
    ).toBe('look: re-encoded');
  });
});

describe('what is refused without a look', () => {
  it('keeps to the threshold of the hash that decides', () => {
    const far = { pHash256Bits: 54 };
    expect(short(ask({ measured: far }))).toMatch(/^no: hash distance/u);
    expect(short(ask({ measured: { pHash256Bits: 53 } }))).toBe('re-encoded!');
    expect(
      short(
        ask({ measured: far, settings: { hashSize: 8, thresholdBits: 4 } }),
      ),
    ).toBe('re-encoded!');
    expect(
      short(
        ask({
          measured: { ...far, decidingBits: 20 },
          settings: { algorithm: 'pdq', thresholdBits: 31 },
        }),
      ),
    ).toBe('re-encoded!');
    expect(
      short(
        ask({
          measured: { decidingBits: 32 },
          settings: { algorithm: 'pdq', thresholdBits: 31 },
        }),
      ),
    ).toMatch(/^no/u);
  });

  it('matches pictures without structure only by equal pixels', () => {
    const flags = { isFlat: true, isDocument: false, isGraphic: false };
    expect(short(ask({ member: photo({ facts: { flags } }) }))).toMatch(
      /^no: a picture without structure/u,
    );
  });

  it('leaves turned copies alone when they are switched off', () => {
    const turned = { transform: 'turned-90' } as const;
    const settings = { matchesRotations: false };
    expect(short(ask({ measured: turned, settings }))).toMatch(/^no: turned/u);
  });
});

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

  it('are others when one part differs', () => {
    const look = { badTileShare: 0.02, worstTileNcc: 0.3 };
    expect(short(ask({ member: page, look }))).toBe(
      'no: parts of the pictures differ',
    );
  });
});

describe('the second look', () => {
  it('is asked for before anything perceptual is accepted', () => {
    expect(short(ask({ look: 'not taken' }))).toBe('look: re-encoded');
  });

  it('names plain copies', () => {
    expect(short(ask())).toBe('re-encoded!');
    const small = photo({
      name: 'small',
      facts: { widthPx: 1000, heightPx: 750 },
    });
    expect(short(ask({ member: small }))).toBe('resized!');
    const turned = photo(
      { name: 'turned', facts: { widthPx: 3000, heightPx: 4000 } },
      {
        lumaThumb: keeper.lumaThumb.map(
          (_, at) =>
            // Clockwise: row y of the result is column y of the keeper, from below.
            keeper.lumaThumb[(31 - (at % 32)) * 32 + Math.floor(at / 32)] ?? 0,
        ),
        colour: new Uint8Array(48).fill(128),
      },
    );
    const grey = photo(
      { name: 'grey' },
      { colour: new Uint8Array(48).fill(128) },
    );
    expect(
      short(
        ask({
          keeper: grey,
          member: turned,
          measured: { transform: 'turned-90' },
        }),
      ),
    ).toBe('rotated-or-mirrored!');
  });

  it.each<[string, Partial<PairMeasure>]>([
    ['a brighter tone', { offset: 30 }],
    ['more contrast', { gain: 1.2 }],
    ['blur', { detailRatio: 0.4 }],
    ['a watermark', { badTileShare: 0.05, worstTileNcc: 0, ncc: 0.95 }],
    ['a border', { secondOverlap: 0.9 }],
    ['a small turn', { overlap: 0.983, secondOverlap: 0.983 }],
    [
      'a turn that leaves white corners',
      { badTileShare: 0.45, badInnerTileShare: 0.01, worstTileNcc: -0.5 },
    ],
    ['added noise', { scale: 1, firstNoise: 1, secondNoise: 7 }],
  ])('calls %s an edit and proposes nothing', (_, look) => {
    expect(short(ask({ look }))).toBe('edited');
  });

  it('does not take noise for an edit where there was as much, or the scale differs', () => {
    const noise = { firstNoise: 20, secondNoise: 22 };
    expect(short(ask({ look: { scale: 1, ...noise } }))).toBe('re-encoded!');
    const levels = { firstNoise: 1, secondNoise: 7 };
    expect(short(ask({ look: { scale: 2, ...levels } }))).toBe('re-encoded!');
  });

  it('takes an enlarged copy for a resized one, soft as it is', () => {
    const member = photo({ facts: { widthPx: 6000, heightPx: 4500 } });
    const look = { scale: 2 / 3, detailRatio: 0.35 };
    expect(short(ask({ member, look }))).toBe('edited');
    expect(short(ask({ member, look: { ...look, enlargementDb: 5 } }))).toBe(
      'resized!',
    );
  });

  it('calls a lost edge a crop and proposes nothing', () => {
    expect(short(ask({ look: { overlap: 0.96 } }))).toBe('cropped');
  });

  it('takes a colourless copy for an edit, a recolour for another picture', () => {
    const warm = photo(
      { name: 'warm' },
      { colour: keeper.colour.map((v, at) => (at % 3 === 1 ? 180 : v)) },
    );
    const cold = photo(
      { name: 'cold' },
      { colour: keeper.colour.map((v, at) => (at % 3 === 1 ? 80 : v)) },
    );
    const grey = photo(
      { name: 'grey' },
      { colour: new Uint8Array(48).fill(128) },
    );
    expect(short(ask({ keeper: warm, member: grey }))).toBe('edited');
    expect(short(ask({ keeper: warm, member: cold }))).toBe(
      'no: the colours are different',
    );
  });

  it.each([
    ['hardly any colour to lose', 9, 'edited'],
    ['a warm tint over all of it', 6, 'edited'],
    ['saved at a tenth of the size', 3, 're-encoded!'],
  ])('tells a tint from a saving: %s', (_what, levels, expected) => {
    const tinted = photo(
      { name: 'tinted', quality: { jpegQuality: 92 } },
      {
        colour: keeper.colour.map((v, at) => (at % 3 === 1 ? v - levels : v)),
      },
    );
    expect(short(ask({ member: tinted }))).toBe(expected);
  });

  it.each<[string, Partial<PairMeasure>]>([
    [
      'another receipt of the shop',
      { medianTileNcc: 0.946, badTileShare: 0.15 },
    ],
    ['another moment', { medianTileNcc: 0.5, ncc: 0.7, badTileShare: 0.9 }],
    ['another exposure', { gain: 1.4, medianTileNcc: 0.97, worstTileNcc: 0.8 }],
    ['half of another picture', { badTileShare: 0.4 }],
    ['one thing that moved', { worstTileNcc: 0.2, medianTileNcc: 0.97 }],
    ['another sky', { texturedTileShare: 0, ncc: 0.97 }],
    [
      'another fog',
      { texturedTileShare: 0.05, ncc: 0.995, worstTileDifference: 7 },
    ],
    ['a poor match everywhere', { ncc: 0.94, medianTileNcc: 0.93 }],
  ])('refuses %s', (_, look) => {
    expect(short(ask({ look }))).toMatch(/^no/u);
  });

  it('refuses shots of different times unless their pixels are the same', () => {
    const at = (name: string, capturedAt: string): Fingerprint =>
      photo({ name, exif: { capturedAt } });
    const shots = {
      keeper: at('one', '2019-07-14T12:00:00'),
      member: at('two', '2019-07-14T12:00:02'),
    };
    expect(short(ask({ ...shots, look: { medianTileNcc: 0.99 } }))).toBe(
      'no: taken at different times',
    );
    expect(short(ask(shots))).toBe('re-encoded!');
  });

  it('wants more of two files that a camera could have written in a row', () => {
    const look = { medianTileNcc: 0.99, worstTileNcc: 0.95 };
    expect(short(ask({ look }))).toBe('re-encoded!');
    const twin = photo({ name: 'twin' });
    expect(short(ask({ member: twin, look }))).toBe('re-encoded');
  });

  it('proposes nothing where there is too little to see', () => {
    expect(short(ask({ look: { texturedTileShare: 0.05 } }))).toBe(
      're-encoded',
    );
  });

  it('expects less of coarse files', () => {
    const look = { medianTileNcc: 0.95, worstTileNcc: 0.85 };
    expect(short(ask({ look }))).toBe('re-encoded');
    const coarse = photo({ name: 'coarse', quality: { jpegQuality: 15 } });
    expect(short(ask({ member: coarse, look }))).toBe('re-encoded!');
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
    expect(short(ask({ ...question, look: 'not taken' }))).toBe('look: edited');
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

describe('without the second look', () => {
  const settings = { isRefined: false };

  it('decides from what is stored, and proposes only near-equal hashes', () => {
    expect(short(ask({ settings, look: 'not taken' }))).toBe('re-encoded!');
    expect(
      short(
        ask({ settings, look: 'not taken', measured: { pHash256Bits: 13 } }),
      ),
    ).toBe('re-encoded');
  });

  it('refuses thumbnails that differ', () => {
    const other = photo(
      { name: 'other' },
      {
        lumaThumb: keeper.lumaThumb.map((v, at) =>
          at % 4 === 0 ? 255 - v : v,
        ),
      },
    );
    expect(short(ask({ member: other, settings, look: 'not taken' }))).toBe(
      'no: the thumbnails differ',
    );
  });
});
