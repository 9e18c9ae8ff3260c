import type { ByteReader } from '../byte-reader.ts';
import type { PictureHeader } from './picture-header.ts';

/** Seven zeros and a one end the stream (QOI 1.0). */
const END = '\0\0\0\0\0\0\0\x01';

/** `qoif`, width, height, channels, colour space. */
export function readQoiHeader(reader: ByteReader): PictureHeader | undefined {
  if (!reader.isText(0, 'qoif') || !reader.has(0, 14)) return undefined;
  return {
    widthPx: reader.u32(4),
    heightPx: reader.u32(8),
    frameCount: 1,
    isIncomplete: !reader.isText(reader.length - END.length, END),
  };
}
