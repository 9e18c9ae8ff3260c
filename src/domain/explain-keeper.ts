import { USUAL_RULES } from './choose-keeper-order.ts';
import type { KeeperCandidate, KeeperRule } from './choose-keeper-rule.ts';
import {
  findDoubt,
  type Doubt,
  type KeeperPairs,
} from './explain-keeper-doubt.ts';
import { reasonsOf, standingsOf } from './explain-keeper-reasons.ts';
import type { KeeperChoice } from './group.ts';

/** A person has decided about it, or it stays in any case: nothing is lost with it unseen. */
function isSettled({ decided, photo }: KeeperCandidate): boolean {
  return decided !== undefined || photo.isProtected;
}

/**
 * Says why the keeper was chosen, or abstains: where a rival is better in something that would be
 * lost with it, or where a rival was changed and could as well be the original. A pin by the
 * person ends all doubt, and so does a decision about each rival.
 *
 * @param others the rivals that could be removed for this keeper: copies of the same picture
 * @param pairs without outlines beside each rival, what other copies show counts beside all of them
 * @param rules those that the keeper was chosen by
 */
export function explainKeeper(
  keeper: KeeperCandidate,
  others: readonly KeeperCandidate[],
  {
    changes = new Map(),
    outlineBeside = () => keeper.flaws,
  }: Partial<KeeperPairs> = {},
  rules: readonly KeeperRule[] = USUAL_RULES,
): KeeperChoice {
  const pairs = { changes, outlineBeside };
  const unsettled = others.filter((other) => !isSettled(other));
  const weighed = unsettled.length > 0 ? unsettled : others;
  // What has the keeper's bytes stays with it.
  const open = unsettled.filter(
    ({ photo }) => photo.content !== keeper.photo.content,
  );
  const standings = standingsOf(keeper, weighed, rules);
  const doubtAmong = (rivals: readonly KeeperCandidate[]): Doubt | undefined =>
    findDoubt(keeper, rivals, pairs, standings, rules);
  const first = keeper.pinnedMs === 0 ? doubtAmong(open) : undefined;
  if (first !== undefined) {
    const { rival, words } = first;
    const more = open
      .filter((other) => other !== rival && doubtAmong([other]) !== undefined)
      .map(({ photo }) => photo.key);
    return {
      kind: 'abstained',
      words,
      rivals: [rival.photo.key, ...more.sort()],
    };
  }
  const reasons = reasonsOf(keeper, standings, rules, others.length === 1);
  return {
    kind: 'chosen',
    reasons:
      reasons.length > 0
        ? reasons
        : [{ criterion: 'path', words: 'the copies are equally good' }],
  };
}
