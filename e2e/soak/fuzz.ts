import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fuzzJpegDc } from '../../src/worker/kernels/jpeg-dc-fuzz.ts';
import { fuzzFiles } from '../../src/worker/kernels/jpeg-dc-fuzz-files.ts';
import { testModule } from '../../src/worker/kernels/test-kernels.ts';
import { corpusPhotos } from '../support/corpus-photos.ts';
import { findCorpus } from '../support/find-corpus.ts';
import { runProperties, wordsOf } from './run-properties.ts';
import type { SoakOptions, SoakResult } from './soak-part.ts';

/** Of the JPEG kernel. Fewer would not be a soak, whatever the options say. */
const LEAST_CASES = 100_000;

/** Of real photos those up to here: each case decodes its file four times. */
const MOST_BYTES = 150_000;

/** The JPEG kernel on damaged files, and every parser of the worker on random bytes. */
export async function fuzz({
  cases,
  factor,
  seed,
}: SoakOptions): Promise<SoakResult> {
  const kernel = await fuzzKernel(cases, seed);
  const parsers = runProperties(['src/worker'], factor);
  return {
    part: 'fuzz',
    isGood: kernel.isGood && parsers.isGood,
    lines: [...kernel.lines, `parsers and kernels: ${wordsOf(parsers)}`],
  };
}

/** The JPEG kernel on drawn files of every kind, and on real photos where the corpus is there. */
export async function fuzzKernel(
  cases: number,
  seed: number,
): Promise<Pick<SoakResult, 'isGood' | 'lines'>> {
  const drawn = await fuzzFiles();
  const photos = await realPhotos();
  const of = `${drawn.length} drawn files and ${photos.length} photos`;
  try {
    const { slowestMs, ...ends } = await fuzzJpegDc(
      await testModule(),
      [...drawn, ...photos],
      cases,
      seed,
    );
    // A kernel that no case came to was not tried.
    const isTried = ends.decoded > 0 && ends.whole > 0;
    return {
      isGood: isTried && cases >= LEAST_CASES,
      lines: [
        `JPEG kernel, ${cases} damaged files (seed ${seed}) of ${of}: ${JSON.stringify(ends)}, the slowest ${slowestMs.toFixed(1)} ms`,
        ...(isTried ? [] : ['no case was decoded, or none to all its pixels']),
        ...(cases >= LEAST_CASES ? [] : [`fewer than ${LEAST_CASES} cases`]),
      ],
    };
  } catch (error) {
    return { isGood: false, lines: [`JPEG kernel: ${String(error)}`] };
  }
}

async function realPhotos(): Promise<Uint8Array[]> {
  const corpus = findCorpus();
  if (corpus === undefined) return [];
  const small = (await corpusPhotos(corpus)).filter(
    ({ bytes }) => bytes <= MOST_BYTES,
  );
  return Promise.all(
    small.map(
      async ({ path }) => new Uint8Array(await readFile(join(corpus, path))),
    ),
  );
}
