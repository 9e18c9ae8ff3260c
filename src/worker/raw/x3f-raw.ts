import type { ByteReader } from '../byte-reader.ts';
import { noClues, type RawClues } from './raw-clues.ts';
import type { ExifOrientation } from '../../domain/fingerprint.ts';

const MOST_SECTIONS = 256;
const HEAD_BYTES = 28;

/** Clockwise degrees → EXIF. */
const TURNS: Readonly<Record<number, ExifOrientation>> = {
  90: 6,
  180: 3,
  270: 8,
};

/** Sigma X3F: sections, with their directory at the place that the last four bytes name. */
export function x3fRaw(reader: ByteReader): RawClues | undefined {
  if (!reader.isText(0, 'FOVb')) return undefined;
  const clues = noClues();
  clues.sizes.push({
    widthPx: reader.u32(28, true),
    heightPx: reader.u32(32, true),
  });
  clues.orientation = TURNS[reader.u32(36, true)] ?? 1;
  const directory = reader.u32(reader.length - 4, true);
  clues.isCut = !reader.isText(directory, 'SECd');
  if (clues.isCut) return clues;
  const count = Math.min(reader.u32(directory + 8, true), MOST_SECTIONS);
  for (let i = 0; i < count; i++) {
    const entry = directory + 12 + 12 * i;
    const startByte = reader.u32(entry, true);
    const lengthBytes = reader.u32(entry + 4, true);
    if (!reader.isText(startByte, 'SECi')) continue;
    clues.places.push({
      startByte: startByte + HEAD_BYTES,
      lengthBytes: lengthBytes - HEAD_BYTES,
    });
  }
  return clues;
}
