import {
  writeJpeg,
  type WrittenJpeg,
} from '../../src/worker/kernels/oracle/jpeg-writer.ts';

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
