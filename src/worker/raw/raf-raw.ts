import type { ByteReader } from '../byte-reader.ts';
import { noClues, type RawClues } from './raw-clues.ts';

const MOST_RECORDS = 256;
/** Sizes of the whole and of the cropped picture: height, then width. */
const CROPPED_SIZE = 0x0111;
const FULL_SIZE = 0x0100;

/** Fujifilm RAF: a big-endian header that tells where the JPEG and the records stand. */
export function rafRaw(reader: ByteReader): RawClues | undefined {
  if (!reader.isText(0, 'FUJIFILMCCD-RAW')) return undefined;
  const clues = noClues();
  const startByte = reader.u32(84);
  clues.places.push({ startByte, lengthBytes: reader.u32(88) });
  clues.isCut = reader.u32(100) + reader.u32(104) > reader.length;
  const records = new Map<number, number>();
  let at = reader.u32(92) + 4;
  const count = Math.min(reader.u32(at - 4), MOST_RECORDS);
  for (let i = 0; i < count && reader.has(at, 4); i++) {
    records.set(reader.u16(at), at + 4);
    at += 4 + reader.u16(at + 2);
  }
  const sizeAt = records.get(CROPPED_SIZE) ?? records.get(FULL_SIZE);
  if (sizeAt !== undefined) {
    clues.sizes.push({
      heightPx: reader.u16(sizeAt),
      widthPx: reader.u16(sizeAt + 2),
    });
  }
  return clues;
}
