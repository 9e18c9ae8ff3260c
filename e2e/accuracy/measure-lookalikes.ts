import type { Page } from '@playwright/test';
import type { ResultRow } from '../support/result-rows.ts';
import type { CopyOutcome } from './lab/lab-results.ts';

/** What pairs of one kind came to. */
interface LookalikeScore {
  pairs: number;
  edited: number;
  plain: number;
  proposed: number;
}

/** Relations that say that nothing but saving and scaling lies between. */
const PLAIN: readonly string[] = [
  'identical-bytes',
  'identical-pixels',
  're-encoded',
  'resized',
];

function count(score: LookalikeScore, outcome: CopyOutcome): void {
  score.pairs += 1;
  if (outcome.kind === 'apart') return;
  if (PLAIN.includes(outcome.relation)) score.plain += 1;
  else score.edited += 1;
  if (outcome.isProposed) score.proposed += 1;
}

/**
 * Different pictures that look alike, drawn on each of these photos from its number as the seed:
 * none may be proposed to be moved for the other.
 */
export async function measureLookalikes(
  page: Page,
  photos: readonly string[],
): Promise<ResultRow[]> {
  const scores = new Map<string, LookalikeScore>();
  for (const [seed, photo] of photos.entries()) {
    const { results } = await page.evaluate(
      ([url, of]) => window.lab.tryLookalikes(url, of),
      [encodeURI(`/corpus/${photo}`), seed] as const,
    );
    for (const [name, result] of Object.entries(results)) {
      if (result.kind !== 'tried') continue;
      const kind = name.split(' ')[0] ?? name;
      const none = { pairs: 0, edited: 0, plain: 0, proposed: 0 };
      const score = scores.get(kind) ?? none;
      scores.set(kind, score);
      count(score, result.byDefault);
      if (result.byDefault.kind === 'grouped' && result.byDefault.isProposed) {
        console.log(`  PROPOSED: ${name} on ${photo}`);
      }
    }
  }
  console.log(`\n${lookalikeTable(scores)}`);
  const total = (of: keyof LookalikeScore): number =>
    [...scores.values()].reduce((sum, score) => sum + score[of], 0);
  return [
    { name: 'lookalikePairs', value: total('pairs'), unit: 'pairs' },
    { name: 'lookalikesCalledCopies', value: total('plain'), unit: 'pairs' },
    { name: 'lookalikesProposed', value: total('proposed'), unit: 'pairs' },
  ];
}

function lookalikeTable(scores: ReadonlyMap<string, LookalikeScore>): string {
  return [
    '| look-alikes | pairs | apart | edited or cropped | called copies | proposed |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...[...scores].map(
      ([kind, { pairs, edited, plain, proposed }]) =>
        `| ${kind} | ${pairs} | ${pairs - edited - plain} | ${edited} | ${plain} | ${proposed} |`,
    ),
  ].join('\n');
}
