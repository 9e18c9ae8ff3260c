import { USUAL_RULES } from './choose-keeper-order.ts';
import type { KeeperCandidate, KeeperRule } from './choose-keeper-rule.ts';

export type { KeeperCandidate } from './choose-keeper-rule.ts';

/**
 * The best of these candidates: rule by rule, those outside the margin of the best one drop out.
 * Does not depend on the order of the candidates. Never looks at raw sharpness, and at file size
 * only when a person asks for it.
 *
 * @param candidates at least one; none is a bug and throws
 * @param rules strongest first, the last one always leaving one
 */
export function chooseKeeper(
  candidates: readonly KeeperCandidate[],
  rules: readonly KeeperRule[] = USUAL_RULES,
): KeeperCandidate {
  let left = candidates;
  for (const rule of rules) {
    if (left.length <= 1) break;
    left = rule.best(left);
  }
  const [keeper] = left;
  if (keeper === undefined) throw new Error('no candidate to keep');
  return keeper;
}
