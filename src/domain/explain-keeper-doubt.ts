import type { OutlineFlaws } from './choose-keeper-flaws-outline.ts';
import { TELLING_RULES } from './choose-keeper-order.ts';
import { FORMAT_RULES } from './choose-keeper-picture.ts';
import { lostMetadata } from './lost-metadata.ts';
import { knownFacts } from './photo-notes.ts';
import {
  hasSamePixels,
  isBetter,
  type KeeperCandidate,
  type KeeperRule,
} from './choose-keeper-rule.ts';
import { chooseKeeper } from './choose-keeper.ts';
import {
  nameOf,
  reasonsOf,
  standingsOf,
  type Standing,
} from './explain-keeper-reasons.ts';

/**
 * What lies between the keeper and a rival beside scaling and one saving: `edited` by more than
 * saving does; `turned`, of which nothing in the picture says which way was up; `resaved`, where
 * the rival is no straight saving of the keeper, so that one of them was saved more than once; or
 * `unknown`, where nobody has looked closely.
 */
export type KeeperChange = 'edited' | 'turned' | 'resaved' | 'unknown';
export type KeeperChanges = ReadonlyMap<KeeperCandidate, KeeperChange>;

/** These lie between two pictures: a crop of one copy is not a crop of another. */
export type KeeperOutline = Pick<OutlineFlaws, 'isCropped' | 'isPerhapsFramed'>;

/** What is known of the keeper and each rival by themselves. */
export interface KeeperPairs {
  /** What was done to the rivals that differ by more than saving and scaling. */
  changes: KeeperChanges;
  /** What the keeper shows of the scene, beside this rival alone. */
  outlineBeside: (rival: KeeperCandidate) => KeeperOutline;
}

const NOBODY: readonly KeeperCandidate[] = [];

function withOutline(
  keeper: KeeperCandidate,
  { isCropped, isPerhapsFramed }: KeeperOutline,
): KeeperCandidate {
  const { flaws } = keeper;
  const isSame =
    isCropped === flaws.isCropped && isPerhapsFramed === flaws.isPerhapsFramed;
  return isSame
    ? keeper
    : { ...keeper, flaws: { ...flaws, isCropped, isPerhapsFramed } };
}

/** First strong point of a rival: what would be lost with it. */
function findConflict(
  keeper: KeeperCandidate,
  others: readonly KeeperCandidate[],
  { changes, outlineBeside }: KeeperPairs,
  rules: readonly KeeperRule[],
): { rule: KeeperRule; rival: KeeperCandidate } | undefined {
  const beside = others.map(
    (other) => [other, withOutline(keeper, outlineBeside(other))] as const,
  );
  for (const rule of rules) {
    const { isStrong } = rule;
    if (isStrong === undefined) continue;
    // How hard a changed picture was compressed says nothing of which one was changed.
    const isTelling = TELLING_RULES.has(rule);
    let rivals = NOBODY;
    for (const [other, seen] of beside) {
      const change = changes.get(other);
      if (!isTelling && (change === 'edited' || change === 'unknown')) continue;
      if (isStrong(other, seen)) rivals = rivals.concat(other);
    }
    if (rivals.length > 0) return { rule, rival: chooseKeeper(rivals, rules) };
  }
  return undefined;
}

/** The stars of one would be lost with it, and so would be written beside the other, if asked to. */
function wouldCarryStars(from: KeeperCandidate, to: KeeperCandidate): boolean {
  const lost = lostMetadata(knownFacts(to.photo), knownFacts(from.photo));
  return lost?.rating !== undefined;
}

function abstention(
  keeper: KeeperCandidate,
  rival: KeeperCandidate,
  rule: KeeperRule,
  rules: readonly KeeperRule[],
): string {
  const standings = standingsOf(keeper, [rival], rules);
  const [reason] = reasonsOf(keeper, standings, rules, true);
  const own = `“${nameOf(keeper, rival)}”`;
  // That its path comes first is no reason that a person could weigh.
  const side =
    reason === undefined || reason.criterion === 'path'
      ? ''
      : `For ${own}: ${reason.words}. `;
  const [rated, other] =
    rule.criterion === 'rating' ? [rival, keeper] : [keeper, rival];
  const isForStars =
    rule.criterion === 'rating' || reason?.criterion === 'rating';
  const ending =
    isForStars && wouldCarryStars(rated, other)
      ? `If “${nameOf(other, rated)}” stays, the stars can be written to a sidecar beside it. You decide.`
      : 'Both cannot be had in one file, so you decide.';
  return `${side}For “${nameOf(rival, keeper)}”: ${rule.words(rival, keeper)}. ${ending}`;
}

/** A changed copy that might as well be the original: nothing but its file speaks against it. */
function findTwin(
  keeper: KeeperCandidate,
  others: readonly KeeperCandidate[],
  changes: KeeperChanges,
  rules: readonly KeeperRule[],
): KeeperCandidate | undefined {
  if (changes.size === 0) return undefined;
  const telling = rules.filter((rule) => TELLING_RULES.has(rule));
  const formats = rules.filter((rule) => FORMAT_RULES.includes(rule));
  const twins = others.filter((rival) => {
    const change = changes.get(rival);
    if (change === undefined) return false;
    // The finer of two files that are not each other's saving may be the one saved again.
    const counting = change === 'turned' ? [...telling, ...formats] : telling;
    return !counting.some((rule) => isBetter(rule, keeper, rival));
  });
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

/** Why the keeper may be the wrong one, and for the sake of which rival. */
export interface Doubt {
  rival: KeeperCandidate;
  words: string;
}

/** The strongest doubt between the keeper and one of these rivals. */
export function findDoubt(
  keeper: KeeperCandidate,
  others: readonly KeeperCandidate[],
  pairs: KeeperPairs,
  standings: readonly Standing[],
  rules: readonly KeeperRule[],
): Doubt | undefined {
  const conflict = findConflict(keeper, others, pairs, rules);
  if (conflict !== undefined) {
    const { rival, rule } = conflict;
    return { rival, words: abstention(keeper, rival, rule, rules) };
  }
  const twin = findTwin(keeper, others, pairs.changes, rules);
  if (twin !== undefined) {
    const pair = `“${nameOf(keeper, twin)}” and “${nameOf(twin, keeper)}”`;
    const words =
      pairs.changes.get(twin) === 'unknown'
        ? `${pair} were not compared in detail, so you decide.`
        : `One of ${pair} was changed, and nothing tells which, so you decide.`;
    return { rival: twin, words };
  }
  const equal = findEqual(keeper, others, standings, rules);
  return (
    equal && {
      rival: equal,
      words: `“${nameOf(keeper, equal)}” and “${nameOf(equal, keeper)}” are equally good but not the same file, and nothing tells which came first, so you decide.`,
    }
  );
}
