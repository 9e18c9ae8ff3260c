import type { Fingerprint } from '../domain/fingerprint.ts';
import type { Group } from '../domain/group.ts';
import type { ListedGroup } from '../domain/listed-group.ts';
import type { ContentHash, FileKey, RootId } from '../domain/photo-id.ts';
import type { LedgerEntry } from '../domain/photo.ts';
import type { Root } from '../domain/root.ts';
import type { ScanStage, StageTimes } from '../domain/scan-stage.ts';
import type { Settings } from '../domain/settings.ts';
import type { ShotSeries } from '../domain/similar-shots.ts';

/** Perceptual hashes of one content as imagehash and PDQ print them: lower-case hex. */
export interface ReportHashes {
  /** 32 digits; equal for equal decoded pixels. */
  pixels: string;
  /** 16 digits. */
  pHash64: string;
  /** 64 digits. */
  pHash256: string;
  /** 64 digits. */
  pdq256: string;
  /** 0–100 */
  pdqQuality: number;
}

/** Numbers over the whole scan. Counts are files unless the name says otherwise. */
export interface ReportCounts {
  listed: number;
  /** Has a fingerprint and was compared. */
  compared: number;
  skipped: number;
  /** Belong to a photo, and were not compared. */
  companions: number;
  groups: number;
  /** Members (keepers not counted) over all groups. */
  copies: number;
  toMove: number;
  toMoveBytes: number;
}

/** What a report says of the scan as a whole, and all lists but that of the groups. */
export interface ReportData {
  /** ms since 1970 */
  generatedAtMs: number;
  /** Version of Twinsift, e.g. `0.1.0`. */
  programVersion: string;
  /** How far the scan had come: anything but `finished` makes the report a partial one. */
  stage: ScanStage;
  settings: Settings;
  roots: readonly Root[];
  counts: ReportCounts;
  /** The first so many groups come with thumbnails, if the report has any. */
  groupsWithThumbnails: number;
  /** Wall time of the scan, ms. */
  elapsedMs: number;
  times: StageTimes;
  /** Every file that was not compared. */
  ledger: readonly LedgerEntry[];
  /** Bursts and series, by time. */
  series: readonly ShotSeries[];
  /** What the person said of photos of series; their ratings say the rest. */
  favourites: readonly ContentHash[];
  notFavourites: readonly ContentHash[];
}

/** Some of the groups, in the order in which they are to be listed, with what is said of their photos. */
export interface ReportPortion {
  groups: readonly Group[];
  /** Of the first of them in the whole report, from 1. */
  firstNumber: number;
  /** By content; a content without an entry is reported with its SHA-256 alone. */
  hashes: ReadonlyMap<ContentHash, ReportHashes>;
  /** `data:` URLs of small pictures by file, for the HTML report; files may be missing. */
  thumbnails: ReadonlyMap<FileKey, string>;
}

/**
 * Turns data into text and asks for nothing else. The texts are to be joined without a separator: the start, each portion as it comes,
 * the end. So the groups of a large library, which take much memory, never stand there all at once.
 */
export interface ReportWriter {
  start: () => Iterable<string>;
  portion: (portion: ReportPortion) => Iterable<string>;
  end: () => Iterable<string>;
}

/** Lower-case hex, two digits a byte. */
function hexOf(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) {
    hex += byte.toString(16).padStart(2, '0');
  }
  return hex;
}

/** The hashes of a fingerprint in the form that reports print. */
export function reportHashes(fingerprint: Fingerprint): ReportHashes {
  const { hashes } = fingerprint;
  return {
    pixels: fingerprint.pixels,
    pHash64: hexOf(hashes.pHash64),
    pHash256: hexOf(hashes.pHash256),
    pdq256: hexOf(hashes.pdq256),
    pdqQuality: hashes.pdqQuality,
  };
}

/** Counts over `groups` and `ledger`; `compared` is the number of fingerprinted files, `companions` that of files that belong to one. */
export function reportCounts(
  groups: readonly Pick<ListedGroup, 'photos' | 'toMove' | 'toMoveBytes'>[],
  ledger: readonly LedgerEntry[],
  compared: number,
  companions = 0,
): ReportCounts {
  let copies = 0;
  let toMove = 0;
  let toMoveBytes = 0;
  for (const group of groups) {
    copies += group.photos - 1;
    toMove += group.toMove;
    toMoveBytes += group.toMoveBytes;
  }
  return {
    listed: compared + ledger.length + companions,
    compared,
    skipped: ledger.length,
    companions,
    groups: groups.length,
    copies,
    toMove,
    toMoveBytes,
  };
}

/** Folder labels by root, for printing `label/path`. */
export function rootLabels(roots: readonly Root[]): Map<RootId, string> {
  return new Map(roots.map(({ id, label }) => [id, label]));
}
