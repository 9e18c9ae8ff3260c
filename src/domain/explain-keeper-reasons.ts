import type { KeeperCandidate, KeeperRule } from './choose-keeper-rule.ts';
import { chooseKeeper } from './choose-keeper.ts';
import type { KeeperReason } from './group.ts';
import { fileName } from './photo.ts';

const NOBODY: readonly KeeperCandidate[] = [];

/** How the keeper stands by one rule that tells it from some of the others. */
export interface Standing {
  rule: KeeperRule;
  /** Those that it beats. */
  beaten: readonly KeeperCandidate[];
  /** One of the others beats it. */
  isBeaten: boolean;
}

/** By each rule that does not find all of them equally good, strongest first. */
export function standingsOf(
  keeper: KeeperCandidate,
  others: readonly KeeperCandidate[],
  rules: readonly KeeperRule[],
): Standing[] {
  const pairs = others.map((other) => [keeper, other] as const);
  const standings: Standing[] = [];
  for (const rule of rules) {
    let beaten: readonly KeeperCandidate[] = NOBODY;
    let isBeaten = false;
    for (const pair of pairs) {
      const best = rule.best(pair);
      if (best.length > 1) continue;
      if (best[0] === keeper) beaten = beaten.concat(pair[1]);
      else isBeaten = true;
    }
    if (beaten.length > 0 || isBeaten) {
      standings.push({ rule, beaten, isBeaten });
    }
  }
  return standings;
}

/** Two files of one name are told apart by their folders. */
export function nameOf(own: KeeperCandidate, other: KeeperCandidate): string {
  const name = fileName(own.photo.path);
  return name === fileName(other.photo.path) ? own.photo.path : name;
}

const THE_OTHER = /\bthe other( one)?\b/u;

/**
 * Points at which the keeper beats some and loses to none, strongest first.
 * @param isOneOfTwo of more than two the one that was beaten is named
 */
export function reasonsOf(
  keeper: KeeperCandidate,
  standings: readonly Standing[],
  rules: readonly KeeperRule[],
  isOneOfTwo: boolean,
): KeeperReason[] {
  const reasons: KeeperReason[] = [];
  for (const { rule, beaten, isBeaten } of standings) {
    if (rule.criterion === 'path' && reasons.length > 0) break;
    if (isBeaten) continue;
    // Against the best of the beaten: the narrowest win is the one worth saying.
    const loser = chooseKeeper(beaten, rules);
    const words = rule.words(keeper, loser);
    reasons.push({
      criterion: rule.criterion,
      words: isOneOfTwo
        ? words
        : words.replace(THE_OTHER, () => `“${nameOf(loser, keeper)}”`),
    });
  }
  // An array that was pushed to keeps room for 16 more, and every group has one.
  return [...reasons];
}
