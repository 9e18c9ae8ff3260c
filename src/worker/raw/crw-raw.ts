import type { ByteReader } from '../byte-reader.ts';
import { noClues, type RawClues } from './raw-clues.ts';
import type { ExifOrientation } from '../../domain/fingerprint.ts';

const MOST_DIRECTORIES = 64;
const MOST_RECORDS = 512;
const JPEG_TAGS = [0x2007, 0x2008];
const IMAGE_INFO = 0x1810;

/** Canon CRW (CIFF 1.0): heaps whose directory stands at their end. */
export function crwRaw(reader: ByteReader): RawClues | undefined {
  if (!reader.isText(6, 'HEAPCCDR')) return undefined;
  const clues = noClues();
  const heaps = [{ start: reader.u32(2, true), end: reader.length }];
  for (const heap of heaps) {
    if (heaps.length > MOST_DIRECTORIES) break;
    heaps.push(...readHeap(reader, heap, clues));
  }
  return clues;
}

interface Heap {
  start: number;
  end: number;
}

/** Adds what the heap's directory tells; returns the heaps inside it. */
function readHeap(
  reader: ByteReader,
  { start, end }: Heap,
  clues: RawClues,
): Heap[] {
  const inner: Heap[] = [];
  const at = start + reader.u32(end - 4, true);
  const count = Math.min(reader.u16(at, true), MOST_RECORDS);
  for (let i = 0; i < count && reader.has(at + 2 + 10 * i, 10); i++) {
    const record = at + 2 + 10 * i;
    const tag = reader.u16(record, true);
    const lengthBytes = reader.u32(record + 2, true);
    const startByte = start + reader.u32(record + 6, true);
    if ([0x2800, 0x3000].includes(tag & 0x3800) && startByte > start) {
      const innerEnd = Math.min(reader.length, startByte + lengthBytes);
      inner.push({ start: startByte, end: innerEnd });
    }
    if (JPEG_TAGS.includes(tag)) clues.places.push({ startByte, lengthBytes });
    if (tag === IMAGE_INFO) addImageInfo(reader, startByte, clues);
  }
  return inner;
}

/** Clockwise degrees → EXIF. */
const TURNS: Readonly<Record<number, ExifOrientation>> = {
  90: 6,
  180: 3,
  270: 8,
};

function addImageInfo(reader: ByteReader, at: number, clues: RawClues): void {
  clues.sizes.push({
    widthPx: reader.u32(at, true),
    heightPx: reader.u32(at + 4, true),
  });
  clues.orientation = TURNS[reader.i32(at + 12, true)] ?? 1;
}
