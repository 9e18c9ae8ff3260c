import { expect, it } from 'vitest';
import { readExif } from '../../../src/worker/read-exif.ts';
import { exifSegment, orientationOf, turnedSegment } from './carry-exif.ts';

/** Upright, so many times over. */
function segmentWith(times: number): Uint8Array {
  const tag = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 1, 0, 0];
  const tags = Array.from({ length: times }, () => tag).flat();
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, times, ...tags, 0, 0, 0, 0];
  const exif = [0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff];
  return Uint8Array.of(0xff, 0xe1, 0, exif.length + 2, ...exif);
}

function jpegOf(segment: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(0xff, 0xd8, ...segment, 0xff, 0xda, 0, 2);
}

it.each([0, 1, 2])(
  'turns a picture whose orientation stands there %i times',
  (times) => {
    const jpeg = jpegOf(turnedSegment(segmentWith(times), 6));
    expect(readExif('jpeg', jpeg).orientation).toBe(6);
    expect(orientationOf(jpeg)).toBe(6);
    const upright = jpegOf(exifSegment(jpeg)!);
    expect(readExif('jpeg', upright).orientation).toBe(1);
    expect(orientationOf(upright)).toBe(1);
  },
);
