import { ByteReader } from '../byte-reader.ts';
import { TiffDirectories } from '../tiff/tiff-directories.ts';
import { orientationOf } from '../tiff/tiff-layout.ts';
import { noClues, type RawClues } from './raw-clues.ts';

/** There are five or so. */
const MOST_BLOCKS = 64;
const ORIENTATION = 0x0112;
const EXIF_POINTER = 0x8769;
const MAKER_NOTE = 0x927c;
/** In the maker note, counted from the start of the block of tags. */
const PREVIEW_START = 0x0088;
const PREVIEW_BYTES = 0x0089;
/** The preview itself, in older cameras. */
const PREVIEW = 0x0081;

/** Minolta MRW: a big-endian block of blocks, each of a name and a length, then the sensor's data. */
export function mrwRaw(reader: ByteReader): RawClues | undefined {
  if (!reader.isText(0, '\0MRM')) return undefined;
  const clues = noClues();
  const dataAt = 8 + reader.u32(4);
  const end = Math.min(dataAt, reader.length);
  for (let i = 0, at = 8; i < MOST_BLOCKS && at + 8 <= end; i++) {
    const blockEnd = Math.min(at + 8 + reader.u32(at + 4), end);
    if (reader.isText(at, '\0PRD')) addSizes(reader, at + 8, dataAt, clues);
    if (reader.isText(at, '\0TTW')) {
      addTags(reader, at + 8, blockEnd, clues);
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

function addTags(
  { bytes }: ByteReader,
  startByte: number,
  endByte: number,
  clues: RawClues,
): void {
  const block = bytes.subarray(startByte, endByte);
  const tiff = TiffDirectories.open(new ByteReader(block));
  if (!tiff) return;
  clues.blocks.push(tiff);
  const turn = tiff.number(tiff.pages()[0], ORIENTATION);
  if (turn !== undefined) clues.orientation ??= orientationOf(turn);
  for (const directory of tiff.all([EXIF_POINTER])) {
    const note = directory.get(MAKER_NOTE);
    if (!note) continue;
    const own = tiff.directoryAt(note.valueAt);
    const field = own.get(PREVIEW);
    const at = tiff.number(own, PREVIEW_START) ?? field?.valueAt;
    const lengthBytes = tiff.number(own, PREVIEW_BYTES) ?? field?.count;
    if (at === undefined || lengthBytes === undefined) continue;
    clues.places.push({ startByte: startByte + at, lengthBytes });
  }
}
