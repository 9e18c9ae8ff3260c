import { ByteReader } from '../byte-reader.ts';
import { TiffDirectories } from '../tiff/tiff-directories.ts';
import { orientationOf } from '../tiff/tiff-layout.ts';
import { noClues, type RawClues } from './raw-clues.ts';

/** There are five or so. */
const MOST_BLOCKS = 64;
const ORIENTATION = 0x0112;

/**
 * Minolta MRW: a big-endian block of blocks, each of a name and a length, then the sensor's data.
 * Of its preview hardly more is certain than that it is a JPEG, so no place is told.
 */
export function mrwRaw(reader: ByteReader): RawClues | undefined {
  if (!reader.isText(0, '\0MRM')) return undefined;
  const clues = noClues();
  const dataAt = 8 + reader.u32(4);
  const end = Math.min(dataAt, reader.length);
  for (let i = 0, at = 8; i < MOST_BLOCKS && at + 8 <= end; i++) {
    const blockEnd = Math.min(at + 8 + reader.u32(at + 4), end);
    if (reader.isText(at, '\0PRD')) addSizes(reader, at + 8, dataAt, clues);
    if (reader.isText(at, '\0TTW')) {
      addTags(reader.bytes.subarray(at + 8, blockEnd), clues);
    }
    at = blockEnd;
  }
  return clues;
}

/** Behind eight bytes of version: the sensor's height and width, the picture's, bits a sample. */
function addSizes(
  reader: ByteReader,
  at: number,
  dataAt: number,
  clues: RawClues,
): void {
  const [sensorHeightPx = 0, sensorWidthPx = 0, heightPx = 0, widthPx = 0] = [
    8, 10, 12, 14,
  ].map((offset) => reader.u16(at + offset));
  clues.sizes.push({ widthPx, heightPx });
  const dataBits = sensorWidthPx * sensorHeightPx * reader.u8(at + 16);
  clues.isCut ||= dataAt + Math.floor(dataBits / 8) > reader.length;
}

function addTags(block: Uint8Array, clues: RawClues): void {
  const tiff = TiffDirectories.open(new ByteReader(block));
  if (!tiff) return;
  clues.blocks.push(tiff);
  const turn = tiff.number(tiff.pages()[0], ORIENTATION);
  if (turn !== undefined) clues.orientation ??= orientationOf(turn);
}
