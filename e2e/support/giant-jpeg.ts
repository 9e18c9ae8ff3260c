import {
  writeJpeg,
  type WrittenJpeg,
} from '../../src/worker/kernels/oracle/jpeg-writer.ts';

/** DQT (ITU-T T.81, table B.1). */
const DEFINE_TABLES = 0xdb;

/** A strip of ten rows of MCUs of 16 × 16 px. */
const STRIP_HEIGHT = 160;
const MCU_ROWS = 10;
const STRIPS = 50;
const WIDTH = 12_512;

export const GIANT_PICTURE = {
  widthPx: WIDTH,
  heightPx: STRIP_HEIGHT * STRIPS,
};

/** Markers that begin a restart interval. */
const FIRST_RESTART = 0xd0;

/**
 * A 4:2:0 JPEG of 100 megapixels without its pixels ever being in memory: strips of random
 * coefficients that repeat, each a restart interval.
 */
export function giantJpeg(kind: 'baseline' | 'progressive'): Buffer {
  const strips = [1, 2, 3].map((seed) => stripOf(kind, seed));
  const [first] = strips;
  if (!first) throw new Error('no strips');
  const head = Buffer.from(first.subarray(0, scanStart(first)));
  const size = frameAt(first, kind);
  head.writeUInt16BE(GIANT_PICTURE.heightPx, size + 5);
  const parts: Buffer[] = [head];
  for (let n = 0; n < STRIPS; n += 1) {
    if (n > 0) parts.push(Buffer.of(0xff, FIRST_RESTART + ((n - 1) % 8)));
    const strip = strips[n % strips.length] ?? first;
    parts.push(strip.subarray(scanStart(strip), strip.length - 2));
  }
  parts.push(Buffer.of(0xff, 0xd9));
  return Buffer.concat(parts);
}

/**
 * The same means of all blocks, other coded data: a copy that only a second look can confirm. The
 * first step of each table of one byte a step stays, the rest are one larger.
 */
export function withOtherSteps(jpeg: Buffer): Buffer {
  const copy = Buffer.from(jpeg);
  let at = copy.indexOf(Buffer.of(0xff, DEFINE_TABLES));
  while (copy[at + 1] === DEFINE_TABLES) {
    const end = at + 2 + copy.readUInt16BE(at + 2);
    for (let table = at + 4; table < end; table += 65) {
      for (let step = table + 2; step < table + 65; step += 1) {
        copy[step] = Math.min(255, (copy[step] ?? 0) + 1);
      }
    }
    at = end;
  }
  return copy;
}

function stripOf(kind: 'baseline' | 'progressive', seed: number): Buffer {
  const picture: WrittenJpeg = {
    widthPx: WIDTH,
    heightPx: STRIP_HEIGHT,
    sampling: [
      [2, 2],
      [1, 1],
      [1, 1],
    ],
    seed,
    restartInterval: (WIDTH / 16) * MCU_ROWS,
    ...(kind === 'progressive' ? { progressiveAl: 0 } : {}),
  };
  return Buffer.from(writeJpeg(picture));
}

function frameAt(jpeg: Buffer, kind: 'baseline' | 'progressive'): number {
  return jpeg.indexOf(Buffer.of(0xff, kind === 'baseline' ? 0xc0 : 0xc2));
}

/** First byte of the coded data. */
function scanStart(jpeg: Buffer): number {
  const at = jpeg.indexOf(Buffer.of(0xff, 0xda));
  return at + 2 + jpeg.readUInt16BE(at + 2);
}
