import { describe, expect, it } from 'vitest';
import type { ExifFacts, Fingerprint } from './fingerprint.ts';
import { ask, photo, short } from './judge-edge-test-pairs.ts';

function as(name: string, exif: Partial<ExifFacts>): Fingerprint {
  return photo({ name, exif: { capturedAt: '2019-07-14T12:00:00', ...exif } });
}

/** What is said of two pictures that differ in their tone by this gain. */
function ofGain(
  gain: number,
  one: Partial<ExifFacts>,
  two: Partial<ExifFacts>,
): string {
  const pair = { keeper: as('one', one), member: as('two', two) };
  return short(ask({ ...pair, look: { gain } }));
}

describe('two exposures of one scene', () => {
  const brief = { exposureTimeS: 0.01 };
  const different = 'no: taken with different exposures';

  it('are told by another tone and another time', () => {
    const later = { capturedAt: '2019-07-14T12:00:01' };
    expect(ofGain(1.6, {}, later)).toBe('no: taken at different times');
    expect(ofGain(1.6, {}, {})).toBe('edited');
    expect(ofGain(1, {}, later)).toBe('re-encoded');
  });

  it('are told within one second by how they were exposed', () => {
    const bias = (exposureBiasEv: number) => ({ exposureBiasEv });
    expect(ofGain(1.6, bias(0), bias(1))).toBe(different);
    expect(ofGain(0.6, bias(0.7), bias(-0.7))).toBe(different);
    expect(ofGain(1.6, brief, { exposureTimeS: 0.02 })).toBe(different);
  });

  it('are told within one second by the part of it', () => {
    const at = (subSecondS: number) => ({ subSecondS });
    const apart = 'no: taken at different parts of a second';
    expect(ofGain(1.6, at(0.12), at(0.37))).toBe(apart);
    expect(ofGain(1.6, at(0.37), at(0.12))).toBe(apart);
    expect(ofGain(1.6, at(0.123), at(0.12))).toBe('edited');
    expect(ofGain(1.6, at(0.12), {})).toBe('edited');
    expect(ofGain(1, at(0.12), at(0.37))).toBe('re-encoded');
    expect(ofGain(1, at(0.12), at(0.12))).toBe('re-encoded!');
  });

  it('are not told by what only one says, what was rounded, or one tone', () => {
    expect(ofGain(1.6, brief, {})).toBe('edited');
    expect(ofGain(1.6, brief, { exposureTimeS: 0.0101 })).toBe('edited');
    expect(ofGain(1, brief, { exposureTimeS: 0.02 })).toBe('re-encoded!');
  });
});
