import type { ResultRow } from '../support/result-rows.ts';
import { groupRows } from './matching/group-rows.ts';
import { joinRows } from './matching/join-rows.ts';

/**
 * The join and the grouping at scale, under Node with the built kernels: no browser, no corpus.
 * Takes some minutes. docs/benchmarks.md says what the rows mean.
 */
export async function matchingRows(): Promise<ResultRow[]> {
  return [...(await joinRows()), ...(await groupRows())];
}
