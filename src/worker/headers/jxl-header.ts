import { boxesIn, type BmffBox } from './bmff-boxes.ts';
import { readJxlMetadata, type JxlMetadata } from './jxl-metadata.ts';
import type { ByteReader } from '../byte-reader.ts';
import type { PictureHeader } from './picture-header.ts';

/** A JPEG XL codestream (ISO/IEC 18181-1), bare or in its container (18181-2). */
export function readJxlHeader(reader: ByteReader): PictureHeader | undefined {
  const metadata = readJxl(reader);
  if (!metadata) return undefined;
  const { widthPx, heightPx, isAnimated } = metadata;
  // How many frames stands in each frame's own header; that there are several must be enough. A
  // cut file cannot be told from the header either.
  const frameCount = isAnimated ? 2 : 1;
  return { widthPx, heightPx, frameCount, isIncomplete: false };
}

/** What stands in front of the frames; undefined where there is no codestream. */
export function readJxl(reader: ByteReader): JxlMetadata | undefined {
  const at = codestreamParts(reader)[0]?.dataAt;
  if (at === undefined || reader.u16(at) !== 0xff0a || !reader.has(at, 4)) {
    return undefined;
  }
  return readJxlMetadata(reader, at + 2);
}

/** Where the codestream lies, part by part. */
export function codestreamParts(
  reader: ByteReader,
): Pick<BmffBox, 'dataAt' | 'endAt'>[] {
  if (reader.u16(0) === 0xff0a) return [{ dataAt: 0, endAt: reader.length }];
  const parts: Pick<BmffBox, 'dataAt' | 'endAt'>[] = [];
  for (const { type, dataAt, endAt } of boxesIn(reader, 0, reader.length)) {
    if (type === 'jxlc') return [{ dataAt, endAt }];
    // A part is numbered in its first four bytes; they stand in order.
    if (type === 'jxlp') parts.push({ dataAt: dataAt + 4, endAt });
  }
  return parts;
}
