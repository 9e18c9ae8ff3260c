import { compareSamples } from './compare/compare-samples.ts';
import { decodeLuma } from './decode-luma.ts';
import type { AnalyzerTools } from './reduce-photo.ts';
import type {
  CompareJob,
  CompareOutcome,
} from '../protocol/analyzer-protocol.ts';

/** The second look at a pair: both decoded again and compared at their common resolution. */
export async function comparePhotos(
  tools: AnalyzerTools,
  job: CompareJob,
): Promise<CompareOutcome> {
  const { settings, transform } = job;
  const first = await decodeLuma(tools, job.first, settings);
  if (first.kind === 'failed') {
    return { kind: 'failed', which: 'first', failure: first.failure };
  }
  const second = await decodeLuma(tools, job.second, settings);
  if (second.kind === 'failed') {
    return { kind: 'failed', which: 'second', failure: second.failure };
  }
  const measure = compareSamples(
    tools.kernels,
    first.sample,
    second.sample,
    transform,
  );
  return { kind: 'measured', measure };
}
