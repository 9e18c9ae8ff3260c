import { bundleWords } from './bundle-words.ts';
import {
  highest,
  type KeeperCandidate,
  type KeeperRule,
} from './choose-keeper-rule.ts';

/** Raw data and films weigh more than notes: the first that one of two has and the other not. */
function worth({ photo }: KeeperCandidate): number {
  if (photo.companions === undefined) return 0;
  const kinds = new Set(photo.companions.map(({ kind }) => kind));
  return (
    (kinds.has('raw') || kinds.has('picture') ? 8 : 0) +
    (kinds.has('movie') ? 4 : 0) +
    (kinds.has('edited') ? 2 : 0) +
    (kinds.has('sidecar') ? 1 : 0)
  );
}

/**
 * Of equally good copies, the one that lies with its raw data, film or sidecars. It only breaks
 * ties: a smaller picture is not better for having a note beside it.
 */
export const companionsRule: KeeperRule = {
  criterion: 'companions',
  best: (candidates) => highest(candidates, worth),
  words: (winner) => `it is complete: ${bundleWords(winner.photo).join(', ')}`,
};
