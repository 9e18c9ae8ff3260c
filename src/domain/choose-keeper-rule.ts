import type { PictureFlaws } from './choose-keeper-flaws.ts';
import type { Fingerprint } from './fingerprint.ts';
import type { KeeperCriterion, PhotoSummary } from './group.ts';

/** One file that could be kept. */
export interface KeeperCandidate {
  photo: PhotoSummary;
  fingerprint: Fingerprint;
  /** When a person pinned it, ms since 1970; 0 when nobody did. */
  pinnedMs: number;
  /** What a person decided about it. */
  decided?: 'keep' | 'move' | undefined;
  /** What second looks beside other copies showed. */
  flaws: PictureFlaws;
}

/** One criterion of the keeper's choice. */
export interface KeeperRule {
  criterion: KeeperCriterion;
  /**
   * The candidates that are best by this criterion, margins included: never empty, and the same
   * whatever the order of the candidates.
   */
  best: (candidates: readonly KeeperCandidate[]) => readonly KeeperCandidate[];
  /** Why the winner and not the loser, ready to print after "because". */
  words: (winner: KeeperCandidate, loser: KeeperCandidate) => string;
  /**
   * Whether the rival is so much better here that removing it would lose something. Absent for
   * criteria that only break ties.
   */
  isStrong?: (rival: KeeperCandidate, keeper: KeeperCandidate) => boolean;
}

/** The candidates with the highest value, and those within `margin` of it. */
export function highest(
  candidates: readonly KeeperCandidate[],
  value: (candidate: KeeperCandidate) => number,
  margin = 0,
): readonly KeeperCandidate[] {
  let top = -Infinity;
  let least = Infinity;
  for (const candidate of candidates) {
    const own = value(candidate);
    if (own > top) top = own;
    if (own < least) least = own;
  }
  // By most rules most candidates are equal. −∞ on both sides has no difference to measure.
  if (least === top || least >= top - margin) return candidates;
  return candidates.filter((candidate) => {
    const own = value(candidate);
    return own === top || own >= top - margin;
  });
}

/**
 * The candidates that no other one beats.
 *
 * @param mayLose asked of each once; false where none could beat it. Of hundreds that look alike every two
 *   would be too many
 */
export function unbeaten(
  candidates: readonly KeeperCandidate[],
  beats: (winner: KeeperCandidate, loser: KeeperCandidate) => boolean,
  mayLose: (candidate: KeeperCandidate) => boolean,
): readonly KeeperCandidate[] {
  const beaten = new Set(
    candidates.filter(
      (loser) =>
        mayLose(loser) && candidates.some((winner) => beats(winner, loser)),
    ),
  );
  return beaten.size === 0
    ? candidates
    : candidates.filter((candidate) => !beaten.has(candidate));
}

/** Whether the rule prefers the first of two. */
export function isBetter(
  rule: KeeperRule,
  first: KeeperCandidate,
  second: KeeperCandidate,
): boolean {
  const best = rule.best([first, second]);
  return best.includes(first) && !best.includes(second);
}

/** Decoded to equal pixels, or equal coded data; a missing hash equals nothing. */
export function hasSamePixels(a: KeeperCandidate, b: KeeperCandidate): boolean {
  return (
    a.fingerprint.pixels.length > 0 &&
    a.fingerprint.pixels === b.fingerprint.pixels
  );
}
