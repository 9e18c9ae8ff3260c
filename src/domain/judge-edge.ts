import type { Fingerprint } from './fingerprint.ts';
import type {
  EdgeCase,
  EdgeVerdict,
  HashDistances,
} from './judge-edge-case.ts';
import type { PairMeasure } from './relation.ts';
import type { MatchingSettings } from './settings.ts';
import { haveOtherDates } from './judge-edge-contradictions.ts';
import { judgeCloseLook } from './judge-edge-close-look.ts';
import {
  compareStored,
  likenessOf,
  type Likeness,
} from './judge-edge-stored.ts';
import { judgeFromStored } from './judge-edge-unrefined.ts';

export type { EdgeVerdict, HashDistances } from './judge-edge-case.ts';

/** Receipts of one shop stay within 3 bits of 64 of each other; copies of one page within 2. */
const DOCUMENT_PHASH64_BITS = 2;
/** Same sets: copies of a page are within 8 of 256. */
const DOCUMENT_PHASH256_BITS = 8;
/**
 * Correlation of the 32×32 thumbnails below which no second look is worth its time. A caption bar
 * on a picture of little contrast brings a true copy down to .25.
 */
const HOPELESS_NCC = 0.2;

/**
 * What a tone fit leaves of the thumbnails of one picture, whole and with its own pixels: .4 to 1 levels
 * of copies saved again, 2.4 at most of smaller ones, 3.4 of grey ones (227 copies of 16 photos).
 */
const LARGEST_MISFIT = 4;

/** Both by one camera, which says which. */
function areOfOneCamera(
  { exif: first }: Fingerprint,
  { exif: second }: Fingerprint,
): boolean {
  return (
    first.cameraModel !== undefined &&
    first.cameraModel === second.cameraModel &&
    first.cameraMake === second.cameraMake
  );
}

/**
 * Two shots of one camera. A second look takes files with different capture times for one picture
 * only where their pixels are the same (`contradictionOf`), and that their thumbnails are too: so where these
 * differ none need be taken, and of a burst or a time lapse not one for every two of its frames.
 */
function areTwoShots(edge: EdgeCase): boolean {
  return (
    haveOtherDates(edge) &&
    areOfOneCamera(edge.keeper, edge.member) &&
    edge.stored.misfit > LARGEST_MISFIT
  );
}

function distanceOf(
  measured: HashDistances,
  settings: MatchingSettings,
): number {
  if (settings.algorithm !== 'phash' && measured.decidingBits !== undefined) {
    return measured.decidingBits;
  }
  return settings.hashSize === 8 ? measured.pHash64Bits : measured.pHash256Bits;
}

/** Whether the hash that decides is farther off than the settings allow. */
export function isOverThreshold(
  measured: HashDistances,
  settings: MatchingSettings,
): boolean {
  return distanceOf(measured, settings) > settings.thresholdBits;
}

/**
 * A window of a photo may be mostly white where the whole is not; then the second look alone must
 * tell. Two pages are held to the hashes.
 */
function isDocumentPair(
  { flags: { isDocument: isFirst } }: Fingerprint,
  { flags: { isDocument: isSecond } }: Fingerprint,
  { isWindow }: HashDistances,
): boolean {
  return isWindow === true ? isFirst && isSecond : isFirst || isSecond;
}

/** Rules that need no comparison of pixels. @returns why the edge cannot be, if it cannot */
function refusal(
  keeper: Fingerprint,
  member: Fingerprint,
  measured: HashDistances,
  settings: MatchingSettings,
): string | undefined {
  if (measured.transform !== 'upright' && !settings.matchesRotations) {
    return 'turned copies are switched off';
  }
  if (keeper.flags.isFlat || member.flags.isFlat) {
    return 'a picture without structure matches only equal pixels';
  }
  if (isOverThreshold(measured, settings) && measured.isWindow !== true) {
    return `hash distance over ${settings.thresholdBits} bits`;
  }
  if (
    isDocumentPair(keeper, member, measured) &&
    (measured.pHash64Bits > DOCUMENT_PHASH64_BITS ||
      measured.pHash256Bits > DOCUMENT_PHASH256_BITS)
  ) {
    return 'documents must agree almost exactly';
  }
  return undefined;
}

