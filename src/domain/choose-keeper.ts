import { TELLING_RULES, USUAL_RULES } from './choose-keeper-order.ts';
import { FORMAT_RULES } from './choose-keeper-picture.ts';
import {
  hasSamePixels,
  isBetter,
  type KeeperCandidate,
  type KeeperRule,
} from './choose-keeper-rule.ts';
import type { KeeperChoice, KeeperReason } from './group.ts';
import { fileName } from './photo.ts';

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

/**
 * What lies between the keeper and a rival beside scaling and one saving: `edited` by more than
 * saving does; `turned`, of which nothing in the picture says which way was up; or `resaved`, where
 * the rival is no straight saving of the keeper, so that one of them was saved more than once.
 */
export type KeeperChange = 'edited' | 'turned' | 'resaved';
export type KeeperChanges = ReadonlyMap<KeeperCandidate, KeeperChange>;

const NOBODY: readonly KeeperCandidate[] = [];

/** First strong point of a rival: what would be lost with it. */
function findConflict(
  keeper: KeeperCandidate,
  others: readonly KeeperCandidate[],
  changes: KeeperChanges,
  rules: readonly KeeperRule[],
): { rule: KeeperRule; rival: KeeperCandidate } | undefined {
  for (const rule of rules) {
    const { isStrong } = rule;
    if (isStrong === undefined) continue;
    // How hard a changed picture was compressed says nothing of which one was changed.
    const isTelling = TELLING_RULES.has(rule);
    let rivals = NOBODY;
    for (const other of others) {
      if (!isTelling && changes.get(other) === 'edited') continue;
      if (isStrong(other, keeper)) rivals = rivals.concat(other);
    }
    if (rivals.length > 0) return { rule, rival: chooseKeeper(rivals, rules) };
  }
  return undefined;
}

/** How the keeper stands by one rule that tells it from some of the others. */
interface Standing {
  rule: KeeperRule;
  /** Those that it beats. */
  beaten: readonly KeeperCandidate[];
  /** One of the others beats it. */
  isBeaten: boolean;
}

/** By each rule that does not find all of them equally good, strongest first. */
function standingsOf(
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

/** Points at which the keeper beats some and loses to none, strongest first. */
function reasonsOf(
  keeper: KeeperCandidate,
  standings: readonly Standing[],
  rules: readonly KeeperRule[],
): KeeperReason[] {
  const reasons: KeeperReason[] = [];
  for (const { rule, beaten, isBeaten } of standings) {
    if (rule.criterion === 'path' && reasons.length > 0) break;
    if (isBeaten) continue;
    reasons.push({
      criterion: rule.criterion,
      // Against the best of the beaten: the narrowest win is the one worth saying.
      words: rule.words(keeper, chooseKeeper(beaten, rules)),
    });
  }
  // An array that was pushed to keeps room for 16 more, and every group has one.
  return [...reasons];
}

/** Two files of one name are told apart by their folders. */
function nameOf(own: KeeperCandidate, other: KeeperCandidate): string {
  const name = fileName(own.photo.path);
  return name === fileName(other.photo.path) ? own.photo.path : name;
}

function abstention(
  keeper: KeeperCandidate,
  rival: KeeperCandidate,
  rule: KeeperRule,
  rules: readonly KeeperRule[],
): string {
  const standings = standingsOf(keeper, [rival], rules);
  const [reason] = reasonsOf(keeper, standings, rules);
  const own = `“${nameOf(keeper, rival)}”`;
  const side = reason === undefined ? '' : `For ${own}: ${reason.words}. `;
  return `${side}For “${nameOf(rival, keeper)}”: ${rule.words(rival, keeper)}. Both cannot be had in one file, so you decide.`;
}

/** A changed copy that might as well be the original: nothing but its file speaks against it. */
function findTwin(
  keeper: KeeperCandidate,
  changes: KeeperChanges,
  rules: readonly KeeperRule[],
): KeeperCandidate | undefined {
  if (changes.size === 0) return undefined;
  const telling = rules.filter((rule) => TELLING_RULES.has(rule));
  const formats = rules.filter((rule) => FORMAT_RULES.includes(rule));
  const twins = [...changes]
    .filter(([rival, change]) => {
      // The finer of two files that are not each other's saving may be the one saved again.
      const counting = change === 'turned' ? [...telling, ...formats] : telling;
      return !counting.some((rule) => isBetter(rule, keeper, rival));
    })
    .map(([rival]) => rival);
  return twins.length === 0 ? undefined : chooseKeeper(twins, rules);
}

/** A rival with other pixels that nothing but the order of paths speaks against. */
function findEqual(
  keeper: KeeperCandidate,
  others: readonly KeeperCandidate[],
  standings: readonly Standing[],
  rules: readonly KeeperRule[],
): KeeperCandidate | undefined {
  const equals = others.filter(
    (rival) =>
      !hasSamePixels(rival, keeper) &&
      !standings.some(
        ({ rule, beaten }) =>
          rule.criterion !== 'path' && beaten.includes(rival),
      ),
  );
  return equals.length === 0 ? undefined : chooseKeeper(equals, rules);
}

function doubt(
  keeper: KeeperCandidate,
  others: readonly KeeperCandidate[],
  changes: KeeperChanges,
  standings: readonly Standing[],
  rules: readonly KeeperRule[],
): string | undefined {
  const conflict = findConflict(keeper, others, changes, rules);
  if (conflict !== undefined) {
    return abstention(keeper, conflict.rival, conflict.rule, rules);
  }
  const twin = findTwin(keeper, changes, rules);
  if (twin !== undefined) {
    return `One of “${nameOf(keeper, twin)}” and “${nameOf(twin, keeper)}” was changed, and nothing tells which, so you decide.`;
  }
  const equal = findEqual(keeper, others, standings, rules);
  return (
    equal &&
    `“${nameOf(keeper, equal)}” and “${nameOf(equal, keeper)}” are equally good but not the same file, and nothing tells which came first, so you decide.`
  );
}

/**
 * Says why the keeper was chosen, or abstains: where a rival is better in something that would be
 * lost with it, or where a rival was changed and could as well be the original. A pin by the
 * person ends all doubt.
 *
 * @param others the rivals that could be removed for this keeper: copies of the same picture
 * @param changes what was done to those of them that differ by more than saving and scaling
 * @param rules those that the keeper was chosen by
 */
export function explainKeeper(
  keeper: KeeperCandidate,
  others: readonly KeeperCandidate[],
  changes: KeeperChanges = new Map(),
  rules: readonly KeeperRule[] = USUAL_RULES,
): KeeperChoice {
  const standings = standingsOf(keeper, others, rules);
  const words =
    keeper.pinnedMs === 0
      ? doubt(keeper, others, changes, standings, rules)
      : undefined;
  if (words !== undefined) return { kind: 'abstained', words };
  const reasons = reasonsOf(keeper, standings, rules);
  return {
    kind: 'chosen',
    reasons:
      reasons.length > 0
        ? reasons
        : [{ criterion: 'path', words: 'the copies are equally good' }],
  };
}
