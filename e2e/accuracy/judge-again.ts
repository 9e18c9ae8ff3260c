import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { testKernels } from '../../src/worker/kernels/test-kernels.ts';
import { judgePair } from './lab/judge-pair.ts';
import { keptLooks, readKeptLine } from './lab/kept-pair.ts';
import type { PhotoCopies } from './report-copies.ts';

/**
 * Judges the pairs of an earlier run again, by what was measured then and the rules of now: no
 * file is read, so a change of a threshold is tried in seconds. A second look that was not taken
 * then counts as failed.
 */
export async function judgeAgain(keptFile: string): Promise<PhotoCopies[]> {
  const kernels = await testKernels();
  const all = new Map<string, PhotoCopies>();
  const lines = createInterface({ input: createReadStream(keptFile) });
  for await (const line of lines) {
    const pair = readKeptLine(line);
    const copies = all.get(pair.photo) ?? { photo: pair.photo, results: {} };
    all.set(pair.photo, copies);
    copies.results[pair.transform] = await judgePair(
      kernels,
      pair.original,
      pair.copy,
      keptLooks(pair),
    );
  }
  return [...all.values()];
}
