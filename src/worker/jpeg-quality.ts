import { ByteReader } from './byte-reader.ts';
import { jpegSegments } from './headers/jpeg-header.ts';

const DQT = 0xdb;

/** ITU-T T.81 table K.1, luminance, in zigzag order: the table libjpeg scales by quality. */
// prettier-ignore
const LUMINANCE = [
  16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40,
  26, 24, 22, 22, 24, 49, 35, 37, 29, 40, 58, 51, 61, 60, 57, 51,
  56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87,
  95, 98, 103, 104, 103, 62, 77, 113, 121, 112, 100, 120, 92, 101, 103, 99,
];

/**
 * The libjpeg quality whose luminance table lies closest to the file's first one, 1–100. Encoders
 * with tables of their own (cameras, Photoshop) get the quality that quantises about as hard.
 * @returns undefined when there is no complete table before the first scan.
 */
export function estimateJpegQuality(bytes: Uint8Array): number | undefined {
  const table = firstLuminanceTable(new ByteReader(bytes));
  if (!table) return undefined;
  let best = 1;
  let least = Infinity;
  for (const [index, steps] of STEPS_BY_QUALITY.entries()) {
    const distance = tableDistance(table, steps, least);
    if (distance <= least) {
      best = index + 1;
      least = distance;
    }
  }
  return best;
}

/** libjpeg's table of each quality from 1 on (jcparam.c, jpeg_quality_scaling). */
const STEPS_BY_QUALITY = Array.from({ length: 100 }, (_, index) => {
  const quality = index + 1;
  const scale = quality < 50 ? Math.floor(5000 / quality) : 200 - 2 * quality;
  return Uint8Array.from(LUMINANCE, (base) => {
    const step = Math.floor((base * scale + 50) / 100);
    return Math.min(255, Math.max(1, step));
  });
});

/** Place in row-major order of each place in zigzag order (T.81, figure 5). */
// prettier-ignore
const ZIGZAG = [
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5,
  12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
  35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51,
  58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
];

/**
 * The steps by which a JPEG's luma frequencies are quantised, 64 row-major, vertical frequency
 * first.
 * @param isTurned the picture is shown turned by a quarter: then as they lie in what is shown
 * @returns undefined when there is no complete table before the first scan.
 */
export function jpegLumaSteps(
  bytes: Uint8Array,
  isTurned: boolean,
): number[] | undefined {
  const table = firstLuminanceTable(new ByteReader(bytes));
  if (!table) return undefined;
  const steps = new Array<number>(table.length).fill(1);
  table.forEach((step, at) => {
    const place = ZIGZAG[at] ?? at;
    steps[isTurned ? transposedPlace(place) : place] = Math.max(1, step);
  });
  return steps;
}

/** Where a place of an 8 × 8 table stands with rows and columns exchanged. */
function transposedPlace(place: number): number {
  return (place % 8) * 8 + Math.floor(place / 8);
}

/**
 * The steps of libjpeg's luma table for a quality, in the order of jpegLumaSteps.
 * @param quality a whole number, 1–100
 */
export function libjpegLumaSteps(quality: number): number[] {
  const steps = new Array<number>(ZIGZAG.length).fill(1);
  STEPS_BY_QUALITY[quality - 1]?.forEach((step, at) => {
    steps[ZIGZAG[at] ?? at] = step;
  });
  return steps;
}

/** Sum of absolute differences; of a sum beyond `most` only a part, which is beyond it too. */
function tableDistance(
  table: readonly number[],
  steps: Uint8Array,
  most: number,
): number {
  let sum = 0;
  for (let i = 0; i < steps.length && sum <= most; i++) {
    sum += Math.abs((table[i] ?? 0) - (steps[i] ?? 0));
  }
  return sum;
}

/** Table 0, in zigzag order, from whichever DQT segment defines it first. */
function firstLuminanceTable(reader: ByteReader): number[] | undefined {
  for (const { marker, dataAt, endAt } of jpegSegments(reader)) {
    if (marker !== DQT) continue;
    for (let at = dataAt; at < endAt;) {
      const entryBytes = reader.u8(at) < 16 ? 1 : 2;
      const isLuminance = (reader.u8(at) & 15) === 0;
      const nextAt = at + 1 + 64 * entryBytes;
      if (nextAt > endAt || !reader.has(at, nextAt - at)) break;
      if (isLuminance) {
        const first = at + 1;
        return LUMINANCE.map((_, i) =>
          entryBytes === 2 ? reader.u16(first + 2 * i) : reader.u8(first + i),
        );
      }
      at = nextAt;
    }
  }
  return undefined;
}
