import { expect } from 'vitest';
import { readPictureHeader } from '../headers/read-header.ts';
import { readExif } from '../read-exif.ts';
import { sniffFormat } from '../sniff-format.ts';
import {
  containerOf,
  type Container,
  type Directory,
} from '../raw/raw-test-container.ts';
import { readRaw } from '../raw/read-raw.ts';

/*
 * Whole files of makers whose frame is TIFF, as ExifTool's tag tables and LibRaw's readers
 * describe them: which directory holds the thumbnail, the preview and the sensor's data, how they
 * hang together, and how the data are packed.
 */

export const SUBFILE = 0x00fe;
export const WIDTH = 0x0100;
export const HEIGHT = 0x0101;
export const COMPRESSION = 0x0103;
export const PHOTOMETRIC = 0x0106;
export const MAKE = 0x010f;
export const STRIP = 0x0111;
export const MODEL = 0x0110;
export const ORIENTATION = 0x0112;
export const STRIP_BYTES = 0x0117;
export const SUB_DIRECTORIES = 0x014a;
export const JPEG = 0x0201;
export const JPEG_BYTES = 0x0202;
export const CFA = 32803;

/** Noise in which a JPEG seems to begin now and then, as packed sensor data have it. */
export const SENSOR = Uint8Array.from({ length: 6000 }, (_, i) =>
  i % 997 === 0 ? 0xff : i % 997 === 1 ? 0xd8 : (i * 73 + (i >> 3)) & 0xfe,
);

export const THUMBNAIL = { part: 0 };
export const PREVIEW = { part: 1 };
export const DATA = { part: 2 };

export function sensor(
  compression: number,
  widthPx: number,
  heightPx: number,
  bytes = SENSOR.length,
): Directory {
  return [
    [SUBFILE, 0],
    [WIDTH, widthPx],
    [HEIGHT, heightPx],
    [COMPRESSION, compression],
    [PHOTOMETRIC, CFA],
    [STRIP, DATA],
    [STRIP_BYTES, bytes],
  ];
}

export interface Maker {
  container: () => Omit<Container, 'parts'>;
  widthPx: number;
  heightPx: number;
  data?: Uint8Array;
  camera?: string;
  orientation?: number;
}

/** The preview of 1440 × 960 px and the true size are found, in the whole file and in a cut one. */
export function expectMaker(
  name: string,
  maker: Maker,
  [small, large]: readonly [Uint8Array, Uint8Array],
): void {
  const { container, widthPx, heightPx, data = SENSOR } = maker;
  const { camera, orientation } = maker;
  const bytes = containerOf({ ...container(), parts: [small, large, data] });
  expect(sniffFormat(bytes)?.format).toBe('raw');
  const { preview } = readRaw(bytes);
  expect(preview).toMatchObject({
    widthPx: 1440,
    heightPx: 960,
    isWhole: true,
  });
  const found = bytes.subarray(preview?.startByte, preview?.endByte);
  expect(Buffer.compare(found, large)).toBe(0);
  const header = readPictureHeader('raw', bytes);
  expect(header).toMatchObject({ widthPx, heightPx, isIncomplete: false });
  if (camera !== undefined) {
    expect(readExif('raw', bytes).cameraModel).toBe(camera);
    expect(header?.containerOrientation).toBe(orientation);
  }
  // As many downloads leave it: the sensor's data are cut, the preview is all there.
  const cut = bytes.slice(0, bytes.length - data.length / 2);
  expect(readRaw(cut).preview).toMatchObject({
    widthPx: 1440,
    isWhole: true,
  });
  // Nothing that is read here says where the data end.
  const isTold = name !== 'IIQ' && name !== 'SRF';
  expect(readPictureHeader('raw', cut)?.isIncomplete).toBe(isTold);
}
