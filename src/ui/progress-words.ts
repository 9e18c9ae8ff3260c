import { NEAREST_PAIRS } from '../domain/nearest-pairs.ts';
import type {
  ScanProgress,
  ScanStage,
  StageTimes,
} from '../domain/scan-stage.ts';
import {
  countOf,
  formatBytes,
  formatCount,
  formatDuration,
  formatRate,
} from './format-numbers.ts';

const STAGE_WORDS: Record<ScanStage, string> = {
  listing: 'Looking through the folders',
  reading: 'Reading photos',
  checking: 'Taking a second look',
  finished: 'Finished',
  stopped: 'Stopped',
};

/** The stage as a heading. */
export function stageWords(scan: ScanProgress): string {
  if (scan.isPaused && isRunning(scan)) return 'Paused';
  return scan.firstLook === undefined
    ? STAGE_WORDS[scan.stage]
    : 'Taking a first look';
}

/** Work goes on, or will when continued. */
export function isRunning(scan: ScanProgress): boolean {
  return scan.stage !== 'finished' && scan.stage !== 'stopped';
}

/** Files with an outcome. */
export function doneCount(scan: ScanProgress): number {
  return scan.reused + scan.fingerprinted + scan.skipped + scan.companions;
}

/** For the progress bar; undefined while the end is not known. */
export function progressShare(scan: ScanProgress): number | undefined {
  if (scan.stage === 'finished') return 1;
  if (scan.stage === 'checking') {
    const pairs = scan.pairsChecked + scan.pairsWaiting;
    return pairs === 0 ? undefined : scan.pairsChecked / pairs;
  }
  const isOpenEnded = !scan.isListingComplete || scan.firstLook !== undefined;
  if (isOpenEnded || scan.listed === 0) return undefined;
  return Math.min(1, doneCount(scan) / scan.listed);
}

/** `12,408 of 31,200 photos`, or what is known instead. */
export function countWords(scan: ScanProgress): string {
  if (scan.stage === 'checking') {
    const pairs = scan.pairsChecked + scan.pairsWaiting;
    return `${formatCount(scan.pairsChecked)} of ${countOf(pairs, 'pair')} checked`;
  }
  if (scan.firstLook !== undefined) {
    const { looked, total } = scan.firstLook;
    return `${formatCount(looked)} of ${countOf(total, 'new photo')} looked at`;
  }
  if (scan.isListingComplete)
    return `${formatCount(doneCount(scan))} of ${countOf(scan.listed, 'file')}`;
  return `${formatCount(doneCount(scan))} done, ${countOf(scan.listed, 'file')} found so far`;
}

/** Rate and remaining time; empty when nothing honest can be said. */
export function paceWords(scan: ScanProgress): readonly string[] {
  if (scan.isPaused || !isRunning(scan)) return [];
  const words: string[] = [];
  if (scan.filesPerSecond > 0)
    words.push(`${formatRate(scan.filesPerSecond)} files/s`);
  if (scan.bytesPerSecond > 0)
    words.push(`${formatBytes(scan.bytesPerSecond)}/s`);
  if (scan.remainingMs !== undefined)
    words.push(
      scan.remainingMs < 1000
        ? 'almost done'
        : `about ${formatDuration(scan.remainingMs)} left`,
    );
  return words;
}

/** Of photos with very many others like them; empty when there are none. */
export function leftOutWords(photos: number): string {
  if (photos === 0) return '';
  const like = photos === 1 ? 'looks like' : 'each look like';
  return `${countOf(photos, 'photo')} ${like} more than ${NEAREST_PAIRS} others. Only the most alike of these were compared in detail.`;
}

/** Title of the page while a scan runs, undefined otherwise. */
export function titleWords(scan: ScanProgress | undefined): string | undefined {
  if (scan === undefined || !isRunning(scan)) return undefined;
  if (scan.isPaused) return 'Paused – Twinsift';
  const share = progressShare(scan);
  return share === undefined
    ? `${formatCount(scan.listed)} found – Twinsift`
    : `${Math.floor(share * 100)} % – Twinsift`;
}

const TIME_WORDS: readonly (readonly [keyof StageTimes, string])[] = [
  ['listingMs', 'Listing'],
  ['readMs', 'Reading'],
  ['hashMs', 'Checksums'],
  ['decodeMs', 'Decoding'],
  ['fingerprintMs', 'Fingerprints'],
  ['storeMs', 'Storing'],
  ['matchMs', 'Comparing'],
  ['checkMs', 'Second look'],
];

/** Time per stage with its share of all of them, 0–1. */
export function stageTimeRows(
  times: StageTimes,
): readonly { words: string; ms: number; share: number }[] {
  const total = TIME_WORDS.reduce((sum, [key]) => sum + times[key], 0);
  return TIME_WORDS.map(([key, words]) => ({
    words,
    ms: times[key],
    share: total === 0 ? 0 : times[key] / total,
  }));
}

/** `took 3 min`, once it has ended. */
export function tookWords({ elapsedMs }: ScanProgress): string {
  return elapsedMs < 1000
    ? 'took less than a second'
    : `took ${formatDuration(elapsedMs)}`;
}
