import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ByteReader } from './byte-reader.ts';
import { rawTags } from './raw/raw-tags.ts';
import { readExif } from './read-exif.ts';
import { placeOf } from './read-notes.ts';
import { bytesOf, exifTiff, segment, u32be } from './test-pictures.ts';
import { TiffDirectories } from './tiff/tiff-directories.ts';
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
  test('camera, software, rating, orientation', () => {
    const facts = readExif(
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

  test('behind segments of any length', () => {
    const large = segment(0xe2, ...new Uint8Array(65_000));
    const jpeg = jpegWith(
      ...Array.from({ length: 8 }, () => large),
      exifSegment([0x010f, 'Canon'], [ORIENTATION, 8]),
    );
    expect(readExif('jpeg', jpeg)).toMatchObject({
      orientation: 8,
      cameraMake: 'Canon',
    });
  });

  test.each([0, 9, 65535])('orientation %i is none', (value) => {
    const jpeg = jpegWith(exifSegment([ORIENTATION, value]));
    expect(readExif('jpeg', jpeg).orientation).toBe(1);
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('orientation %i', (value) => {
    const jpeg = jpegWith(exifSegment([ORIENTATION, value]));
    expect(readExif('jpeg', jpeg).orientation).toBe(value);
  });

  test('capture time and place live in directories of their own', () => {
    const facts = readExif('jpeg', jpegWith(nestedExif('2024:05:31 18:07:09')));
    expect(facts).toMatchObject({
      capturedAt: '2024-05-31T18:07:09',
      hasGps: true,
    });
  });

  test.each([
    '0000:00:00 00:00:00',
    '2024:13:01 00:00:00',
    'yesterday, noon!!',
  ])('the time %s is none', (time) => {
    const facts = readExif('jpeg', jpegWith(nestedExif(time)));
    expect(facts.capturedAt).toBeUndefined();
  });
});

describe('notes of a photo', () => {
  const FULL_GPS = nestedGps(
    [52, 1, 31, 1, 12, 1],
    'N',
    [13, 1, 24, 1, 18, 1],
    'W',
  );

  test('place, from degrees, minutes and seconds', () => {
    const facts = readExif('jpeg', jpegWith(FULL_GPS));
    expect(facts.hasGps).toBe(true);
    expect(facts.place?.latitudeDeg).toBeCloseTo(52.52, 6);
    expect(facts.place?.longitudeDeg).toBeCloseTo(-13.405, 6);
  });

  test.each([
    [
      'a denominator of zero',
      nestedGps([52, 0, 0, 1, 0, 1], 'N', [13, 1, 0, 1, 0, 1], 'E'),
    ],
    ['no fix', nestedGps([0, 1, 0, 1, 0, 1], 'N', [0, 1, 0, 1, 0, 1], 'E')],
    [
      '91 degrees',
      nestedGps([91, 1, 0, 1, 0, 1], 'N', [13, 1, 0, 1, 0, 1], 'E'),
    ],
    [
      'no hemisphere',
      nestedGps([52, 1, 0, 1, 0, 1], 'x', [13, 1, 0, 1, 0, 1], 'E'),
    ],
  ])('%s is GPS without a place', (_words, exif) => {
    const facts = readExif('jpeg', jpegWith(exif));
    expect(facts.hasGps).toBe(true);
    expect(facts.place).toBeUndefined();
  });

  test('the place in the directories of a raw file', () => {
    // Behind the marker, the length and "Exif\0\0".
    const block = TiffDirectories.open(
      new ByteReader(bytesOf(FULL_GPS.slice(10))),
    );
    const place = placeOf(rawTags(block ? [block] : []));
    expect(place?.latitudeDeg).toBeCloseTo(52.52, 6);
    expect(place?.longitudeDeg).toBeCloseTo(-13.405, 6);
  });

  const SUBJECT = (words: string[]) =>
    `<dc:subject><rdf:Bag>${words.map((word) => `<rdf:li>${word}</rdf:li>`).join('')}</rdf:Bag></dc:subject>`;

  test('keywords and caption of XMP, bounded and clean', () => {
    const words = ['tower', 'tower', ' a\n b ', '', 'x'.repeat(99)];
    for (let n = 0; n < 11; n += 1) words.push(`w${n}`);
    const xmp = `${SUBJECT(words)}<dc:description><rdf:Alt><rdf:li xml:lang="x-default">Two\u0001 lines &amp; more</rdf:li></rdf:Alt></dc:description>`;
    const facts = readExif('jpeg', jpegWith(xmpSegment(xmp)));
    expect(facts.caption).toBe('Two lines & more');
    expect(facts.keywords?.slice(0, 3)).toEqual([
      'tower',
      'a b',
      'x'.repeat(64),
    ]);
    expect(facts.keywords?.length).toBeLessThanOrEqual(16);
  });

  test('keywords and caption of IPTC, in UTF-8 and in Latin 1', () => {
    const dataset = (record: number, text: string): number[] => [
      0x1c,
      2,
      record,
      0,
      text.length,
      ...bytesOf(text),
    ];
    const iptc = [
      ...dataset(25, 'K\xc3\xb6ln'),
      ...dataset(25, 'K\xf6ln'),
      ...dataset(25, 'sea'),
      ...dataset(120, 'At the sea'),
    ];
    const block = bytesOf(
      'Photoshop 3.0\0',
      '8BIM',
      0x04,
      0x04,
      0,
      0,
      u32be(iptc.length),
      iptc,
      0,
    );
    const facts = readExif('jpeg', jpegWith(segment(0xed, ...block)));
    expect(facts.keywords).toEqual(['Köln', 'sea']);
    expect(facts.caption).toBe('At the sea');
  });

  test.each([
    ['Our house', 'Our house'],
    ['K\xc3\xb6ln', 'Köln'],
    ['OLYMPUS DIGITAL CAMERA', undefined],
    ['   ', undefined],
    ['x'.repeat(300), 'x'.repeat(256)],
  ])('the EXIF description %s', (text, caption) => {
    const facts = readExif('jpeg', jpegWith(exifSegment([0x010e, text])));
    expect(facts.caption).toBe(caption);
  });
});

/** A GPS directory alone; the parts are numerators and denominators. */
function nestedGps(
  latitude: number[],
  north: string,
  longitude: number[],
  east: string,
): number[] {
  const u16 = (value: number): number[] => u32be(value).slice(2);
  const entry = (tag: number, type: number, count: number, value: number[]) => [
    ...u16(tag),
    ...u16(type),
    ...u32be(count),
    ...value,
  ];
  const gpsAt = 8 + 2 + 12 + 4;
  const dataAt = gpsAt + 2 + 48 + 4;
  const tiff = [
    'MM\0*',
    u32be(8),
    [...u16(1), ...entry(0x8825, 4, 1, u32be(gpsAt)), ...u32be(0)],
    [
      ...u16(4),
      ...entry(1, 2, 2, [...bytesOf(`${north}\0\0\0`)]),
      ...entry(2, 5, 3, u32be(dataAt)),
      ...entry(3, 2, 2, [...bytesOf(`${east}\0\0\0`)]),
      ...entry(4, 5, 3, u32be(dataAt + 24)),
      ...u32be(0),
    ],
    [...latitude, ...longitude].flatMap((part) => u32be(part)),
  ] as const;
  return segment(0xe1, ...bytesOf('Exif\0\0', ...tiff));
}

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

/** The tags of a time and of its part of a second, of the shot or of when it was made digital. */
const TIME_TAGS = { original: [0x9003, 0x9291], digitized: [0x9004, 0x9292] };

/** When it was taken, in the EXIF directory; a part of a second of three characters or fewer. */
function taken(
  time: string,
  subSecond: string,
  [timeTag = 0, subSecondTag = 0] = TIME_TAGS.original,
): number[] {
  const u16 = (value: number): number[] => u32be(value).slice(2);
  const exifAt = 8 + 2 + 12 + 4;
  const textAt = exifAt + 2 + 24 + 4;
  const first = [
    ...[...u16(1), ...u16(0x8769), ...u16(4), ...u32be(1), ...u32be(exifAt)],
    ...u32be(0),
  ];
  const exif = [
    ...[...u16(2), ...u16(timeTag), ...u16(2), ...u32be(20), ...u32be(textAt)],
    ...[...u16(subSecondTag), ...u16(2), ...u32be(subSecond.length + 1)],
    ...bytesOf(subSecond.padEnd(4, '\0')),
    ...u32be(0),
  ];
  const tiff = ['MM\0*', u32be(8), first, exif, time.padEnd(20, '\0')] as const;
  return segment(0xe1, ...bytesOf('Exif\0\0', ...tiff));
}

describe('the part of a second', () => {
  test.each([
    ['37', 0.37],
    ['005', 0.005],
    ['9 ', 0.9],
    ['00', undefined],
    ['-1', undefined],
    ['1e1', undefined],
    ['', undefined],
  ])('%j is %s', (text, subSecondS) => {
    const jpeg = jpegWith(taken('2024:05:31 12:00:01', text));
    const facts = readExif('jpeg', jpeg);
    expect(facts.capturedAt).toBe('2024-05-31T12:00:01');
    expect(facts.subSecondS).toBe(subSecondS);
  });

  test('is that of the time that counts', () => {
    const scanned = taken('2024:05:31 12:00:01', '37', TIME_TAGS.digitized);
    expect(readExif('jpeg', jpegWith(scanned)).subSecondS).toBe(0.37);
    const [timeTag] = TIME_TAGS.digitized;
    const [, ofTheShot] = TIME_TAGS.original;
    const mixed = taken('2024:05:31 12:00:01', '37', [timeTag!, ofTheShot!]);
    expect(readExif('jpeg', jpegWith(mixed))).not.toHaveProperty('subSecondS');
  });
});

/** How it was exposed, in the EXIF directory; numerators and denominators. */
function exposed(time: [number, number], bias: [number, number]): number[] {
  const u16 = (value: number): number[] => u32be(value).slice(2);
  const entry = (tag: number, type: number, value: number) => [
    ...u16(tag),
    ...u16(type),
    ...u32be(1),
    ...u32be(value),
  ];
  const exifAt = 8 + 2 + 12 + 4;
  const dataAt = exifAt + 2 + 24 + 4;
  const first = [...u16(1), ...entry(0x8769, 4, exifAt), ...u32be(0)];
  const exif = [
    ...u16(2),
    ...entry(0x829a, 5, dataAt),
    ...entry(0x9204, 10, dataAt + 8),
    ...u32be(0),
  ];
  const data = [...time, ...bias].flatMap((part) => u32be(part >>> 0));
  const tiff = ['MM\0*', u32be(8), first, exif, data] as const;
  return segment(0xe1, ...bytesOf('Exif\0\0', ...tiff));
}

describe('exposure', () => {
  test('time and bias', () => {
    const jpeg = jpegWith(exposed([1, 250], [-2, 3]));
    expect(readExif('jpeg', jpeg)).toMatchObject({
      exposureTimeS: 1 / 250,
      exposureBiasEv: -2 / 3,
    });
  });

  test('what is divided by nothing, or longer than a night, is none', () => {
    const jpeg = jpegWith(exposed([4_000_000, 1], [1, 0]));
    const facts = readExif('jpeg', jpeg);
    expect(facts).not.toHaveProperty('exposureTimeS');
    expect(facts).not.toHaveProperty('exposureBiasEv');
  });
});

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
  ])('%s', (xmp, rating) => {
    const facts = readExif('jpeg', jpegWith(xmpSegment(xmp)));
    expect(facts.rating).toBe(rating);
  });
});

