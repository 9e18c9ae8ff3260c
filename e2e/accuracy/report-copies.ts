import type { ResultRow } from '../support/result-rows.ts';
import {
  confusionTable,
  copiesTable,
  type FalsePairs,
  peersTable,
} from './copies-table.ts';
import {
  needsCrops,
  rightRelations,
  scoreTransforms,
  type TransformScore,
} from './judge-copies.ts';
import type { CopyOutcome, CopyResults } from './lab/lab-results.ts';

/** How the copies of one photo came out. */
export interface PhotoCopies {
  photo: string;
  results: CopyResults;
}

/** Prints all tables of copies. @returns the rows for the JSON file */
export function reportCopies(
  all: readonly PhotoCopies[],
  falsePairs: FalsePairs,
): ResultRow[] {
  const scores = scoreTransforms(all.map(({ results }) => results));
  console.log(`\n${copiesTable(scores)}`);
  console.log(`\nRelations:\n\n${confusionTable(scores)}`);
  console.log(
    `\nBeside one hash and one threshold:\n\n${peersTable(scores, falsePairs)}`,
  );
  reportOddOnes(all);
  return copyRows(scores);
}

function oddity(name: string, outcome: CopyOutcome): string | undefined {
  if (outcome.kind === 'apart') return 'missed';
  if (outcome.isAbstained) return `left to the person: ${outcome.words}`;
  if (outcome.keeper === 'copy') return `copy kept: ${outcome.words}`;
  return rightRelations(name).includes(outcome.relation)
    ? undefined
    : `called ${outcome.relation}`;
}

function reportOddOnes(all: readonly PhotoCopies[]): void {
  console.log(
    '\nMissed, kept instead of their original, left to the person:\n',
  );
  for (const { photo, results } of all) {
    for (const [name, result] of Object.entries(results)) {
      if (result.kind !== 'tried') continue;
      const outcome = needsCrops(name) ? result.withCrops : result.byDefault;
      const odd = oddity(name, outcome);
      if (odd !== undefined) console.log(`  ${name} of ${photo}: ${odd}`);
    }
  }
}

function copyRows(scores: readonly TransformScore[]): ResultRow[] {
  const degraded = scores.filter(({ isDegraded }) => isDegraded);
  // Of what was never drawn nothing was found, or missed.
  const drawn = scores.filter(({ tried }) => tried > 0);
  return [
    ...drawn.map((score) => ({
      name: `recall.${score.name}`,
      value: share(
        needsCrops(score.name) ? score.groupedWithCrops : score.grouped,
        score.tried,
      ),
      unit: '',
    })),
    ...drawn
      .filter(({ name }) => needsCrops(name))
      .map((score) => ({
        name: `recallByDefault.${score.name}`,
        value: share(score.grouped, score.tried),
        unit: '',
      })),
    {
      name: 'relationAccuracy',
      value: shareOfFound(scores, (score) => score.relationRight),
      unit: '',
    },
    {
      name: 'keeperDegradedRecommended',
      value: total(degraded, (score) => score.copyKept),
      unit: 'copies',
    },
    {
      name: 'keeperAbstention',
      value: shareOfFound(degraded, (score) => score.abstained),
      unit: '',
    },
    {
      name: 'keeperAbstentionOfAll',
      value: shareOfFound(scores, (score) => score.abstained),
      unit: '',
    },
    {
      name: 'keeperCopyKept',
      value: total(scores, (score) => score.copyKept),
      unit: 'copies',
    },
  ];
}

function shareOfFound(
  scores: readonly TransformScore[],
  of: (score: TransformScore) => number,
): number {
  return share(
    total(scores, of),
    total(scores, (score) => score.groupedWithCrops),
  );
}

function total(
  scores: readonly TransformScore[],
  of: (score: TransformScore) => number,
): number {
  return scores.reduce((sum, score) => sum + of(score), 0);
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
