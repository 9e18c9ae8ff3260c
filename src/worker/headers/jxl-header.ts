import { joinedBytes } from '../../domain/joined-bytes.ts';
import { ByteReader } from '../byte-reader.ts';
import { boxesIn, type BmffBox } from './bmff-boxes.ts';
import { readJxlMetadata, type JxlMetadata } from './jxl-metadata.ts';
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

/** More than size, preview and animation take, however they are written. */
const HEAD_BYTES = 64;

/** What stands in front of the frames; undefined where there is no codestream. */
export function readJxl(reader: ByteReader): JxlMetadata | undefined {
  const parts = codestreamParts(reader);
  const [first] = parts;
  const head = headOf(reader, parts);
  if (!first || head.u16(0) !== 0xff0a || !head.has(0, 4)) return undefined;
  // Colours are told by where they stand in the file; who uses that looks where the part ends.
  const { colour } = readJxlMetadata(reader, first.dataAt + 2);
  return { ...readJxlMetadata(head, 2), colour };
}

/** The first bytes of the codestream, of which a part may hold as few as it likes. */
function headOf(
  { bytes }: ByteReader,
  parts: readonly Pick<BmffBox, 'dataAt' | 'endAt'>[],
): ByteReader {
  const pieces: Uint8Array[] = [];
  let left = HEAD_BYTES;
  for (const { dataAt, endAt } of parts) {
    if (left <= 0) break;
    const piece = bytes.subarray(dataAt, Math.min(endAt, dataAt + left));
    pieces.push(piece);
    left -= piece.length;
  }
  return new ByteReader(joinedBytes(pieces));
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
