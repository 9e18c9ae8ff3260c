import { describe, expect, it } from 'vitest';
import type { Fingerprint } from './fingerprint.ts';
import { areAllPartsAlike, isGrainSaved } from './judge-edge-parts.ts';
import { ask, keeper, photo, short } from './judge-edge-test-pairs.ts';
import { PLAIN_LOOK } from './plain-test-look.ts';

const coarse = photo({ name: 'coarse', quality: { jpegQuality: 40 } });
const small = photo({ name: 'small', facts: { widthPx: 800, heightPx: 600 } });

describe('small parts', () => {
  it('must be alike before anything is proposed', () => {
    expect(short(ask({ look: { partMisfit: 2.4 } }))).toBe('re-encoded!');
    expect(short(ask({ look: { partMisfit: 2.5 } }))).toBe('re-encoded');
  });

  it('may differ more where saving or scaling changes more', () => {
    for (const member of [coarse, small]) {
      const by = (partMisfit: number) =>
        short(ask({ member, look: { partMisfit } }));
      expect(by(3)).toMatch(/!$/u);
      expect(by(3.1)).toMatch(/^re[a-z-]+$/u);
    }
  });

  it('make an edit of what shows something else, and another page of a page', () => {
    expect(short(ask({ look: { partMisfit: 4.1 } }))).toBe('edited');
    const flags = { isFlat: false, isDocument: true, isGraphic: false };
    const page = photo({ name: 'page', facts: { flags } });
    expect(short(ask({ member: page, look: { partMisfit: 4 } }))).toBe(
      're-encoded',
    );
    expect(short(ask({ member: page, look: { partMisfit: 4.1 } }))).toBe(
      'no: parts of the pictures differ',
    );
  });

  it('say nothing of a page that got another tone or was made grey: levels differ part by part', () => {
    const flags = { isFlat: false, isDocument: true, isGraphic: false };
    const page = (name: string, colour: Uint8Array) =>
      photo({ name, facts: { flags } }, { colour });
    const warm = page(
      'warm',
      keeper.colour.map((v, at) => (at % 3 === 1 ? 180 : v)),
    );
    const grey = page('grey', new Uint8Array(48).fill(128));
    const look = { partMisfit: 9 };
    expect(short(ask({ keeper: warm, member: grey, look }))).toBe('edited');
    const darker = { ...look, gain: 0.9, offset: 20 };
    const again = page('again', warm.colour);
    expect(short(ask({ keeper: warm, member: again, look: darker }))).toBe(
      'edited',
    );
    expect(short(ask({ keeper: warm, member: again, look }))).toBe(
      'no: parts of the pictures differ',
    );
  });

  it('must have been looked at', () => {
    expect(areAllPartsAlike(PLAIN_LOOK, 90, true)).toBe(true);
    const unseen = { ...PLAIN_LOOK };
    delete unseen.partMisfit;
    expect(areAllPartsAlike(unseen, 90, true)).toBe(false);
  });
});

describe('grain', () => {
  const grain = { firstGrain: 1.2, secondGrain: 1 };

  it.each([
    ['of one shot', 0.8, 're-encoded!'],
    ['that may be of one shot', 0.5, 're-encoded'],
    ['of two shots', 0.1, 'no: two exposures, each with grain of its own'],
  ])('%s', (_what, grainAgreement, expected) => {
    expect(short(ask({ look: { ...grain, grainAgreement } }))).toBe(expected);
  });

  it('is asked for less where saving takes it', () => {
    const by = (grainAgreement: number) =>
      short(ask({ member: coarse, look: { ...grain, grainAgreement } }));
    expect(by(0.3)).toBe('re-encoded!');
    expect(by(0.1)).toBe('re-encoded');
  });

  it('of another shot shows beside any texture that both have', () => {
    const textured = { firstGrain: 6, secondGrain: 6.5 };
    const by = (grainAgreement: number, member?: Fingerprint) =>
      short(
        ask({
          ...(member && { member }),
          look: { ...textured, grainAgreement },
        }),
      );
    expect(by(0.98)).toBe('re-encoded!');
    expect(by(0.96)).toBe('re-encoded');
    // Coarse saving takes that much.
    expect(by(0.96, coarse)).toBe('re-encoded!');
    expect(by(0.93, coarse)).toBe('re-encoded');
    // So does bringing another size to that of the first.
    expect(by(0.96, small)).toBe('resized!');
  });

  it('is taken the more the coarser the tables', () => {
    const rough = { firstGrain: 10, secondGrain: 10, grainAgreement: 0.94 };
    const look = { ...PLAIN_LOOK, ...rough };
    expect(isGrainSaved(look, 15)).toBe(true);
    expect(isGrainSaved(look, 25)).toBe(false);
    expect(isGrainSaved(PLAIN_LOOK, 90)).toBe(true);
  });

  it('is asked for of formats that do not tell how coarse they are', () => {
    const webp = photo({
      name: 'webp',
      facts: { format: 'webp' },
      quality: {},
    });
    const by = (grainAgreement: number) =>
      short(
        ask({
          member: webp,
          look: { firstGrain: 1.5, secondGrain: 1.5, grainAgreement },
        }),
      );
    expect(by(0.6)).toBe('re-encoded!');
    expect(by(0.35)).toBe('re-encoded');
  });

  it('tells little where it is faint, and nothing where there is hardly any or it was added', () => {
    const by = (firstGrain: number, grainAgreement: number) =>
      short(ask({ look: { firstGrain, secondGrain: 2, grainAgreement } }));
    expect(by(0.2, 0)).toBe('re-encoded!');
    expect(by(0.5, 0.05)).toBe('re-encoded');
    expect(by(0.5, 0.15)).toBe('re-encoded!');
    const added = { firstGrain: 0.8, secondGrain: 2, grainAgreement: 0.1 };
    expect(short(ask({ look: added }))).toBe('re-encoded');
  });
});
