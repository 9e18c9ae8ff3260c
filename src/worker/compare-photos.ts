import { measurePair } from './compare/measure-pair.ts';
import { measureSources } from './compare/measure-sources.ts';
import { decodeLuma } from './decode-luma.ts';
import type { Kernels } from './kernels/load-kernels.ts';
import type {
  CompareJob,
  CompareOutcome,
} from '../protocol/analyzer-protocol.ts';

/** The second look at a pair: both decoded again and compared at their common resolution. */
export async function comparePhotos(
  kernels: Kernels,
  job: CompareJob,
): Promise<CompareOutcome> {
  const { settings, transform } = job;
  const first = await decodeLuma(kernels, job.first, settings);
  if (first.kind === 'failed') {
    return { kind: 'failed', which: 'first', failure: first.failure };
  }
  const second = await decodeLuma(kernels, job.second, settings);
  if (second.kind === 'failed') {
    return { kind: 'failed', which: 'second', failure: second.failure };
  }
  const measure = measurePair(first.sample.luma, second.sample.luma, transform);
  const sources = measureSources(
    kernels,
    first.sample,
    second.sample,
    measure.scale ?? 1,
    transform === 'upright',
  );
  return { kind: 'measured', measure: { ...measure, ...sources } };
}
