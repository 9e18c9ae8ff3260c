import { fileKey, type FileKey, type RootId } from '../domain/photo-id.ts';
import type { SettingsEffectCounts } from '../domain/settings-effect.ts';
import type { FingerprintSettings } from '../domain/settings.ts';
import {
  isCompanionFile,
  type FileFacts,
  type FileRecord,
  type LedgerEntry,
} from '../domain/photo.ts';

/** At first, files with a shorter side below this are kept at hand for the ledger. */
const FIRST_LIMIT_PX = 256;

/**
 * The files known of the open folders, in memory: the cache to compare with and the ledger. What
 * the ledger lists is kept apart, because it is asked for often and nearly all files are not in it.
 */
export class FileIndex {
  private readonly records = new Map<FileKey, FileRecord>();
  private readonly skipped = new Map<FileKey, FileRecord>();
  private readonly besides = new Map<FileKey, FileRecord>();
  /** Fingerprinted, with a shorter side below `limitPx`. */
  private readonly small = new Map<FileKey, FileRecord>();
  private limitPx = FIRST_LIMIT_PX;

  get size(): number {
    return this.records.size;
  }

  put(record: FileRecord): void {
    const key = fileKey(record.root, record.path);
    if (this.records.has(key)) this.remove(key);
    this.records.set(key, record);
    this.apartFor(record)?.set(key, record);
  }

  get(key: FileKey): FileRecord | undefined {
    return this.records.get(key);
  }

  remove(key: FileKey): void {
    const record = this.records.get(key);
    if (record === undefined) return;
    this.records.delete(key);
    this.apartFor(record)?.delete(key);
  }

  removeRoot(root: RootId): void {
    for (const [key, record] of this.records) {
      if (record.root === root) this.remove(key);
    }
  }

  *ofRoot(root: RootId): Iterable<FileRecord> {
    for (const record of this.records.values()) {
      if (record.root === root) {
        yield record;
      }
    }
  }

  /**
   * The stored record when the file on disk is still the same and nothing about it asks for
   * another look; undefined when it must be read. Which shot it is a part of may have changed.
   */
  reusable(facts: FileFacts, pipelineVersion: string): FileRecord | undefined {
    const known = this.records.get(fileKey(facts.root, facts.path));
    return known?.sizeBytes === facts.sizeBytes &&
      known.modifiedMs === facts.modifiedMs &&
      known.pipelineVersion === pipelineVersion &&
      (known.outcome.kind === 'companion') === isCompanionFile(facts) &&
      !isWorthAnotherLook(known)
      ? known
      : undefined;
  }

  /** Skipped files, and fingerprinted ones too small to be matched, by path. */
  ledger(minShortSidePx: number): LedgerEntry[] {
    return [...this.skipped.values(), ...this.smallerThan(minShortSidePx)]
      .map((record) => ledgerEntry(record, minShortSidePx))
      .filter((entry) => entry !== undefined)
      .sort(byPath);
  }

  /** Files that belong to a photo and are not compared, by path. */
  companions(): FileFacts[] {
    return [...this.besides.values()].sort(byPath);
  }

  /** Files that were compared: neither skipped nor companions. */
  comparedCount(minShortSidePx: number): number {
    const apart = this.skipped.size + this.besides.size;
    return this.size - apart - this.smallerThan(minShortSidePx).length;
  }

  /** What `settingsEffect` needs to know of the open folders. */
  counts(): SettingsEffectCounts {
    const refusedAsTooLarge = [...this.refused()].map(({ size }) => size);
    return { files: this.records.size, refusedAsTooLarge };
  }

  /** Files refused as too large that these settings let through. */
  allowedBy(settings: FingerprintSettings): FileKey[] {
    return [...this.refused()]
      .filter(
        ({ size }) =>
          size.widthPx * size.heightPx <= settings.maxMegapixels * 1e6,
      )
      .map(({ key }) => key);
  }

  private *refused(): Iterable<{
    key: FileKey;
    size: { widthPx: number; heightPx: number };
  }> {
    for (const [key, { outcome }] of this.skipped) {
      if (
        outcome.kind === 'skipped' &&
        outcome.failure.kind === 'too-many-pixels'
      ) {
        const { widthPx, heightPx } = outcome.failure;
        yield { key, size: { widthPx, heightPx } };
      }
    }
  }

  /** All skipped files. */
  skippedKeys(): FileKey[] {
    return [...this.skipped.keys()];
  }

  private smallerThan(limitPx: number): FileRecord[] {
    if (limitPx > this.limitPx) {
      this.limitPx = limitPx;
      for (const [key, record] of this.records) {
        if (shortSidePx(record) < limitPx) this.small.set(key, record);
      }
    }
    return [...this.small.values()].filter(
      (record) => shortSidePx(record) < limitPx,
    );
  }

  /** Where a record stands beside the others; undefined for those that nobody lists. */
  private apartFor(record: FileRecord): Map<FileKey, FileRecord> | undefined {
    switch (record.outcome.kind) {
      case 'skipped':
        return this.skipped;
      case 'companion':
        return this.besides;
      case 'fingerprinted':
        return shortSidePx(record) < this.limitPx ? this.small : undefined;
    }
  }
}

/** Infinity for what is no picture that was read. */
function shortSidePx({ outcome }: FileRecord): number {
  return outcome.kind === 'fingerprinted'
    ? Math.min(outcome.widthPx, outcome.heightPx)
    : Infinity;
}

function byPath(a: FileFacts, b: FileFacts): number {
  return a.path < b.path ? -1 : 1;
}

/** Reasons that lie in the moment, not in the file: tried again at each scan. */
function isWorthAnotherLook(record: FileRecord): boolean {
  if (record.outcome.kind !== 'skipped') {
    return false;
  }
  const { kind } = record.outcome.failure;
  return (
    kind === 'changed-while-reading' ||
    kind === 'vanished' ||
    kind === 'not-readable' ||
    kind === 'folder-not-readable'
  );
}

function ledgerEntry(
  record: FileRecord,
  limitPx: number,
): LedgerEntry | undefined {
  const { root, path, sizeBytes, modifiedMs, outcome } = record;
  const facts = { root, path, sizeBytes, modifiedMs };
  if (outcome.kind === 'skipped') {
    return { ...facts, failure: outcome.failure };
  }
  if (outcome.kind === 'companion') {
    return undefined;
  }
  const { widthPx, heightPx } = outcome;
  return Math.min(widthPx, heightPx) < limitPx
    ? {
        ...facts,
        failure: { kind: 'too-small', widthPx, heightPx, limitPx },
      }
    : undefined;
}
