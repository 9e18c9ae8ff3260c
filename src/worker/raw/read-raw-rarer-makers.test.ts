import { beforeAll, test } from 'vitest';
import { encodedPicture } from '../test-pictures.ts';
import type { Directory } from './raw-test-container.ts';
import {
  COMPRESSION,
  DATA,
  HEIGHT,
  JPEG,
  JPEG_BYTES,
  MAKE,
  MODEL,
  ORIENTATION,
  PREVIEW,
  SENSOR,
  STRIP,
  STRIP_BYTES,
  SUBFILE,
  SUB_DIRECTORIES,
  THUMBNAIL,
  WIDTH,
  expectMaker,
  sensor,
  type Maker,
} from '../testing/raw-makers.ts';

type Bytes = Uint8Array<ArrayBuffer>;

const EXIF = 0x8769;
const MAKER_NOTE = 0x927c;
const PRIVATE = 0xc634;
/** Panasonic's: top, left, bottom and right of the picture on the sensor; the preview. */
const BORDERS: Directory = [
  [4, 8],
  [5, 16],
  [6, 2744],
  [7, 3664],
];
const JPEG_FIELD = 0x002e;
let small: Bytes;
let large: Bytes;

beforeAll(async () => {
  small = await encodedPicture('jpeg', 160, 120);
  large = await encodedPicture('jpeg', 1440, 960);
});

const MAKERS: Readonly<Record<string, Maker>> = {
  // Epson: the data in the first directory; the preview within the maker note.
  ERF: {
    container: () => ({
      isLittle: false,
      directories: [
        [
          ...sensor(1, 3040, 2024),
          [MAKE, 'SEIKO EPSON CORP.'],
          [MODEL, 'R-D1'],
          [ORIENTATION, 6],
          [EXIF, { directories: [1] }],
        ],
        [[MAKER_NOTE, PREVIEW]],
      ],
      chain: [0],
    }),
    widthPx: 3040,
    heightPx: 2024,
    camera: 'R-D1',
    orientation: 6,
  },
  // Mamiya: an uncompressed thumbnail in front, the data in a sub-directory, the preview behind.
  MEF: {
    container: () => ({
      isLittle: false,
      directories: [
        [
          [SUBFILE, 1],
          [WIDTH, 160],
          [HEIGHT, 120],
          [COMPRESSION, 1],
          [MAKE, 'Mamiya-OP Co.,Ltd.'],
          [MODEL, 'MAMIYA ZD'],
          [ORIENTATION, 8],
          [STRIP, THUMBNAIL],
          [STRIP_BYTES, small.length],
          [SUB_DIRECTORIES, { directories: [1] }],
        ],
        sensor(1, 5344, 4008),
      ],
      chain: [0],
    }),
    widthPx: 5344,
    heightPx: 4008,
    camera: 'MAMIYA ZD',
    orientation: 8,
  },
  // GoPro: a DNG whose data are packed by wavelets (VC-5).
  GPR: {
    container: () => ({
      isLittle: true,
      directories: [
        [
          [SUBFILE, 1],
          [COMPRESSION, 7],
          [MAKE, 'GoPro'],
          [MODEL, 'HERO9 Black'],
          [ORIENTATION, 3],
          [STRIP, PREVIEW],
          [STRIP_BYTES, large.length],
          [SUB_DIRECTORIES, { directories: [1] }],
          [0xc612, 0x0401],
        ],
        sensor(9, 5568, 4872),
      ],
      chain: [0],
    }),
    widthPx: 5568,
    heightPx: 4872,
    camera: 'HERO9 Black',
    orientation: 3,
  },
  // Sony's first: a preview and a thumbnail in front; only Sony's own directory leads to the data.
  SRF: {
    container: () => ({
      isLittle: true,
      directories: [
        [
          [COMPRESSION, 6],
          [MAKE, 'SONY'],
          [MODEL, 'DSC-F828'],
          [ORIENTATION, 1],
          [JPEG, PREVIEW],
          [JPEG_BYTES, large.length],
          [EXIF, { directories: [2] }],
          [PRIVATE, DATA],
        ],
        [
          [COMPRESSION, 6],
          [JPEG, THUMBNAIL],
          [JPEG_BYTES, small.length],
        ],
        [
          [0xa002, 3264],
          [0xa003, 2448],
        ],
      ],
      chain: [0, 1],
    }),
    widthPx: 3264,
    heightPx: 2448,
    camera: 'DSC-F828',
    orientation: 1,
  },
  // Leica: Panasonic's frame; the borders of the sensor, and a field that holds the JPEG.
  RWL: {
    container: () => ({
      isLittle: true,
      directories: [
        [
          ...BORDERS,
          [MAKE, 'LEICA'],
          [MODEL, 'D-LUX 4'],
          [ORIENTATION, 6],
          [STRIP, DATA],
          [STRIP_BYTES, SENSOR.length],
          [JPEG_FIELD, { part: 1, bytes: large.length }],
        ],
      ],
      chain: [0],
      magic: 0x55,
    }),
    widthPx: 3648,
    heightPx: 2736,
    camera: 'D-LUX 4',
    orientation: 6,
  },
};

test.each(Object.entries(MAKERS))(
  '%s: the preview and the true size, whole and cut',
  (name, maker) => {
    expectMaker(name, maker, [small, large]);
  },
);
