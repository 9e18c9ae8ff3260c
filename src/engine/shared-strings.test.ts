import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { SharedStrings } from './shared-strings.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const PHOTO = {
  path: 'Holiday/DSC_0001.jpg',
  format: 'jpeg',
  exif: { camera: 'NIKON D750 with a long name', taken: undefined, gps: true },
  reasons: [{ words: 'more detail than the others have' }, { words: '' }],
  long: 'a caption that nobody else has written '.repeat(3),
};

/** Nearly nothing but strings, so that what else comes and goes in memory makes no difference. */
const WORDY = Object.fromEntries(
  Array.from({ length: 12 }, (_, at) => [
    `word${at}`,
    `one of the reasons that many photos have, number ${at}`,
  ]),
);

/** What many copies of it, each from elsewhere, weigh in the end. */
function weighed(change: (data: object) => void): number {
  collect();
  const before = process.memoryUsage().heapUsed;
  const all = Array.from({ length: 5000 }, () => {
    const photo = structuredClone(WORDY);
    change(photo);
    return photo;
  });
  collect();
  const bytes = process.memoryUsage().heapUsed - before;
  return bytes / all.length;
}

describe('SharedStrings', () => {
  it('leaves all data as it reads', () => {
    const photo = structuredClone(PHOTO);
    new SharedStrings().share(photo);
    expect(photo).toEqual(PHOTO);
  });

  it('keeps one of all equal strings', () => {
    const strings = new SharedStrings();
    const apart = weighed(() => undefined);
    const shared = weighed((photo) => {
      strings.share(photo);
    });
    expect(shared).toBeLessThan(apart / 2);
  });
});