test('EXIF of a PNG', () => {
  const tiff = exifTiff([[ORIENTATION, 8]]);
  const chunk = (type: string, data: readonly number[]) =>
    [...u32be(data.length), ...bytesOf(type), ...data, ...u32be(0)] as const;
  const png = bytesOf(
    '\x89PNG\r\n\x1a\n',
    chunk('IHDR', [...u32be(1), ...u32be(1), 8, 0, 0, 0, 0]),
    chunk('eXIf', tiff),
    chunk('IEND', []),
  );
  expect(readExif('png', png).orientation).toBe(8);
});

test('EXIF of a WebP', () => {
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
  expect(readExif('webp', webp).orientation).toBe(3);
});

test('PNG: behind a diagram that is kept in a note', () => {
  const diagram = new Uint8Array(5_000_000).fill(0x61);
  diagram.set(bytesOf('mxfile', 0));
  const tiff = exifTiff([[ORIENTATION, 6]]);
  const png = bytesOf(
    ...['\x89PNG\r\n\x1a\n', u32be(13), 'IHDR', u32be(1), u32be(1)],
    ...[[8, 0, 0, 0, 0], u32be(0), u32be(diagram.length), 'tEXt', diagram],
    ...[u32be(0), u32be(tiff.length), 'eXIf', tiff, u32be(0)],
    ...[u32be(0), 'IEND', u32be(0)],
  );
  expect(readExif('png', png).orientation).toBe(6);
});

test('a format without metadata costs nothing', () => {
  expect(readExif('bmp', bytesOf('BM'))).toEqual({
    orientation: 1,
    hasGps: false,
  });
});

test('broken metadata is no metadata, never an error', () => {
  const seed = jpegWith(nestedExif('2024:05:31 18:07:09'), xmpSegment('<x/>'));
  const formats: ImageFormat[] = ['jpeg', 'png', 'webp', 'avif', 'jxl'];
  fc.assert(
    fc.property(
      fc.constantFrom(...formats),
      fc.array(fc.tuple(fc.nat(seed.length), fc.nat(255)), { maxLength: 8 }),
      fc.nat(seed.length),
      (format, changes, cut) => {
        const bytes = seed.slice(0, cut);
        for (const [at, value] of changes) bytes[at] = value;
        const facts = readExif(format, bytes);
        expect(facts.orientation).toBeGreaterThanOrEqual(1);
        expect(facts.orientation).toBeLessThanOrEqual(8);
      },
    ),
    { numRuns: 3000 },
  );
});
