import { keeperRules } from '../../domain/choose-keeper-order.ts';
import type { KeeperRule } from '../../domain/choose-keeper-rule.ts';
import type { KeeperOrder } from '../../domain/keeper-settings.ts';
import type { RootId } from '../../domain/photo-id.ts';
import type { Root } from '../../domain/root.ts';
import type { MatchingSettings } from '../../domain/settings.ts';

/** Only the threshold differs. */
export function isThresholdAlone(
  a: MatchingSettings,
  b: MatchingSettings,
): boolean {
  return (
    a.algorithm === b.algorithm &&
    a.hashSize === b.hashSize &&
    a.minShortSidePx === b.minShortSidePx &&
    a.isRefined === b.isRefined &&
    a.matchesRotations === b.matchesRotations
  );
}

/** Large enough to be compared under these settings. */
export function isMatched(
  { widthPx, heightPx }: { widthPx: number; heightPx: number },
  { minShortSidePx }: MatchingSettings,
): boolean {
  return Math.min(widthPx, heightPx) >= minShortSidePx;
}

/** The folders whose files are never moved. */
export function protectedRootsOf(roots: readonly Root[]): Set<RootId> {
  return new Set(
    roots
      .filter(({ protection }) => protection === 'protected')
      .map(({ id }) => id),
  );
}

/** The rules in this order, with the names of these folders. */
export function rulesFor(
  keeper: KeeperOrder,
  roots: readonly Root[],
): readonly KeeperRule[] {
  return keeperRules(
    keeper,
    new Map(roots.map(({ id, label }) => [id, label])),
  );
}
