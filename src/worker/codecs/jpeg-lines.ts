import { ByteReader } from '../byte-reader.ts';
import {
  isStartOfFrame,
  jpegSegments,
  readJpegHeader,
} from '../headers/jpeg-header.ts';

/**
 * The file with its height in the header. libjpeg refuses one that states it behind the first scan
 * only, as some scanners and fax machines do.
 *
 * @returns the same bytes when they have it there, or nowhere
 */
export function withLines(
  bytes: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  const reader = new ByteReader(bytes);
  for (const { marker, dataAt } of jpegSegments(reader)) {
    if (!isStartOfFrame(marker) || !reader.has(dataAt, 6)) continue;
    const heightPx =
      reader.u16(dataAt + 1) === 0 ? readJpegHeader(reader)?.heightPx : 0;
    if (heightPx === undefined || heightPx === 0) return bytes;
    const whole = bytes.slice();
    whole.set([heightPx >> 8, heightPx & 0xff], dataAt + 1);
    return whole;
  }
  return bytes;
}
