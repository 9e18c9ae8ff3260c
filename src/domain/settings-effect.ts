import { isSameKeeperOrder } from './keeper-settings.ts';
import {
  pipelineVersion,
  type ListingSettings,
  type MatchingSettings,
  type Settings,
} from './settings.ts';

/** What is known of the open folders, for saying what a change of settings costs. */
export interface SettingsEffectCounts {
  /** Files with an outcome: fingerprinted or skipped. */
  files: number;
  /** Pixel sizes of the files refused as too large. */
  refusedAsTooLarge: readonly { widthPx: number; heightPx: number }[];
}

/** What a change of settings means, before it is made. */
export interface SettingsEffect {
  /** The costliest thing that has to be done; `later` touches nothing that was read already. */
  kind: 'none' | 'later' | 'regroup' | 'relist' | 'reread';
  /** Files that must be read again. */
  rereadCount: number;
  words: string;
}

function isSameMatching(a: MatchingSettings, b: MatchingSettings): boolean {
  return (
    a.algorithm === b.algorithm &&
    a.hashSize === b.hashSize &&
    a.thresholdBits === b.thresholdBits &&
    a.minShortSidePx === b.minShortSidePx &&
    a.isRefined === b.isRefined &&
    a.matchesRotations === b.matchesRotations &&
    a.matchesCrops === b.matchesCrops
  );
}

function isSameListing(a: ListingSettings, b: ListingSettings): boolean {
  return (
    a.includesHidden === b.includesHidden &&
    a.excludePatterns.length === b.excludePatterns.length &&
    a.excludePatterns.every((pattern, at) => pattern === b.excludePatterns[at])
  );
}

function photosWords(count: number): string {
  return count === 1 ? '1 photo' : `${count.toLocaleString('en')} photos`;
}

/** Refused files that the new limit lets through. */
function newlyAllowed(after: Settings, counts: SettingsEffectCounts): number {
  const limitPx = after.fingerprint.maxMegapixels * 1e6;
  return counts.refusedAsTooLarge.filter(
    ({ widthPx, heightPx }) => widthPx * heightPx <= limitPx,
  ).length;
}

function rereadEffect(
  before: Settings,
  after: Settings,
  counts: SettingsEffectCounts,
): SettingsEffect | undefined {
  if (
    pipelineVersion(before.fingerprint) !== pipelineVersion(after.fingerprint)
  ) {
    return {
      kind: 'reread',
      rereadCount: counts.files,
      words: `Another decoder may see slightly different pixels, and only fingerprints made the same way can be compared: all ${photosWords(counts.files)} must be read again.`,
    };
  }
  const raised =
    after.fingerprint.maxMegapixels > before.fingerprint.maxMegapixels;
  const rereadCount = raised ? newlyAllowed(after, counts) : 0;
  if (rereadCount === 0) return undefined;
  return {
    kind: 'reread',
    rereadCount,
    words: `${photosWords(rereadCount)} refused as too large will be read now. Everything else stays as it is.`,
  };
}

/** What has to be done again when settings change, and why. Pure; reads nothing. */
export function settingsEffect(
  before: Settings,
  after: Settings,
  counts: SettingsEffectCounts,
): SettingsEffect {
  const reread = rereadEffect(before, after, counts);
  if (reread !== undefined) return reread;
  if (!isSameListing(before.listing, after.listing)) {
    return {
      kind: 'relist',
      rereadCount: 0,
      words:
        'The folders are listed again. Photos that are known already are not read again.',
    };
  }
  if (
    !isSameMatching(before.matching, after.matching) ||
    !isSameKeeperOrder(before.keeper, after.keeper)
  ) {
    return {
      kind: 'regroup',
      rereadCount: 0,
      words:
        'The groups are made anew from what is stored. Nothing is read again.',
    };
  }
  if (before.fingerprint.maxMegapixels !== after.fingerprint.maxMegapixels) {
    return {
      kind: 'later',
      rereadCount: 0,
      words:
        'The new limit counts for photos read from now on. Photos read already stay.',
    };
  }
  return { kind: 'none', rereadCount: 0, words: 'Nothing changes.' };
}
