import type { MemberState } from '../domain/group.ts';
import type { Relation, RelationKind } from '../domain/relation.ts';
import type { ScanStage } from '../domain/scan-stage.ts';

const RELATION_WORDS: Record<RelationKind, string> = {
  'identical-bytes': 'Identical file',
  'identical-pixels': 'Identical pixels',
  're-encoded': 'Re-saved',
  resized: 'Resized',
  edited: 'Edited',
  cropped: 'Cropped',
  'rotated-or-mirrored': 'Rotated or mirrored',
  'similar-shot': 'Similar shot',
  other: 'Looks alike',
};

const TRANSFORM_WORDS: Record<Relation['transform'], string> = {
  upright: '',
  'turned-90': 'turned 90°',
  'turned-180': 'turned 180°',
  'turned-270': 'turned 270°',
  mirrored: 'mirrored',
  'mirrored-turned-90': 'mirrored and turned 90°',
  'mirrored-turned-180': 'mirrored and turned 180°',
  'mirrored-turned-270': 'mirrored and turned 270°',
};

const STATE_WORDS: Record<MemberState, string> = {
  keep: 'Keep',
  move: 'Move aside',
  undecided: 'Undecided',
};

const STAGE_WORDS: Record<ScanStage, string> = {
  listing: 'still listing files',
  reading: 'still reading files',
  checking: 'still checking pairs',
  finished: 'finished',
  stopped: 'stopped before the end',
};

/** E.g. `Rotated or mirrored, turned 90°`. */
export function relationWords({ kind, transform }: Relation): string {
  const turn = TRANSFORM_WORDS[transform];
  return turn === ''
    ? RELATION_WORDS[kind]
    : `${RELATION_WORDS[kind]}, ${turn}`;
}

export function stateWords(state: MemberState): string {
  return STATE_WORDS[state];
}

/** What to say of how far the scan had come. */
export function stageWords(stage: ScanStage): string {
  return STAGE_WORDS[stage];
}

const UNITS = ['KB', 'MB', 'GB', 'TB', 'PB'];

/** Decimal units as file managers and drive makers print them: `8.4 MB`. */
export function bytesWords(sizeBytes: number): string {
  if (sizeBytes < 1000) {
    return `${sizeBytes} B`;
  }
  let value = sizeBytes / 1000;
  let unit = 0;
  while (value >= 999.95 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value.toFixed(1)} ${UNITS[unit] ?? 'PB'}`;
}

/** `1,204`: the report's language is English, whatever the browser's is. */
export function countWords(count: number): string {
  return count.toLocaleString('en');
}

/** `2019-08-04 16:20` in UTC, so that the same data always gives the same text. */
export function timeWords(ms: number): string {
  return Number.isFinite(ms) && Math.abs(ms) <= 8.64e15
    ? `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`
    : 'unknown time';
}

/** ISO 8601 in UTC, or undefined for a time no calendar has (file systems hold such times). */
export function isoTime(ms: number): string | undefined {
  return Number.isFinite(ms) && Math.abs(ms) <= 8.64e15
    ? new Date(ms).toISOString()
    : undefined;
}

/** `3 min 20 s` */
export function durationWords(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) {
    return `${(ms / 1000).toFixed(1)} s`;
  }
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes} min ${seconds % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
