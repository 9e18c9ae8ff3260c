import { readBmffHeader } from './bmff-header.ts';
import { readBmpHeader } from './bmp-header.ts';
import { readGifHeader } from './gif-header.ts';
import { readIcoHeader } from './ico-header.ts';
import { readJp2Header } from './jp2-header.ts';
import { readJpegHeader } from './jpeg-header.ts';
import { readJxlHeader } from './jxl-header.ts';
import { readPngHeader } from './png-header.ts';
import { readPnmHeader } from './pnm-header.ts';
import { readPsdHeader } from './psd-header.ts';
import { readQoiHeader } from './qoi-header.ts';
import { readRawHeader } from './raw-header.ts';
import { readTgaHeader } from './tga-header.ts';
import { readTiffHeader } from './tiff-header.ts';
import { readWebpHeader } from './webp-header.ts';
import { ByteReader } from '../byte-reader.ts';
import type { ImageFormat } from '../../domain/image-format.ts';
import type { PictureHeader } from './picture-header.ts';

const READERS: Partial<
  Record<ImageFormat, (reader: ByteReader) => PictureHeader | undefined>
> = {
  jpeg: readJpegHeader,
  png: readPngHeader,
  gif: readGifHeader,
  webp: readWebpHeader,
  avif: readBmffHeader,
  heic: readBmffHeader,
  jxl: readJxlHeader,
  bmp: readBmpHeader,
  ico: readIcoHeader,
  tiff: readTiffHeader,
  psd: readPsdHeader,
  jp2: readJp2Header,
  raw: readRawHeader,
  qoi: readQoiHeader,
  pnm: readPnmHeader,
  tga: readTgaHeader,
};

/**
 * Size and frames as the file's header states them, so that a decode bomb is refused before any
 * memory is taken. Terminates on any bytes and never throws.
 * @param bytes The whole file: frames are counted and the end is looked for.
 * @returns undefined when the header is not there, is broken, or this format has no reader.
 */
export function readPictureHeader(
  format: ImageFormat,
  bytes: Uint8Array,
): PictureHeader | undefined {
  const header = READERS[format]?.(new ByteReader(bytes));
  return header && header.widthPx > 0 && header.heightPx > 0
    ? header
    : undefined;
}
