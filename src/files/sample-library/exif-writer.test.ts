import ExifReader from 'exifreader';
import { describe, expect, it } from 'vitest';
import { exifPayload, type SampleExif } from './exif-writer.ts';
import { APP1_MARKER, COMMENT_MARKER, withSegment } from './jpeg-segment.ts';

/** Start, an empty scan header, end: enough of a JPEG for a metadata reader. */
const BARE_JPEG = Uint8Array.from([0xff, 0xd8, 0xff, 0xda, 0, 2, 0xff, 0xd9]);

const EXIF: SampleExif = {
  make: 'Canon',
  model: 'EOS 80D',
  lens: '24-70mm f/4',
  capturedAt: '2019:07:14 18:42:07',
  gps: { latitude: 46.5586, longitude: -8.5614 },
  rating: 4,
};

function read(exif: SampleExif): ExifReader.Tags {
  const jpeg = withSegment(BARE_JPEG, APP1_MARKER, exifPayload(exif));
  return ExifReader.load(jpeg.buffer);
}

describe('exifPayload', () => {
  it('is read back by an EXIF reader', () => {
    const tags = read(EXIF);
    expect(tags.Make?.description).toBe('Canon');
    expect(tags.Model?.description).toBe('EOS 80D');
    expect(tags.LensModel?.description).toBe('24-70mm f/4');
    expect(tags.DateTimeOriginal?.description).toBe('2019:07:14 18:42:07');
    expect(tags.Orientation.value).toBe(1);
    expect(tags['Rating']?.value).toBe(4);
    expect(Number(tags.GPSLatitude?.description)).toBeCloseTo(46.5586, 4);
    expect(Number(tags.GPSLongitude?.description)).toBeCloseTo(8.5614, 4);
    expect(tags.GPSLongitudeRef?.value).toEqual(['W']);
  });

  it('leaves out the place and the rating where there is none', () => {
    const { make, model, lens, capturedAt } = EXIF;
    const tags = read({ make, model, lens, capturedAt });
    expect(tags.Make?.description).toBe('Canon');
    expect(tags.GPSLatitude).toBeUndefined();
    expect(tags['Rating']).toBeUndefined();
  });

  it('starts as TIFF in little-endian order with its first directory at 8', () => {
    const bytes = exifPayload(EXIF);
    expect(Array.from(bytes.slice(0, 14))).toEqual([
      0x45, 0x78, 0x69, 0x66, 0, 0, 0x49, 0x49, 42, 0, 8, 0, 0, 0,
    ]);
  });
});

describe('withSegment', () => {
  it('puts the segment behind the start and keeps the rest', () => {
    const comment = Uint8Array.from([1, 2, 3]);
    const jpeg = withSegment(BARE_JPEG, COMMENT_MARKER, comment);
    expect(Array.from(jpeg)).toEqual([
      0xff, 0xd8, 0xff, 0xfe, 0, 5, 1, 2, 3, 0xff, 0xda, 0, 2, 0xff, 0xd9,
    ]);
  });

  it('refuses what is no JPEG and what does not fit', () => {
    const empty = new Uint8Array();
    expect(() => withSegment(empty, COMMENT_MARKER, empty)).toThrow('JPEG');
    const long = new Uint8Array(65_534);
    expect(() => withSegment(BARE_JPEG, COMMENT_MARKER, long)).toThrow('long');
  });
});
