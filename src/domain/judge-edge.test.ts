import { describe, expect, it } from 'vitest';
import type { Fingerprint } from './fingerprint.ts';
import { ask, keeper, photo, short } from './judge-edge-test-pairs.ts';
import type { TestPhoto } from './group-test-photos.ts';
import type { PairMeasure } from './relation.ts';

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

  it('takes no second look at two shots of one camera whose thumbnails differ', () => {
    const camera = { cameraMake: 'Canon', cameraModel: 'EOS 80D' };
    const shot = (
      exif: TestPhoto['exif'],
      levels: number,
      change = keeper.lumaThumb,
    ) =>
      photo(
        { name: `${levels}`, exif: { ...camera, ...exif } },
        // Every other row brighter: nothing that a fit of the tone takes away.
        {
          lumaThumb: change.map((level, at) =>
            Math.floor(at / 32) % 2 === 0
              ? level
              : Math.min(255, level + levels),
          ),
        },
      );
    const first = shot({ capturedAt: '2019-07-14T12:00:00' }, 0);
    const later = { capturedAt: '2019-07-14T12:00:10' };
    const verdict = (member: Fingerprint, settings = {}): string =>
      short(ask({ keeper: first, member, look: 'not taken', settings }));
    expect(verdict(shot(later, 20))).toBe('no: taken at different times');
    expect(verdict(shot(later, 4))).toMatch(/^look/u);
    // The same shot, dated alike or by nobody; and another camera, whose clock may have been set.
    expect(verdict(shot({ capturedAt: first.exif.capturedAt! }, 20))).toMatch(
      /^look/u,
    );
    expect(verdict(shot({}, 20))).toMatch(/^look/u);
    expect(verdict(shot({ ...later, cameraModel: 'EOS 90D' }, 20))).toMatch(
      /^look/u,
    );
    // Where nothing is looked at twice the other rules decide.
    expect(verdict(shot(later, 20), { isRefined: false })).not.toMatch(
      /different times/u,
    );
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
    ['faint words on a light ground', { worstTileDifference: 5.6 }],
    ['a border', { secondOverlap: 0.9 }],
    ['a small turn', { overlap: 0.983, secondOverlap: 0.983 }],
    [
      'a turn that leaves white corners',
      { badTileShare: 0.45, badInnerTileShare: 0.01, worstTileNcc: -0.5 },
    ],
    ['added noise', { scale: 1, firstNoise: 1, secondNoise: 7 }],
    [
      'noise in the one that would be kept',
      {
        scale: 1,
        firstNoise: 8,
        secondNoise: 2,
        firstResaveMisfit: 0.7,
        secondResaveMisfit: 0.6,
      },
    ],
    [
      'sharpening',
      { finestDb: 2.6, firstResaveMisfit: 0.4, secondResaveMisfit: 0.3 },
    ],
  ])('calls %s an edit and proposes nothing', (_, look) => {
    expect(short(ask({ look }))).toBe('edited');
  });

  it('does not take noise for an edit where there was as much, or the scale differs', () => {
    const noise = { firstNoise: 20, secondNoise: 22 };
    expect(short(ask({ look: { scale: 1, ...noise } }))).toBe('re-encoded!');
    const levels = { firstNoise: 1, secondNoise: 7 };
    expect(short(ask({ look: { scale: 2, ...levels } }))).toBe('re-encoded!');
  });

  it('believes a JPEG that was saved straight from the other, whatever was lost', () => {
    const lost = {
      scale: 1,
      firstNoise: 8,
      secondNoise: 0.3,
      finestDb: -4,
      detailRatio: 0.6,
      firstResaveMisfit: 0.6,
    };
    expect(short(ask({ look: { ...lost, secondResaveMisfit: 0.01 } }))).toBe(
      're-encoded!',
    );
    expect(short(ask({ look: { ...lost, secondResaveMisfit: 0.5 } }))).toBe(
      'edited',
    );
    const sharper = { finestDb: 2.6, firstResaveMisfit: 0.03 };
    expect(short(ask({ look: { ...sharper, secondResaveMisfit: 0.4 } }))).toBe(
      're-encoded!',
    );
  });

  it('does not take a rounded side of a small picture for a crop', () => {
    const look = { overlap: 0.988 };
    expect(short(ask({ look: { ...look, widthPx: 150, heightPx: 113 } }))).toBe(
      're-encoded!',
    );
    expect(short(ask({ look }))).toBe('cropped');
  });

  it('takes an enlarged copy for a resized one, soft as it is', () => {
    const member = photo({ facts: { widthPx: 6000, heightPx: 4500 } });
    const look = { scale: 2 / 3, detailRatio: 0.35 };
    expect(short(ask({ member, look }))).toBe('edited');
    expect(short(ask({ member, look: { ...look, enlargementDb: 5 } }))).toBe(
      'resized!',
    );
    expect(short(ask({ member, look: { ...look, unforetoldDb: -6 } }))).toBe(
      'resized!',
    );
  });

  it('takes a reduced copy for a resized one, soft as it is, but not one that was blurred', () => {
    const member = photo({ facts: { widthPx: 1600, heightPx: 1200 } });
    const soft = { scale: 2.5, detailRatio: 0.5 };
    const sharp = { scale: 2.5, detailRatio: 5 };
    const foretold = { foretoldDb: 4, enlargementDb: -3 };
    for (const look of [soft, sharp]) {
      expect(short(ask({ member, look }))).toBe('edited');
      expect(short(ask({ member, look: { ...look, ...foretold } }))).toBe(
        'resized!',
      );
    }
    const blurred = { ...soft, foretoldDb: 4, enlargementDb: -10 };
    expect(short(ask({ member, look: blurred }))).toBe('edited');
    const unforetold = { ...soft, foretoldDb: -4, enlargementDb: -3 };
    expect(short(ask({ member, look: unforetold }))).toBe('edited');
  });

  it('allows coarse and scaled copies more of a difference, not all', () => {
    const coarse = photo({ name: 'coarse', quality: { jpegQuality: 15 } });
    const small = photo({
      name: 'small',
      facts: { widthPx: 3000, heightPx: 2250 },
    });
    const by = (worstTileDifference: number) => ({ worstTileDifference });
    expect(short(ask({ member: coarse, look: by(7) }))).toBe('re-encoded!');
    expect(short(ask({ member: coarse, look: by(9) }))).toBe('edited');
    expect(short(ask({ member: small, look: by(6) }))).toBe('resized!');
    expect(short(ask({ member: small, look: by(7) }))).toBe('edited');
  });

  it('sees that the little colour there was is gone', () => {
    const tinted = (name: string, by: number) =>
      photo({ name }, { colour: new Uint8Array(48).fill(128 + by) });
    const pale = tinted('pale', 4);
    expect(short(ask({ keeper: pale, member: tinted('paler', 2) }))).toBe(
      're-encoded!',
    );
    expect(short(ask({ keeper: pale, member: tinted('grey', 0) }))).toBe(
      'edited',
    );
    expect(
      short(ask({ keeper: tinted('hardly', 2), member: tinted('grey', 0) })),
    ).toBe('re-encoded!');
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

  it('refuses shots of different times, and does not propose copies that were dated anew', () => {
    const at = (name: string, capturedAt: string): Fingerprint =>
      photo({ name, exif: { capturedAt } });
    const shots = {
      keeper: at('one', '2019-07-14T12:00:00'),
      member: at('two', '2019-07-14T12:00:02'),
    };
    expect(short(ask({ ...shots, look: { medianTileNcc: 0.99 } }))).toBe(
      'no: taken at different times',
    );
    expect(short(ask(shots))).toBe('re-encoded');
    const sameTime = { ...shots, member: at('two', '2019-07-14T12:00:00') };
    expect(short(ask(sameTime))).toBe('re-encoded!');
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

describe('with little detail left', () => {
  const coarse = photo({ name: 'coarse', quality: { jpegQuality: 15 } });
  const look = { medianTileNcc: 0.885, worstTileNcc: 0.63, ncc: 0.973 };

  it('believes what the coefficients show: one was saved from the other', () => {
    expect(
      short(
        ask({ member: coarse, look: { ...look, secondResaveMisfit: 0.08 } }),
      ),
    ).toBe('edited');
    for (const other of [{}, { secondResaveMisfit: 0.2 }]) {
      expect(short(ask({ member: coarse, look: { ...look, ...other } }))).toBe(
        'no: the pictures differ in detail',
      );
    }
  });

  it('believes it only so far', () => {
    const worse = { ...look, medianTileNcc: 0.8, secondResaveMisfit: 0.01 };
    expect(short(ask({ member: coarse, look: worse }))).toBe(
      'no: the pictures differ in detail',
    );
  });
});

describe('without the second look', () => {
  const settings = { isRefined: false };

  it('decides from what is stored, and proposes nothing but equal pixels', () => {
    const unseen = { settings, look: 'not taken' } as const;
    expect(short(ask(unseen))).toBe('re-encoded');
    const saved = photo({ name: 'other', pixels: 'pixels of keeper' });
    expect(short(ask({ ...unseen, member: saved }))).toBe('identical-pixels!');
  });

  it.each([
    ['tone', { lumaThumb: keeper.lumaThumb.map((v) => 40 + v * 0.6) }],
    ['shape', { heightPx: Math.round(keeper.heightPx * 0.9) }],
  ])('does not say how another %s came about', (_what, change) => {
    const member = photo({ name: 'changed' }, change);
    expect(short(ask({ member, settings, look: 'not taken' }))).toBe('other');
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
