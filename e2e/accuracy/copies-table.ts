import type { TransformScore } from './judge-copies.ts';

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
}

/** The scores as a Markdown table. */
export function copiesTable(scores: readonly TransformScore[]): string {
  const lines = scores.map((score) =>
    [
      '',
      score.name,
      score.tried,
      percent(score.grouped, score.tried),
      percent(score.relationRight, score.grouped),
      percent(score.keeperDegraded, score.grouped),
      percent(score.abstained, score.grouped),
      percent(score.proposed, score.grouped),
      '',
    ]
      .join(' | ')
      .trim(),
  );
  return [
    '| transform | copies | found | relation right | copy kept | abstained | proposed |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...lines,
  ].join('\n');
}
