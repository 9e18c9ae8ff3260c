import { beforeAll, describe, expect, test } from 'vitest';
import { readRaw } from './read-raw.ts';
import { expectPreview, rawHeaderOf } from '../testing/raw-preview.ts';
import { readPictureHeader } from '../headers/read-header.ts';
import { readExif } from '../read-exif.ts';
import { tiffTestFile, type TiffTestField } from '../tiff/tiff-test-file.ts';
import {
  box,
  bytesOf,
  encodedPicture,
  segment,
  u16be,
  u16le,
  u32be,
  u32le,
} from '../test-pictures.ts';

let small: Uint8Array<ArrayBuffer>;
let large: Uint8Array<ArrayBuffer>;
/** Lossless JPEG, as sensors' data are packed: no preview. */
const SENSOR = bytesOf(
  [0xff, 0xd8],
  segment(0xc3, 14, ...u16be(4000), ...u16be(6000), 1, 0, 0x11, 0),
  segment(0xda, 1, 0, 0, 0, 0, 0),
  new Uint8Array(200).fill(0x55),
  [0xff, 0xd9],
);

beforeAll(async () => {
  small = await encodedPicture('jpeg', 64, 48);
  large = await encodedPicture('jpeg', 720, 480);
});

/** Thumbnail, sensor data, preview: the parts of most raw files with TIFF's frame. */
function tiffRawFile(
  fieldsOf: (at: {
    small: number;
    sensor: number;
    large: number;
  }) => TiffTestField[][],
  head?: readonly number[],
): Uint8Array<ArrayBuffer> {
  const places = (at: number) => ({
    small: at,
    sensor: at + small.length,
    large: at + small.length + SENSOR.length,
  });
  const pages = fieldsOf(places(0)).map(
    (_, i) => (at: number) => fieldsOf(places(at))[i]!,
  );
  return tiffTestFile(pages, bytesOf(small, SENSOR, large), head);
}

