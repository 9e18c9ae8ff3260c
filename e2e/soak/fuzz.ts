import { fuzzJpegDc } from '../../src/worker/kernels/jpeg-dc-fuzz.ts';
import { testModule } from '../../src/worker/kernels/test-kernels.ts';
import { drawScene } from '../support/draw-scene.ts';
import { encodeJpeg } from '../support/encode-picture.ts';
import { runProperties, wordsOf } from './run-properties.ts';
import type { SoakOptions, SoakResult } from './soak-part.ts';

/** Fewer would not be a soak, whatever the options say. */
const LEAST_CASES = 100_000;

/** The JPEG kernel on damaged files, and every parser of the worker on random bytes. */
export async function fuzz({
  cases,
  factor,
  seed,
}: SoakOptions): Promise<SoakResult> {
  const lines: string[] = [];
  let isGood = true;
  let kernelCases = 0;
  try {
    const files = await Promise.all(
      [60, 90, 97].map((quality, index) =>
        encodeJpeg(drawScene(index + 1, 200 + index, 150), quality),
      ),
    );
    const { slowestMs, ...ends } = await fuzzJpegDc(
      await testModule(),
      files.map((bytes) => new Uint8Array(bytes)),
      cases,
      seed,
    );
    kernelCases = cases;
    lines.push(
      `JPEG kernel, ${cases} damaged files (seed ${seed}): ${JSON.stringify(ends)}, the slowest ${slowestMs.toFixed(1)} ms`,
    );
  } catch (error) {
    isGood = false;
    lines.push(`JPEG kernel: ${String(error)}`);
  }
  const parsers = runProperties(['src/worker'], factor);
  lines.push(`parsers and kernels: ${wordsOf(parsers)}`);
  const total = parsers.cases + kernelCases;
  if (total < LEAST_CASES) {
    lines.push(`only ${total} cases, fewer than ${LEAST_CASES}`);
  }
  return {
    part: 'fuzz',
    isGood: isGood && parsers.isGood && total >= LEAST_CASES,
    lines,
  };
}
