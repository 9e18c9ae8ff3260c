import { expect, test } from 'vitest';
import { exifThumbnail, rawThumbnail } from './embedded-picture.ts';
import { withThumbnail } from './first-look-test-files.ts';
import { seededRandom } from './kernels/oracle/seeded-random.ts';
import { bytesOf, encodedPicture } from './test-pictures.ts';
import { tiffTestFile } from './tiff/tiff-test-file.ts';

const photo = await encodedPicture('jpeg', 720, 480);
const thumbnail = await encodedPicture('jpeg', 160, 120);

test('finds the thumbnail of a JPEG and how the photo is turned', () => {
  const file = withThumbnail(photo, thumbnail, { orientation: 6 });
  const found = exifThumbnail(file, 0);
  expect(found?.orientation).toBe(6);
  expect(file.slice(found?.startByte, found?.endByte)).toEqual(thumbnail);
});

test('finds it behind padding in front of the JPEG, from the head alone', () => {
  const file = bytesOf(
    new Uint8Array(10),
    withThumbnail(photo, thumbnail).subarray(0, thumbnail.length + 300),
  );
  const found = exifThumbnail(file, 10);
  expect(file.slice(found?.startByte, found?.endByte)).toEqual(thumbnail);
});

test.each([
  ['outside the file', { saysStart: 1 << 20 }],
  ['longer than its segment', { saysLength: thumbnail.length + 1 }],
  ['of an absurd length', { saysLength: 0xffffffff }],
  ['too short to be one', { saysLength: 20 }],
  ['where no JPEG starts', { saysStart: 3 }],
])('knows of none %s', (_name, options) => {
  const file = withThumbnail(photo, thumbnail, options);
  expect(exifThumbnail(file, 0)).toBeUndefined();
});

test('knows of none in a JPEG without EXIF, nor in a cut head', () => {
  expect(exifThumbnail(photo, 0)).toBeUndefined();
  const file = withThumbnail(photo, thumbnail);
  expect(exifThumbnail(file.subarray(0, 400), 0)).toBeUndefined();
});

test('stays inside the file whatever the bytes say', () => {
  const random = seededRandom(5);
  const whole = withThumbnail(photo, thumbnail, { orientation: 3 });
  let found = 0;
  for (let round = 0; round < 3000; round += 1) {
    const file = whole.slice(0, 200 + Math.floor(random() * whole.length));
    for (let i = 0; i < 3; i += 1) {
      file[Math.floor(random() * 120)] = Math.floor(random() * 256);
    }
    const place = exifThumbnail(file, 0);
    if (place === undefined) continue;
    found += 1;
    expect(place.startByte).toBeGreaterThan(0);
    expect(place.endByte).toBeLessThanOrEqual(file.length);
    expect(place.endByte - place.startByte).toBeGreaterThanOrEqual(200);
  }
  expect(found).toBeGreaterThan(50);
});

test('takes a raw file’s preview only when it lies whole in the head', () => {
  const file = tiffTestFile(
    [
      (at) => [
        [0x010f, bytesOf('Canon')],
        [0x0112, 8],
        [0x0201, at],
        [0x0202, thumbnail.length],
      ],
    ],
    thumbnail,
  );
  const found = rawThumbnail(file);
  expect(found?.orientation).toBe(8);
  expect(file.slice(found?.startByte, found?.endByte)).toEqual(thumbnail);
  expect(rawThumbnail(file.subarray(0, file.length - 50))).toBeUndefined();
});