describe('the preview and the true size', () => {
  test('CR2: the first strip, orientation and camera', () => {
    const bytes = tiffRawFile(
      (at) => [
        [
          [0x0100, 6000],
          [0x0101, 4000],
          [0x0103, 6],
          [0x010f, bytesOf('Canon\0')],
          [0x0111, at.large],
          [0x0112, 6],
          [0x0117, large.length],
        ],
        [
          [0x0201, at.small],
          [0x0202, small.length],
        ],
        [
          [0x0103, 6],
          [0x0111, at.sensor],
          [0x0117, SENSOR.length],
        ],
      ],
      [0x49, 0x49, 42, 0],
    );
    expectPreview(bytes, large);
    expect(readPictureHeader('raw', bytes)).toMatchObject({
      widthPx: 6000,
      heightPx: 4000,
      containerOrientation: 6,
      isIncomplete: false,
    });
    expect(readExif('raw', bytes)).toMatchObject({ orientation: 6 });
  });

  test('DNG: the crop is the size', () => {
    const bytes = tiffRawFile((at) => [
      [
        [0x00fe, 1],
        [0x0103, 7],
        [0x0111, at.large],
        [0x0117, large.length],
        [0xc612, 0x00000401],
      ],
      [
        [0x0100, 6016],
        [0x0101, 4016],
        [0x0106, 32803],
        [0xc620, [6000, 4000]],
        [0x0111, at.sensor],
        [0x0117, SENSOR.length],
      ],
    ]);
    expectPreview(bytes, large);
    expect(rawHeaderOf(bytes)).toMatchObject({ widthPx: 6000, heightPx: 4000 });
  });

  test('RW2: a field that holds the JPEG, and the borders', () => {
    const bytes = tiffRawFile(
      () => [
        [
          [0x0004, 8],
          [0x0005, 16],
          [0x0006, 4008],
          [0x0007, 6016],
          [0x002e, large],
        ],
      ],
      [0x49, 0x49, 0x55, 0],
    );
    const { preview } = readRaw(bytes);
    expect(preview).toMatchObject({ widthPx: 720, isWhole: true });
    expect(rawHeaderOf(bytes)).toMatchObject({ widthPx: 6000, heightPx: 4000 });
  });

  test('ORF: in the maker note, counted from its start', () => {
    // A note with one directory that leads to another with the preview's place.
    const noteOf = (preview: number): Uint8Array =>
      bytesOf(
        'OLYMPUS\0II',
        u16le(3),
        [
          ...u16le(1),
          ...u16le(0x2020),
          ...u16le(13),
          ...u32le(1),
          ...u32le(30),
          ...u32le(0),
        ],
        [
          ...u16le(2),
          ...u16le(0x0101),
          ...u16le(4),
          ...u32le(1),
          ...u32le(preview),
        ],
        [
          ...u16le(0x0102),
          ...u16le(4),
          ...u32le(1),
          ...u32le(large.length),
          ...u32le(0),
        ],
      );
    const build = (preview: number) =>
      tiffRawFile(
        () => [
          [
            [0x0100, 4000],
            [0x0101, 3000],
            [0x927c, noteOf(preview)],
          ],
        ],
        [0x49, 0x49, 0x52, 0x4f],
      );
    // The note stands last in the file, so the JPEG can follow it.
    const noteBytes = noteOf(0).length;
    const bytes = bytesOf(build(noteBytes), large);
    expect(readRaw(bytes).clues.places).toContainEqual({
      startByte: bytes.length - large.length,
      lengthBytes: large.length,
    });
    expect(rawHeaderOf(bytes)).toMatchObject({ widthPx: 4000, heightPx: 3000 });
  });

  test('RAF', () => {
    const head = new Uint8Array(160);
    head.set(bytesOf('FUJIFILMCCD-RAW 0201'));
    head.set(u32be(160), 84);
    head.set(u32be(large.length), 88);
    head.set(u32be(120), 92);
    head.set(
      [
        ...u32be(1),
        ...u16be(0x0111),
        ...u16be(4),
        ...u16be(4000),
        ...u16be(6000),
      ],
      120,
    );
    const bytes = bytesOf(head, large, SENSOR);
    expectPreview(bytes, large);
    expect(rawHeaderOf(bytes)).toMatchObject({ widthPx: 6000, heightPx: 4000 });
  });

  test('CR3: the JPEG of the first track, EXIF in a box', () => {
    const cmt1 = tiffTestFile([
      () => [
        [0x0100, 6000],
        [0x0101, 4000],
        [0x0112, 8],
      ],
    ]);
    const uuid = [...new Uint8Array(16).fill(0x85)];
    const track = (at: number, length: number) =>
      box(
        'trak',
        ...box(
          'mdia',
          ...box(
            'minf',
            ...box(
              'stbl',
              ...box('stsz', ...u32be(0), ...u32be(length), ...u32be(1)),
              ...box(
                'co64',
                ...u32be(0),
                ...u32be(1),
                ...u32be(0),
                ...u32be(at),
              ),
            ),
          ),
        ),
      );
    const thumb = box(
      'THMB',
      ...u32be(0),
      ...u16be(64),
      ...u16be(48),
      ...u32be(small.length),
      ...u16be(1),
      ...u16be(0),
      ...small,
    );
    const build = (at: number) =>
      bytesOf(
        box('ftyp', ...bytesOf('crx '), ...u32be(1), ...bytesOf('crx isom')),
        box(
          'moov',
          ...box('uuid', ...uuid, ...box('CMT1', ...cmt1), ...thumb),
          ...track(at, large.length),
        ),
        u32be(8 + large.length + SENSOR.length),
        'mdat',
        large,
        SENSOR,
      );
    const at = build(0).length - large.length - SENSOR.length;
    const bytes = build(at);
    expectPreview(bytes, large);
    expect(rawHeaderOf(bytes)).toMatchObject({
      widthPx: 6000,
      heightPx: 4000,
      containerOrientation: 8,
    });
    expect(readExif('raw', bytes)).toMatchObject({ orientation: 8 });
  });

  test('CRW: heaps with their directory at the end', () => {
    const info = [...u32le(2272), ...u32le(1704), ...u32le(0), ...u32le(90)];
    const entry = (tag: number, size: number, at: number) => [
      ...u16le(tag),
      ...u32le(size),
      ...u32le(at),
    ];
    const directory = [
      ...u16le(2),
      ...entry(0x2007, large.length, 0),
      ...entry(0x1810, 16, large.length),
    ];
    const heap = [...large, ...info];
    const bytes = bytesOf(
      'II',
      u32le(26),
      'HEAPCCDR',
      new Uint8Array(12),
      heap,
      directory,
      u32le(heap.length),
    );
    expectPreview(bytes, large);
    expect(rawHeaderOf(bytes)).toMatchObject({
      widthPx: 2272,
      heightPx: 1704,
      containerOrientation: 6,
    });
  });

  test('X3F: sections', () => {
    const head = new Uint8Array(40);
    head.set(bytesOf('FOVb'));
    head.set([...u32le(2640), ...u32le(1760), ...u32le(0)], 28);
    const section = [...bytesOf('SECi'), ...new Uint8Array(24), ...large];
    const directory = [
      ...bytesOf('SECd'),
      ...u32le(2),
      ...u32le(1),
      ...u32le(40),
      ...u32le(section.length),
      ...bytesOf('IMA2'),
    ];
    const bytes = bytesOf(head, section, directory, u32le(40 + section.length));
    expectPreview(bytes, large);
    expect(rawHeaderOf(bytes)).toMatchObject({ widthPx: 2640, heightPx: 1760 });
  });

  test('of an unknown make: the largest JPEG found by looking', () => {
    const bytes = bytesOf(
      'IIU\0',
      new Uint8Array(60),
      small,
      SENSOR,
      large,
      new Uint8Array(99),
    );
    expectPreview(bytes, large);
    expect(rawHeaderOf(bytes)).toMatchObject({ widthPx: 720, heightPx: 480 });
  });
});

describe('cut files', () => {
  function cr2(): Uint8Array<ArrayBuffer> {
    return tiffTestFile(
      [
        (at) => [
          [0x0103, 6],
          [0x0111, at],
          [0x0117, large.length],
        ],
        (at) => [
          [0x0103, 6],
          [0x0111, at + large.length],
          [0x0117, SENSOR.length],
        ],
      ],
      bytesOf(large, SENSOR),
    );
  }

  test('behind the preview: the preview counts, and the file is called incomplete', () => {
    const bytes = cr2();
    const cut = bytes.slice(0, bytes.length - SENSOR.length / 2);
    expectPreview(cut, large);
    expect(readPictureHeader('raw', cut)).toMatchObject({ isIncomplete: true });
    expect(readPictureHeader('raw', bytes)).toMatchObject({
      isIncomplete: false,
    });
  });

  test('inside the preview: what is there is handed on', () => {
    const bytes = cr2();
    const cut = bytes.slice(0, bytes.length - SENSOR.length - large.length / 2);
    expect(readRaw(cut).preview).toMatchObject({
      widthPx: 720,
      isWhole: false,
    });
  });

  test('before the preview: nothing', () => {
    expect(readRaw(cr2().slice(0, 80)).preview).toBeUndefined();
  });
});