function exactVerdict(
  keeper: Fingerprint,
  member: Fingerprint,
): EdgeVerdict | undefined {
  if (keeper.content === member.content) {
    return {
      kind: 'accepted',
      relation: { kind: 'identical-bytes', transform: 'upright' },
      evidence: { rule: 'equal SHA-256' },
      mayPreselect: true,
    };
  }
  // An empty hash is a missing one, and a missing hash equals nothing.
  if (keeper.pixels === member.pixels && keeper.pixels.length > 0) {
    return {
      kind: 'accepted',
      relation: { kind: 'identical-pixels', transform: 'upright' },
      evidence: { rule: 'equal decoded pixels' },
      mayPreselect: true,
    };
  }
  return undefined;
}

/** What the rules look at, where the hashes are near enough. */
function edgeCase(
  keeper: Fingerprint,
  member: Fingerprint,
  measured: HashDistances,
  settings: MatchingSettings,
  likeness = likenessOf(keeper, member, measured.transform),
): EdgeCase {
  const { transform, pHash64Bits, pHash256Bits, decidingBits } = measured;
  const stored = compareStored(keeper, member, transform, likeness);
  return {
    keeper,
    member,
    measured,
    stored,
    ...(isOverThreshold(measured, settings) ? { isFar: true } : {}),
    evidence: {
      pHash64Bits,
      pHash256Bits,
      ...(decidingBits === undefined ? {} : { decidingBits }),
      ncc: stored.ncc,
      chromaDifference: stored.chromaDifference,
      aspectDifference: stored.aspectDifference,
    },
  };
}

/**
 * Decides whether a member is the keeper's picture, and how it differs. Pure.
 * @param measured distances under the turn or mirror that takes the keeper to the member
 * @param closeLook the second look at this pair, from keeper to member (`invertPairMeasure` turns
 *   a look round); undefined when it has not been taken
 * @param likeness of keeper and member under that turn or mirror, for who has it already; then
 *   neither thumbnail nor colours are looked at
 * @returns `needs-look` only when `settings.isRefined` and there is no look yet
 */
export function judgeEdge(
  keeper: Fingerprint,
  member: Fingerprint,
  measured: HashDistances,
  closeLook: PairMeasure | undefined,
  settings: MatchingSettings,
  likeness?: Likeness,
): EdgeVerdict {
  const exact = exactVerdict(keeper, member);
  if (exact !== undefined) return exact;
  const refused = refusal(keeper, member, measured, settings);
  if (refused !== undefined) return { kind: 'rejected', rule: refused };

  const edge = edgeCase(keeper, member, measured, settings, likeness);
  const isHidden = measured.isFramed === true || edge.isFar === true;
  if (!isHidden && edge.stored.ncc < HOPELESS_NCC) {
    return { kind: 'rejected', rule: 'the thumbnails do not correlate' };
  }
  if (settings.isRefined && areTwoShots(edge)) {
    return { kind: 'rejected', rule: 'taken at different times' };
  }
  if (!settings.isRefined) {
    return isHidden
      ? { kind: 'rejected', rule: 'only a second look could tell' }
      : judgeFromStored(edge);
  }
  if (closeLook === undefined) {
    const provisional = judgeFromStored(edge);
    return {
      kind: 'needs-look',
      relation:
        provisional.kind === 'rejected'
          ? { kind: 'other', transform: measured.transform }
          : provisional.relation,
      evidence: { ...edge.evidence, rule: 'proposed by the hashes' },
    };
  }
  return judgeCloseLook(edge, closeLook);
}
