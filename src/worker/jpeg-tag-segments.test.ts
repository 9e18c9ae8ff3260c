import { loadView } from 'exifreader';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mayHoldTags } from './jpeg-tag-segments.ts';
import { readExif } from './read-exif.ts';
import { bytesOf, exifTiff, segment } from './test-pictures.ts';

const START = [0xff, 0xd8];
const JFIF = segment(0xe0, ...bytesOf('JFIF\0', [1, 1, 0, 0, 1, 0, 1, 0, 0]));
const FRAME = segment(0xc0, 8, 0, 1, 0, 1, 1, 1, 0x11, 0);
const SCAN = segment(0xda, 1, 1, 0, 0, 63, 0);
const DATA = [0x2a, 0x2a, 0xff, 0xd9];
const EXIF = segment(
  0xe1,
  ...bytesOf(
    'Exif\0\0',
    exifTiff([
      [0x0112, 6],
      [0x010f, 'Canon'],
    ]),
  ),
);
const IPTC = segment(
  0xed,
  ...bytesOf('Photoshop 3.0\0', '8BIM\x04\x04\0\0', [0, 0, 0, 8]),
  ...bytesOf([0x1c, 2, 25, 0, 3], 'sea'),
);

test.each([
  ['a picture of the web', [JFIF, FRAME, SCAN, DATA], false],
  ['EXIF', [JFIF, EXIF, FRAME, SCAN, DATA], true],
  ['keywords of IPTC', [JFIF, IPTC, FRAME, SCAN, DATA], true],
  ['EXIF behind fill bytes', [[0xff, 0xff], EXIF, FRAME, SCAN, DATA], true],
  ['EXIF right behind the head of a scan', [FRAME, SCAN, EXIF, DATA], true],
  ['EXIF behind bytes that are no segment', [[1, 2], EXIF, SCAN, DATA], false],
  ['nothing', [], false],
])('%s', (_words, segments, expected) => {
  expect(mayHoldTags(bytesOf(START, ...segments))).toBe(expected);
});

test('EXIF right behind the head of a scan is read', () => {
  const jpeg = bytesOf(START, FRAME, SCAN, EXIF, DATA);
  expect(readExif('jpeg', jpeg)).toMatchObject({ orientation: 6 });
});

test('without such a segment exifreader finds nothing, whatever was changed in the file', () => {
  const seed = bytesOf(START, JFIF, EXIF, IPTC, FRAME, SCAN, DATA);
  // Markers and lengths, where a change matters most.
  const joints = [2, 3, 4, 5];
  for (const part of [JFIF, EXIF, IPTC, FRAME, SCAN]) {
    const at = (joints.at(-4) ?? 0) + part.length;
    joints.push(at, at + 1, at + 2, at + 3);
  }
  const place = fc.oneof(fc.constantFrom(...joints), fc.nat(seed.length - 1));
  const value = fc.oneof(
    fc.constantFrom(0xff, 0xe1, 0xed, 0xda, 0xd8, 0, 1),
    fc.nat(255),
  );
  let without = 0;
  let found = 0;
  fc.assert(
    fc.property(
      fc.array(fc.tuple(place, value), { minLength: 1, maxLength: 6 }),
      (changes) => {
        const bytes = seed.slice();
        for (const [at, byte] of changes) bytes[at] = byte;
        bytes.set(START);
        const names = tagNames(bytes);
        if (names.length > 0) found += 1;
        if (mayHoldTags(bytes)) return;
        without += 1;
        expect(names).toEqual([]);
      },
    ),
    { numRuns: 5000 },
  );
  expect(without).toBeGreaterThan(100);
  expect(found).toBeGreaterThan(100);
});

function tagNames(bytes: Uint8Array<ArrayBuffer>): string[] {
  const includeTags = { exif: ['Orientation', 'Make'], iptc: ['Keywords'] };
  try {
    return Object.keys(loadView(new DataView(bytes.buffer), { includeTags }));
  } catch {
    return [];
  }
}
