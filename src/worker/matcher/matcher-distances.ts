import type { PictureKey } from '../../domain/build-groups-input.ts';
import type {
  DistanceBin,
  DistanceSample,
  DistanceSurvey,
  PairOutcome,
} from '../../domain/distance-survey.ts';
import type { HashDistances } from '../../domain/judge-edge.ts';
import type { FileKey } from '../../domain/photo-id.ts';
import type { MatchingSettings } from '../../domain/settings.ts';
import { KEPT_PHASH256_BITS } from './matcher-candidates.ts';
import { decidingPart, distanceThatDecides } from './matcher-measure.ts';

/** Enough at each distance to find pairs of different pictures among them. */
const SAMPLES_PER_DISTANCE = 4;

/** One measured edge between two pictures. */
export interface SurveyedPair {
  first: PictureKey;
  second: PictureKey;
  measured: HashDistances;
  outcome: PairOutcome;
}

/**
 * Counts pairs by distance and picks some at each. One pass over the pairs; reads no file.
 * @param fileOf a file with this picture; undefined when none is held
 */
export function surveyDistances(
  pairs: Iterable<SurveyedPair>,
  settings: MatchingSettings,
  fileOf: (picture: PictureKey) => FileKey | undefined,
): DistanceSurvey {
  const bins: Record<PairOutcome, number>[] = [];
  const samples: DistanceSample[][] = [];
  for (const { first, second, measured, outcome } of pairs) {
    const bits = distanceThatDecides(measured, settings);
    // What a window proposes is near in part only: the threshold does not decide about it.
    if (measured.isWindow === true && bits > settings.thresholdBits) continue;
    const bin = (bins[bits] ??= emptyBin());
    bin[outcome] += 1;
    const picked = (samples[bits] ??= []);
    if (picked.length >= SAMPLES_PER_DISTANCE) continue;
    const files = [fileOf(first), fileOf(second)].sort();
    const [one, other] = files;
    if (one !== undefined && other !== undefined)
      picked.push({ first: one, second: other, bits, outcome });
  }
  const reachBits = Math.max(keptBits(settings), bins.length - 1);
  const histogram: DistanceBin[] = Array.from(
    { length: reachBits + 1 },
    (_none, bits) => bins[bits] ?? emptyBin(),
  );
  return { reachBits, histogram, samples: samples.flat() };
}

/** Distances of pHash-256 are kept beyond the threshold, those of other hashes are not. */
function keptBits(settings: MatchingSettings): number {
  return decidingPart(settings) === 'pHash256'
    ? Math.max(KEPT_PHASH256_BITS, settings.thresholdBits)
    : settings.thresholdBits;
}

function emptyBin(): Record<PairOutcome, number> {
  return { same: 0, different: 0, open: 0 };
}
