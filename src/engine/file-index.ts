import { fileKey, type FileKey, type RootId } from '../domain/photo-id.ts';
import type { SettingsEffectCounts } from '../domain/settings-effect.ts';
import type { FingerprintSettings } from '../domain/settings.ts';
import {
  isCompanionFile,
  type FileFacts,
  type FileRecord,
  type LedgerEntry,
} from '../domain/photo.ts';

/** The files known of the open folders, in memory: the cache to compare with and the ledger. */
export class FileIndex {
  private readonly records = new Map<FileKey, FileRecord>();

  get size(): number {
    return this.records.size;
  }

  put(record: FileRecord): void {
    this.records.set(fileKey(record.root, record.path), record);
  }

  get(key: FileKey): FileRecord | undefined {
    return this.records.get(key);
  }

  remove(key: FileKey): void {
    this.records.delete(key);
  }

  removeRoot(root: RootId): void {
    for (const [key, record] of this.records) {
      if (record.root === root) {
        this.records.delete(key);
      }
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
    const entries: LedgerEntry[] = [];
    for (const record of this.records.values()) {
      const entry = ledgerEntry(record, minShortSidePx);
      if (entry !== undefined) {
        entries.push(entry);
      }
    }
    return entries.sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** Files that belong to a photo and are not compared, by path. */
  companions(): FileFacts[] {
    const companions: FileFacts[] = [];
    for (const record of this.records.values()) {
      if (record.outcome.kind === 'companion') companions.push(record);
    }
    return companions.sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** Files that were compared: neither skipped nor companions. */
  comparedCount(minShortSidePx: number): number {
    let count = 0;
    for (const record of this.records.values()) {
      const isCompared =
        record.outcome.kind === 'fingerprinted' &&
        ledgerEntry(record, minShortSidePx) === undefined;
      count += isCompared ? 1 : 0;
    }
    return count;
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
    for (const [key, { outcome }] of this.records) {
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
    return [...this.records]
      .filter(([, { outcome }]) => outcome.kind === 'skipped')
      .map(([key]) => key);
  }
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
