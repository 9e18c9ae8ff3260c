import { beforeAll, describe, expect, test } from 'vitest';
import { readExif } from '../read-exif.ts';
import {
  bytesOf,
  encodedPicture,
  exifTiff,
  u16be,
  u32be,
} from '../test-pictures.ts';
import { previewBytes, readRaw } from './read-raw.ts';
import { expectPreview, rawHeaderOf } from '../testing/raw-preview.ts';

const MAKER_NOTE = 0x927c;

let large: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  large = await encodedPicture('jpeg', 720, 480);
});

describe('MRW: blocks in front of the data', () => {
  const block = (name: string, data: number[]): number[] => [
    ...bytesOf(`\0${name}`),
    ...u32be(data.length),
    ...data,
  ];
  const DATA_BYTES = (2568 * 1928 * 12) / 8;

  function mrw(): Uint8Array<ArrayBuffer> {
    const numbers = [1928, 2568, 1920, 2560].flatMap(u16be);
    const blocks = [
      ...block('PRD', [
        ...bytesOf('27660001'),
        ...numbers,
        ...[12, 12, 0x59, 0, 0, 0, 0, 1],
      ]),
      ...block('TTW', [
        ...exifTiff([
          [0x010f, 'Minolta Co., Ltd.'],
          [0x0110, 'DiMAGE 7'],
          [0x0112, 8],
        ]),
        ...large,
      ]),
      ...block('PAD', [0, 0, 0]),
    ];
    return bytesOf(block('MRM', blocks), new Uint8Array(DATA_BYTES));
  }

  test('the size, the camera and the turn; the preview by looking', () => {
    const bytes = mrw();
    expectPreview(bytes, large);
    expect(rawHeaderOf(bytes)).toMatchObject({
      widthPx: 2560,
      heightPx: 1920,
      containerOrientation: 8,
      isIncomplete: false,
    });
    expect(readExif('raw', bytes)).toMatchObject({
      cameraModel: 'DiMAGE 7',
    });
  });

  /** A LONG: Minolta's offsets lie far behind. */
  const field = (tag: number, value: number): number[] => [
    ...[...u16be(tag), ...u16be(4), ...u32be(1), ...u32be(value)],
  ];
  const directory = (...fields: number[][]): number[] => [
    ...[...u16be(fields.length), ...fields.flat(), ...u32be(0)],
  ];

  test.each([0xff, 0x02])(
    'the preview that the maker note names, with %i as its first byte',
    (first) => {
      // Directories of one field, one and two: main, EXIF, maker note.
      const note = (count: number, at: number): number[] => [
        ...[...u16be(MAKER_NOTE), ...u16be(7), ...u32be(count), ...u32be(at)],
      ];
      const [exifAt, noteAt, previewAt] = [26, 44, 74];
      const tags = bytesOf(
        ...['MM', 0, 42, ...u32be(8)],
        directory(field(0x8769, exifAt)),
        directory(note(30, noteAt)),
        directory(field(0x0088, previewAt), field(0x0089, large.length)),
      );
      const preview = Uint8Array.from([first, ...large.subarray(1)]);
      const blocks = block('TTW', [...tags, ...preview]);
      const bytes = bytesOf(block('MRM', blocks), new Uint8Array(1000));
      const found = readRaw(bytes).preview!;
      expect(found).toMatchObject({ widthPx: 720, isWhole: true });
      expect(Buffer.compare(previewBytes(bytes, found), large)).toBe(0);
      // The file itself stays as it is.
      expect(bytes[found.startByte]).toBe(first);
    },
  );

  test('cut in the data: incomplete', () => {
    const cut = mrw().slice(0, -1);
    expectPreview(cut, large);
    expect(rawHeaderOf(cut)).toMatchObject({ isIncomplete: true });
  });

  test('blocks that say they are longer than the file, or nothing, end the walk', () => {
    const bytes = mrw().slice(0, 200_000);
    bytes.set(u32be(0xffffffff), 12);
    expect(rawHeaderOf(bytes)).toMatchObject({ widthPx: 2560 });
    bytes.set(u32be(0xffffffff), 4);
    expectPreview(bytes, large);
    const empty = bytesOf('\0MRM', u32be(99_999), new Uint8Array(99_999));
    expect(readRaw(empty).clues.blocks).toEqual([]);
  });
});
