import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeJpeg } from '../../src/worker/kernels/oracle/jpeg-writer.ts';

/** Runs a decoder several times in one shell, so that Node's own start-up cost is paid once. */
const LOOP =
  'i=0; while [ $i -lt "$1" ]; do "$2" -scale 1/8 -grayscale "$3" >/dev/null; i=$((i+1)); done';

const RUNS_PER_LOOP = 3;

function loopMs(file: string, times: number): number {
  const startedMs = performance.now();
  const { status } = spawnSync('sh', [
    '-c',
    LOOP,
    'sh',
    String(times),
    'djpeg',
    file,
  ]);
  if (status !== 0) throw new Error(`djpeg failed on ${file}`);
  return (performance.now() - startedMs) / times;
}

/** djpeg (libjpeg-turbo) at an eighth in grey, without the start of its process. */
export class DjpegTimer {
  private readonly tinyFile: string;

  private constructor(tinyFile: string) {
    this.tinyFile = tinyFile;
  }

  /** @returns undefined where djpeg is not installed */
  static async find(scratchFolder: string): Promise<DjpegTimer | undefined> {
    if (spawnSync('djpeg', ['-version']).status !== 0) return undefined;
    const tinyFile = join(scratchFolder, 'tiny.jpg');
    const size = { widthPx: 8, heightPx: 8, seed: 1 };
    await writeFile(tinyFile, writeJpeg({ ...size, sampling: [[1, 1]] }));
    return new DjpegTimer(tinyFile);
  }

  /**
   * Milliseconds per decode: the best run over the file less the best run over a picture of one
   * block, `rounds` times a few runs each, taking turns.
   */
  measureMs(file: string, rounds: number): number {
    const full: number[] = [];
    const empty: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      empty.push(loopMs(this.tinyFile, RUNS_PER_LOOP));
      full.push(loopMs(file, RUNS_PER_LOOP));
    }
    return Math.min(...full) - Math.min(...empty);
  }
}
