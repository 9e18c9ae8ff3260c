import type {
  DistanceBin,
  DistanceSurvey,
  PairOutcome,
} from '../domain/distance-survey.ts';
import { countOf } from './format-numbers.ts';

/** From the ground up: what is confirmed stands at the bottom. */
export const OUTCOMES: readonly PairOutcome[] = ['same', 'different', 'open'];

export const OUTCOME_WORDS: Record<PairOutcome, string> = {
  same: 'the same photo',
  different: 'not the same',
  open: 'not looked at',
};

/** A piece of a bar; the chart is `CHART_HEIGHT` high and one wide for each bit. */
export interface BarPiece {
  bits: number;
  outcome: PairOutcome;
  /** From the top. */
  y: number;
  height: number;
}

export const CHART_HEIGHT = 100;

/** One pair must be seen beside a thousand. */
const SMALLEST_BAR = 6;

function totalOf(bin: DistanceBin): number {
  return bin.same + bin.different + bin.open;
}

/**
 * Bars up to and with `largestBits`. Heights grow with the square root of the number, because
 * near distances have many times the pairs of the far ones; a bar is shared out by its numbers.
 */
export function barPieces(
  histogram: readonly DistanceBin[],
  largestBits: number,
): readonly BarPiece[] {
  const shown = histogram.slice(0, largestBits + 1);
  const most = Math.sqrt(Math.max(1, ...shown.map(totalOf)));
  return shown.flatMap((bin, bits) => {
    const total = totalOf(bin);
    if (total === 0) return [];
    const full = Math.max(
      SMALLEST_BAR,
      (Math.sqrt(total) / most) * CHART_HEIGHT,
    );
    let top = CHART_HEIGHT;
    return OUTCOMES.flatMap((outcome): BarPiece[] => {
      const height = (bin[outcome] / total) * full;
      top -= height;
      return height === 0 ? [] : [{ bits, outcome, y: top, height }];
    });
  });
}

/** The chart in words: `42 pairs up to the line (38 the same photo, …), 7 beyond it.` */
export function chartWords(survey: DistanceSurvey, cutBits: number): string {
  const inside = { same: 0, different: 0, open: 0 };
  let beyond = 0;
  for (const [bits, bin] of survey.histogram.entries()) {
    if (bits > cutBits) beyond += totalOf(bin);
    else for (const outcome of OUTCOMES) inside[outcome] += bin[outcome];
  }
  const parts = OUTCOMES.filter((outcome) => inside[outcome] > 0).map(
    (outcome) => `${inside[outcome]} ${OUTCOME_WORDS[outcome]}`,
  );
  const known = parts.length === 0 ? '' : ` (${parts.join(', ')})`;
  return `${countOf(totalOf(inside), 'pair')} up to the line${known}, ${beyond} beyond it.`;
}
