import { beforeAll, test } from 'vitest';
import { bytesOf, encodedPicture, segment, u16be } from '../test-pictures.ts';

import {
  CFA,
  COMPRESSION,
  DATA,
  HEIGHT,
  JPEG,
  JPEG_BYTES,
  MAKE,
  ORIENTATION,
  PHOTOMETRIC,
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

/** Lossless JPEG of 14 bits: nothing to show. */
const LOSSLESS = bytesOf(
  [0xff, 0xd8],
  segment(0xc3, 14, ...u16be(4000), ...u16be(6000), 1, 0, 0x11, 0),
  segment(0xda, 1, 0, 0, 0, 0, 0),
  new Uint8Array(500).fill(0x55),
  [0xff, 0xd9],
);

let small: Bytes;
let large: Bytes;

beforeAll(async () => {
  small = await encodedPicture('jpeg', 160, 120);
  large = await encodedPicture('jpeg', 1440, 960);
});

const MAKERS: Readonly<Record<string, Maker>> = {
  // Nikon: an uncompressed thumbnail in front; preview and data in two sub-directories.
  NEF: {
    container: () => ({
      isLittle: false,
      directories: [
        [
          [SUBFILE, 1],
          [WIDTH, 160],
          [HEIGHT, 120],
          [COMPRESSION, 1],
          [MAKE, 'NIKON CORPORATION'],
          [STRIP, THUMBNAIL],
          [ORIENTATION, 8],
          [STRIP_BYTES, small.length],
          [SUB_DIRECTORIES, { directories: [1, 2] }],
        ],
        [
          [SUBFILE, 1],
          [COMPRESSION, 6],
          [JPEG, PREVIEW],
          [JPEG_BYTES, large.length],
        ],
        sensor(34713, 6016, 4016),
      ],
      chain: [0],
    }),
    widthPx: 6016,
    heightPx: 4016,
  },
  // Sony: the preview in front, the data in a sub-directory, a thumbnail in the second one.
  ARW: {
    container: () => ({
      isLittle: true,
      directories: [
        [
          [SUBFILE, 1],
          [COMPRESSION, 6],
          [MAKE, 'SONY'],
          [ORIENTATION, 1],
          [SUB_DIRECTORIES, { directories: [2] }],
          [JPEG, PREVIEW],
          [JPEG_BYTES, large.length],
        ],
        [
          [COMPRESSION, 6],
          [JPEG, THUMBNAIL],
          [JPEG_BYTES, small.length],
        ],
        sensor(32767, 6048, 4024),
      ],
      chain: [0, 1],
    }),
    widthPx: 6048,
    heightPx: 4024,
  },
  // Pentax: the data in front, then a thumbnail, then the preview.
  PEF: {
    container: () => ({
      isLittle: false,
      directories: [
        [
          [WIDTH, 6080],
          [HEIGHT, 4052],
          [COMPRESSION, 65535],
          [PHOTOMETRIC, CFA],
          [MAKE, 'PENTAX'],
          [STRIP, DATA],
          [STRIP_BYTES, SENSOR.length],
        ],
        [
          [COMPRESSION, 6],
          [JPEG, THUMBNAIL],
          [JPEG_BYTES, small.length],
        ],
        [
          [COMPRESSION, 6],
          [JPEG, PREVIEW],
          [JPEG_BYTES, large.length],
        ],
      ],
      chain: [0, 1, 2],
    }),
    widthPx: 6080,
    heightPx: 4052,
  },
  // Samsung: thumbnail in front, data and preview in sub-directories.
  SRW: {
    container: () => ({
      isLittle: true,
      directories: [
        [
          [SUBFILE, 1],
          [COMPRESSION, 6],
          [MAKE, 'SAMSUNG'],
          [SUB_DIRECTORIES, { directories: [1, 2] }],
          [JPEG, THUMBNAIL],
          [JPEG_BYTES, small.length],
        ],
        sensor(32770, 5536, 3664),
        [
          [COMPRESSION, 6],
          [JPEG, PREVIEW],
          [JPEG_BYTES, large.length],
        ],
      ],
      chain: [0],
    }),
    widthPx: 5536,
    heightPx: 3664,
  },
  // Phase One: a mark behind the head; no tag of TIFF's says where the data are, or end.
  IIQ: {
    container: () => ({
      isLittle: true,
      mark: 'IIIITwaR',
      directories: [
        [
          [SUBFILE, 1],
          [WIDTH, 7212],
          [HEIGHT, 5412],
          [COMPRESSION, 7],
          [MAKE, 'Phase One A/S'],
          [STRIP, PREVIEW],
          [STRIP_BYTES, large.length],
        ],
      ],
      chain: [0],
    }),
    widthPx: 7212,
    // The preview is 3 : 2, the back 4 : 3; no other size is known.
    heightPx: 5412,
  },
  // Kodak: preview in front as a strip, the data packed in Kodak's own way.
  KDC: {
    container: () => ({
      isLittle: false,
      directories: [
        [
          [SUBFILE, 1],
          [COMPRESSION, 6],
          [MAKE, 'Eastman Kodak Company'],
          [STRIP, PREVIEW],
          [STRIP_BYTES, large.length],
          [SUB_DIRECTORIES, { directories: [1] }],
        ],
        sensor(65000, 3264, 2448),
      ],
      chain: [0],
    }),
    widthPx: 3264,
    heightPx: 2448,
  },
  // Hasselblad: an uncompressed thumbnail, a preview in the next directory, the data in a sub-directory.
  '3FR': {
    container: () => ({
      isLittle: true,
      directories: [
        [
          [SUBFILE, 1],
          [WIDTH, 160],
          [HEIGHT, 120],
          [COMPRESSION, 1],
          [MAKE, 'Hasselblad'],
          [STRIP, THUMBNAIL],
          [STRIP_BYTES, small.length],
          [SUB_DIRECTORIES, { directories: [2] }],
        ],
        [
          [SUBFILE, 1],
          [COMPRESSION, 7],
          [STRIP, PREVIEW],
          [STRIP_BYTES, large.length],
        ],
        sensor(1, 8272, 6200),
      ],
      chain: [0, 1],
    }),
    widthPx: 8272,
    heightPx: 6200,
  },
  // Imacon: nothing in front says raw; the data are the second page.
  FFF: {
    container: () => ({
      isLittle: false,
      directories: [
        [
          [SUBFILE, 0],
          [WIDTH, 1440],
          [HEIGHT, 960],
          [COMPRESSION, 7],
          [MAKE, 'Imacon'],
          [STRIP, PREVIEW],
          [STRIP_BYTES, large.length],
        ],
        sensor(1, 6120, 4080),
      ],
      chain: [0, 1],
    }),
    widthPx: 6120,
    heightPx: 4080,
  },
  // Leaf, Mamiya, Epson: the preview stands where no tag of TIFF's says.
  MOS: {
    container: () => ({
      isLittle: false,
      directories: [sensor(1, 6000, 4000), [[MAKE, 'Leaf']]],
      chain: [0, 1],
    }),
    widthPx: 6000,
    heightPx: 4000,
  },
  // Sony before ARW: a preview in front, the data in a sub-directory, no mark that it is a preview.
  SR2: {
    container: () => ({
      isLittle: true,
      directories: [
        [
          [WIDTH, 1440],
          [HEIGHT, 960],
          [COMPRESSION, 6],
          [MAKE, 'SONY'],
          [SUB_DIRECTORIES, { directories: [1] }],
          [JPEG, PREVIEW],
          [JPEG_BYTES, large.length],
        ],
        sensor(1, 3984, 2656),
      ],
      chain: [0],
    }),
    widthPx: 3984,
    heightPx: 2656,
  },
  // Kodak's larger cameras: the data in a sub-directory, in Kodak's own packing.
  DCR: {
    container: () => ({
      isLittle: false,
      directories: [
        [
          [WIDTH, 160],
          [HEIGHT, 120],
          [COMPRESSION, 1],
          [MAKE, 'Kodak'],
          [STRIP, THUMBNAIL],
          [STRIP_BYTES, small.length],
          [SUB_DIRECTORIES, { directories: [1] }],
        ],
        sensor(65000, 4516, 3012),
      ],
      chain: [0],
    }),
    widthPx: 4516,
    heightPx: 3012,
  },
  // Adobe: a thumbnail in front, lossless data and the preview in sub-directories.
  DNG: {
    container: () => ({
      isLittle: true,
      directories: [
        [
          [SUBFILE, 1],
          [COMPRESSION, 7],
          [STRIP, THUMBNAIL],
          [STRIP_BYTES, small.length],
          [SUB_DIRECTORIES, { directories: [1, 2] }],
          [0xc612, 0x0401],
        ],
        sensor(7, 6000, 4000, LOSSLESS.length),
        [
          [SUBFILE, 1],
          [COMPRESSION, 7],
          [STRIP, PREVIEW],
          [STRIP_BYTES, large.length],
        ],
      ],
      chain: [0],
    }),
    widthPx: 6000,
    heightPx: 4000,
    data: LOSSLESS,
  },
};

test.each(Object.entries(MAKERS))(
  '%s: the preview and the true size, whole and cut',
  (name, maker) => {
    expectMaker(name, maker, [small, large]);
  },
);
