import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readExif } from './read-exif.ts';
import { bytesOf, exifTiff, segment, u32be } from './test-pictures.ts';
import type { ImageFormat } from '../domain/image-format.ts';

const FRAME = segment(0xc0, 8, 0, 1, 0, 1, 1, 1, 0x11, 0);
const SCAN = [...segment(0xda, 1, 1, 0, 0, 63, 0), 0, 0xff, 0xd9];

function jpegWith(...segments: number[][]): Uint8Array<ArrayBuffer> {
  return bytesOf([0xff, 0xd8], segments.flat(), FRAME, SCAN);
}

function exifSegment(
  ...tags: (readonly [number, number | string])[]
): number[] {
  return segment(0xe1, ...bytesOf('Exif\0\0', exifTiff(tags)));
}

function xmpSegment(xmp: string): number[] {
  return segment(0xe1, ...bytesOf('http://ns.adobe.com/xap/1.0/\0', xmp));
}

const ORIENTATION = 0x0112;

describe('EXIF of a JPEG', () => {
  test('camera, software, rating, orientation', async () => {
    const facts = await readExif(
      'jpeg',
      jpegWith(
        exifSegment(
          [0x010f, 'Canon '],
          [0x0110, 'EOS\x01 7D'],
          [ORIENTATION, 6],
          [0x0131, 'darktable'],
          [0x4746, 4],
        ),
      ),
    );
    expect(facts).toEqual({
      orientation: 6,
      hasGps: false,
      cameraMake: 'Canon',
      cameraModel: 'EOS 7D',
      software: 'darktable',
      rating: 4,
    });
  });

  test.each([0, 9, 65535])('orientation %i is none', async (value) => {
    const jpeg = jpegWith(exifSegment([ORIENTATION, value]));
    expect((await readExif('jpeg', jpeg)).orientation).toBe(1);
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('orientation %i', async (value) => {
    const jpeg = jpegWith(exifSegment([ORIENTATION, value]));
    expect((await readExif('jpeg', jpeg)).orientation).toBe(value);
  });

  test('capture time and place live in directories of their own', async () => {
    const facts = await readExif(
      'jpeg',
      jpegWith(nestedExif('2024:05:31 18:07:09')),
    );
    expect(facts).toMatchObject({
      capturedAt: '2024-05-31T18:07:09',
      hasGps: true,
    });
  });

  test.each([
    '0000:00:00 00:00:00',
    '2024:13:01 00:00:00',
    'yesterday, noon!!',
  ])('the time %s is none', async (time) => {
    const facts = await readExif('jpeg', jpegWith(nestedExif(time)));
    expect(facts.capturedAt).toBeUndefined();
  });
});

/** EXIF and GPS directories behind the first one; `time` has 19 characters or fewer. */
function nestedExif(time: string): number[] {
  const u16 = (value: number): number[] => u32be(value).slice(2);
  const entry = (tag: number, type: number, count: number, value: number[]) => [
    ...u16(tag),
    ...u16(type),
    ...u32be(count),
    ...value,
  ];
  const exifAt = 8 + 2 + 24 + 4;
  const gpsAt = exifAt + 2 + 12 + 4;
  const textAt = gpsAt + 2 + 24 + 4;
  const latitudeAt = textAt + 20;
  const first = [
    ...u16(2),
    ...entry(0x8769, 4, 1, u32be(exifAt)),
    ...entry(0x8825, 4, 1, u32be(gpsAt)),
    ...u32be(0),
  ];
  const exif = [...u16(1), ...entry(0x9003, 2, 20, u32be(textAt)), ...u32be(0)];
  const gps = [
    ...u16(2),
    ...entry(1, 2, 2, [...bytesOf('N\0\0\0')]),
    ...entry(2, 5, 3, u32be(latitudeAt)),
    ...u32be(0),
  ];
  const text = [...bytesOf(time.padEnd(20, '\0'))];
  const latitude = [52, 1, 30, 1, 0, 1].flatMap((part) => u32be(part));
  const tiff = ['MM\0*', u32be(8), first, exif, gps, text, latitude] as const;
  return segment(0xe1, ...bytesOf('Exif\0\0', ...tiff));
}

describe('rating in XMP', () => {
  test.each([
    ['<rdf:Description xmp:Rating="3"/>', 3],
    ['<xmp:Rating>5</xmp:Rating>', 5],
    ["<rdf:Description xmp:Rating='4'/>", 4],
    ['<MicrosoftPhoto:Rating>50</MicrosoftPhoto:Rating>', 3],
    ['<MicrosoftPhoto:Rating>99</MicrosoftPhoto:Rating>', 5],
    ['<MicrosoftPhoto:Rating>1</MicrosoftPhoto:Rating>', 1],
    ['<MicrosoftPhoto:Rating>0</MicrosoftPhoto:Rating>', undefined],
    ['<r xmp:Rating="2" MicrosoftPhoto:Rating="99"/>', 2],
    ['<rdf:Description xmp:Rating="-1"/>', undefined],
    ['<rdf:Description xmp:Rating="0"/>', undefined],
  ])('%s', async (xmp, rating) => {
    const facts = await readExif('jpeg', jpegWith(xmpSegment(xmp)));
    expect(facts.rating).toBe(rating);
  });
});

test('EXIF of a PNG', async () => {
  const tiff = exifTiff([[ORIENTATION, 8]]);
  const chunk = (type: string, data: readonly number[]) =>
    [...u32be(data.length), ...bytesOf(type), ...data, ...u32be(0)] as const;
  const png = bytesOf(
    '\x89PNG\r\n\x1a\n',
    chunk('IHDR', [...u32be(1), ...u32be(1), 8, 0, 0, 0, 0]),
    chunk('eXIf', tiff),
    chunk('IEND', []),
  );
  expect((await readExif('png', png)).orientation).toBe(8);
});

test('EXIF of a WebP', async () => {
  const tiff = exifTiff([[ORIENTATION, 3]]);
  const size = (value: number): number[] => u32be(value).reverse();
  const chunks = bytesOf(
    'WEBPVP8X',
    size(10),
    [8, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    'EXIF',
    size(tiff.length),
    tiff,
  );
  const webp = bytesOf('RIFF', size(chunks.length), chunks);
  expect((await readExif('webp', webp)).orientation).toBe(3);
});

test('a format without metadata costs nothing', async () => {
  expect(await readExif('bmp', bytesOf('BM'))).toEqual({
    orientation: 1,
    hasGps: false,
  });
});

test('broken metadata is no metadata, never an error', async () => {
  const seed = jpegWith(nestedExif('2024:05:31 18:07:09'), xmpSegment('<x/>'));
  const formats: ImageFormat[] = ['jpeg', 'png', 'webp', 'avif', 'jxl'];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...formats),
      fc.array(fc.tuple(fc.nat(seed.length), fc.nat(255)), { maxLength: 8 }),
      fc.nat(seed.length),
      async (format, changes, cut) => {
        const bytes = seed.slice(0, cut);
        for (const [at, value] of changes) bytes[at] = value;
        const facts = await readExif(format, bytes);
        expect(facts.orientation).toBeGreaterThanOrEqual(1);
        expect(facts.orientation).toBeLessThanOrEqual(8);
      },
    ),
    { numRuns: 3000 },
  );
});
