import { ByteReader } from '../byte-reader.ts';
import { boxesIn, findBox, type BmffBox } from '../headers/bmff-boxes.ts';
import { TiffDirectories } from '../tiff/tiff-directories.ts';
import { orientationOf } from '../tiff/tiff-layout.ts';
import { noClues, type RawClues } from './raw-clues.ts';

const UUID_BYTES = 16;

/**
 * Canon CR3: an ISO base media file. Canon's `uuid` boxes hold EXIF in CMT1 to CMT4 and small
 * JPEGs in THMB and PRVW; the first track is the JPEG at full size.
 */
export function cr3Raw(reader: ByteReader): RawClues | undefined {
  if (!reader.isText(4, 'ftypcrx ')) return undefined;
  const clues = noClues();
  const file = { dataAt: 0, endAt: reader.length };
  const moov = findBox(reader, ['moov'], file);
  for (const box of boxesIn(reader, 0, reader.length)) {
    if (box.type === 'uuid') addUuid(reader, box, clues);
  }
  for (const box of moov ? boxesIn(reader, moov.dataAt, moov.endAt) : []) {
    if (box.type === 'uuid') addUuid(reader, box, clues);
    if (box.type === 'trak') addTrack(reader, box, clues);
  }
  for (const tiff of clues.blocks) addFacts(tiff, clues);
  return clues;
}

/** The turn and the size, from whichever block has them. */
function addFacts(tiff: TiffDirectories, clues: RawClues): void {
  const [directory] = tiff.pages();
  const orientation = tiff.number(directory, 0x0112);
  if (orientation !== undefined) {
    clues.orientation ??= orientationOf(orientation);
  }
  const widthPx = tiff.number(directory, 0x0100);
  const heightPx = tiff.number(directory, 0x0101);
  if (widthPx !== undefined && heightPx !== undefined) {
    clues.sizes.push({ widthPx, heightPx });
  }
}

function addUuid(reader: ByteReader, uuid: BmffBox, clues: RawClues): void {
  // The box with the preview has eight bytes more in front of it.
  for (const headBytes of [UUID_BYTES, UUID_BYTES + 8]) {
    const start = uuid.dataAt + headBytes;
    for (const { type, dataAt, endAt } of boxesIn(reader, start, uuid.endAt)) {
      if (/^CMT[1-4]$/u.test(type)) {
        const block = reader.bytes.subarray(dataAt, endAt);
        const tiff = TiffDirectories.open(new ByteReader(block));
        if (tiff) clues.blocks.push(tiff);
      }
      // Sizes and a length stand before the JPEG: 16 bytes, 20 in another version of the box.
      for (const head of type === 'PRVW' || type === 'THMB'
        ? [12, 16, 20]
        : []) {
        const startByte = dataAt + head;
        clues.places.push({ startByte, lengthBytes: endAt - startByte });
      }
    }
  }
}

/** The first sample of a track: a JPEG in the first track, the sensor's data in the others. */
function addTrack(reader: ByteReader, trak: BmffBox, clues: RawClues): void {
  const table = findBox(reader, ['mdia', 'minf', 'stbl'], trak);
  const sizes = table && findBox(reader, ['stsz'], table);
  const offsets = table && findBox(reader, ['co64'], table);
  if (!sizes || !offsets) return;
  const fixed = reader.u32(sizes.dataAt + 4);
  const lengthBytes = fixed > 0 ? fixed : reader.u32(sizes.dataAt + 12);
  const startByte = reader.u64(offsets.dataAt + 8);
  clues.isCut ||= startByte + lengthBytes > reader.length;
  clues.places.push({ startByte, lengthBytes });
}
