import { RELATION_KINDS } from '../../src/domain/relation.ts';
import { rightRelations, type TransformScore } from './judge-copies.ts';
import { PEER_METHODS } from './lab/peer-methods.ts';

/** Pairs of distinct photos that were joined. */
export interface FalsePairs {
  own: number;
  ownWithCrops: number;
  peers: Readonly<Record<string, number>>;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
}

function table(
  heads: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const line = (cells: readonly (string | number)[]): string =>
    `| ${cells.join(' | ')} |`;
  return [
    line(heads),
    line(heads.map((_, at) => (at === 0 ? '---' : '---:'))),
    ...rows.map(line),
  ].join('\n');
}

/** The scores as a Markdown table. */
export function copiesTable(scores: readonly TransformScore[]): string {
  return table(
    [
      'transform',
      'copies',
      'found',
      'with crops',
      'relation right',
      'copy kept',
      'abstained',
      'proposed',
    ],
    scores.map((score) => [
      score.name,
      score.tried,
      percent(score.grouped, score.tried),
      percent(score.groupedWithCrops, score.tried),
      percent(score.relationRight, score.groupedWithCrops),
      percent(score.copyKept, score.groupedWithCrops),
      percent(score.abstained, score.groupedWithCrops),
      percent(score.proposed, score.groupedWithCrops),
    ]),
  );
}

/** What each transform is (the first relation that names it rightly) against what it was called. */
export function confusionTable(scores: readonly TransformScore[]): string {
  const rows = RELATION_KINDS.flatMap((truth) => {
    const own = scores.filter(({ name }) => rightRelations(name)[0] === truth);
    if (own.length === 0) return [];
    return [
      [
        truth,
        ...RELATION_KINDS.map((kind) =>
          own.reduce((sum, { relations }) => sum + (relations[kind] ?? 0), 0),
        ),
      ],
    ];
  });
  return table(['truth \\ named', ...RELATION_KINDS], rows);
}

/** Twinsift beside one hash and one threshold, share of the copies found. */
export function peersTable(
  scores: readonly TransformScore[],
  falsePairs: FalsePairs,
): string {
  const names = PEER_METHODS.map(({ name }) => name);
  return table(
    ['transform', 'Twinsift', 'with crops', ...names],
    [
      ...scores.map(({ name, tried, grouped, groupedWithCrops, peers }) => [
        name,
        percent(grouped, tried),
        percent(groupedWithCrops, tried),
        ...names.map((peer) => percent(peers[peer] ?? 0, tried)),
      ]),
      [
        'different photos joined, pairs',
        falsePairs.own,
        falsePairs.ownWithCrops,
        ...names.map((peer) => falsePairs.peers[peer] ?? 0),
      ],
    ],
  );
}
