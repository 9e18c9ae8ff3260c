import type { FileKey } from './photo-id.ts';

/**
 * What is known of a pair, whatever the threshold: `same` when a look at it, or what is stored,
 * confirms it; `different` when that turns it down; `open` while nobody has looked.
 */
export type PairOutcome = 'same' | 'different' | 'open';

/** Pairs of pictures at one distance, by what is known of them. */
export type DistanceBin = Readonly<Record<PairOutcome, number>>;

/** One pair to look at. */
export interface DistanceSample {
  first: FileKey;
  second: FileKey;
  /** Distance by the hash that decides. */
  bits: number;
  outcome: PairOutcome;
}

/** How far the near pairs of the open folders are from each other. Equal pictures do not count. */
export interface DistanceSurvey {
  /** Pairs are known up to this distance, bits; farther ones were never kept. */
  reachBits: number;
  /** One entry for each distance, from 0 up to and with `reachBits`. */
  histogram: readonly DistanceBin[];
  /** A few pairs at each distance, nearest first. */
  samples: readonly DistanceSample[];
}
