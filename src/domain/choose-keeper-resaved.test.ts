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
