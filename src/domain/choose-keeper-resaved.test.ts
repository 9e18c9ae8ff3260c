import { describe, expect, it } from 'vitest';
import { chooseKeeper } from './choose-keeper.ts';
import { explainKeeper } from './explain-keeper.ts';
import { testCandidate } from './group-test-photos.ts';

const dated = { capturedAt: '2019-05-03T14:22:01', hasGps: true };
const fine = testCandidate({ name: 'fine', quality: { jpegQuality: 95 } });
const coarse = testCandidate({ name: 'coarse', quality: { jpegQuality: 75 } });

describe('two savings of one picture', () => {
  it('are left to a person where neither is the other, saved once', () => {
    const pairs = { changes: new Map([[coarse, 'resaved' as const]]) };
    expect(explainKeeper(fine, [coarse], pairs).kind).toBe('abstained');
    expect(explainKeeper(fine, [coarse]).kind).toBe('chosen');
    const camera = testCandidate({ name: 'camera', exif: dated });
    expect(explainKeeper(camera, [coarse], pairs).kind).toBe('chosen');
  });

  it('are told apart where the finer one was saved coarsely before', () => {
    const twice = testCandidate({
      name: 'twice',
      quality: { jpegQuality: 98 },
      flaws: { isLooked: true, isSavedTwice: true },
    });
    expect(chooseKeeper([coarse, twice])).toBe(coarse);
    expect(chooseKeeper([twice, coarse])).toBe(coarse);
    expect(explainKeeper(coarse, [twice]).kind).toBe('chosen');
  });
});

describe('a HEIC beside a JPEG of its size', () => {
  const heic = testCandidate({ name: 'heic', facts: { format: 'heic' } });
  const jpeg = testCandidate({ name: 'jpeg', quality: { jpegQuality: 90 } });

  it('is the original of the one that was saved from it', () => {
    const flaws = { isLooked: true, isExported: true };
    const exported = testCandidate({
      name: 'exported',
      quality: { jpegQuality: 90 },
      flaws,
    });
    expect(chooseKeeper([exported, heic])).toBe(heic);
    expect(explainKeeper(heic, [exported])).toMatchObject({
      kind: 'chosen',
      reasons: [
        {
          words:
            'not saved again: HEIC, while the other (JPEG quality 90) was made from it',
        },
      ],
    });
    expect(explainKeeper(heic, [jpeg]).kind).toBe('abstained');
  });

  it('is the original where it alone has depth or an HDR map, whatever the pixels say', () => {
    const withMap = testCandidate({
      name: 'map',
      facts: { format: 'heic' },
      exif: { hasMaps: true },
    });
    expect(explainKeeper(withMap, [jpeg])).toMatchObject({
      kind: 'chosen',
      reasons: [{ words: 'has its depth or HDR map' }],
    });
    const mapped = testCandidate({ name: 'mapped', exif: { hasMaps: true } });
    expect(explainKeeper(withMap, [mapped]).kind).toBe('abstained');
  });

  it('is left to a person where it may have been made from the coarser one', () => {
    const coarse75 = testCandidate({
      name: 'coarse',
      quality: { jpegQuality: 75 },
    });
    const flaws = { isLooked: true, isPerhapsResaved: true };
    const converted = { ...heic, flaws: { ...heic.flaws, ...flaws } };
    expect(explainKeeper(heic, [coarse75]).kind).toBe('chosen');
    expect(explainKeeper(converted, [coarse75]).kind).toBe('abstained');
  });
});

describe('a photo with a film inside', () => {
  const motion = testCandidate({ name: 'z (1)', exif: { hasFilm: true } });
  const still = testCandidate({ name: 'a' });

  it('is kept instead of the same picture without it', () => {
    expect(chooseKeeper([still, motion])).toBe(motion);
    expect(explainKeeper(motion, [still])).toMatchObject({
      kind: 'chosen',
      reasons: [{ words: 'has its film' }],
    });
  });

  it('is never given up for more pixels without asking', () => {
    const larger = testCandidate({
      name: 'larger',
      facts: { widthPx: 8000, heightPx: 6000 },
    });
    expect(explainKeeper(larger, [motion]).kind).toBe('abstained');
    const withFilm = testCandidate({
      name: 'larger',
      facts: { widthPx: 8000, heightPx: 6000 },
      exif: { hasFilm: true },
    });
    expect(explainKeeper(withFilm, [motion]).kind).toBe('chosen');
  });
});

describe('a larger picture that may have been enlarged', () => {
  const smaller = testCandidate({
    name: 'smaller',
    facts: { widthPx: 1640, heightPx: 1230 },
    flaws: { isLooked: true },
  });
  const flaws = { isLooked: true, isPerhapsEnlarged: true };

  it('is the original where it alone has what the camera wrote', () => {
    const camera = testCandidate({ name: 'camera', exif: dated, flaws });
    const other = testCandidate({ name: 'other', flaws });
    expect(explainKeeper(camera, [smaller]).kind).toBe('chosen');
    expect(explainKeeper(other, [smaller]).kind).toBe('abstained');
  });
});
