import { splitFileKey, type FileKey, type RootId } from '../domain/photo-id.ts';
import type { PhotoFailure } from '../domain/photo-failure.ts';
import type { PhotoNotes } from '../domain/photo-notes.ts';
import type { SettingsEffectCounts } from '../domain/settings-effect.ts';
import type { FingerprintSettings } from '../domain/settings.ts';
import {
  isCompanionFile,
  type FileFacts,
  type FileOutcome,
  type FileRecord,
  type LedgerEntry,
} from '../domain/photo.ts';
import { OUTCOME } from './file-columns.ts';
import { FileTable, type FileRow } from './file-table.ts';

const COMPANIONS: readonly number[] = [
  OUTCOME.companion,
  OUTCOME.companionUnread,
];

/** A listed file that need not be read again. */
export interface KnownFile {
  kind: FileOutcome['kind'];
  /** The shot it was a part of when it was stored. */
  shot?: string;
}

/** A record as the index holds it: the hash of a fingerprinted file is the matcher's to hold. */
export interface IndexedFile extends FileFacts {
  pipelineVersion: string;
  outcome:
    | Exclude<FileOutcome, { kind: 'fingerprinted' }>
    | { kind: 'fingerprinted'; widthPx: number; heightPx: number };
}

/**
 * The files known of the open folders, in memory: the cache to compare with and the ledger. Kept
 * in columns, because there are as many as files on disk: some 20 bytes each and its name.
 */
export class FileIndex {
  private table = new FileTable();
  private readonly versions: string[] = [];

  get size(): number {
    return this.table.size;
  }

  put(record: FileRecord): void {
    const file = this.table.place(record.root, record.path, record.shot);
    const { columns, at } = file;
    columns.sizes.set(at, record.sizeBytes);
    columns.modified.set(at, record.modifiedMs);
    columns.versions.set(at, this.versionNumber(record.pipelineVersion));
    columns.met.set(at, 1);
    this.putOutcome(file, record.outcome);
    if (this.table.isWorn) this.pack();
  }

  get(key: FileKey): IndexedFile | undefined {
    const { root, path } = splitFileKey(key);
    const file = this.table.find(root, path);
    return file && this.record(file);
  }

  remove(key: FileKey): void {
    const { root, path } = splitFileKey(key);
    const file = this.table.find(root, path);
    if (file) this.table.remove(file);
    if (this.table.isWorn) this.pack();
  }

  removeRoot(root: RootId): void {
    this.table.eachOf(root, (columns, at, row) => {
      this.table.remove({ columns, at, row });
    });
    if (this.table.isWorn) this.pack();
  }

  countOf(root: RootId): number {
    let count = 0;
    this.table.eachOf(root, () => {
      count += 1;
    });
    return count;
  }

  /** From here on `unmet` counts the files of this root that are neither met nor put. */
  beginListing(root: RootId): void {
    this.table.eachOf(root, (columns, at) => {
      columns.met.set(at, 0);
    });
  }

  /**
   * Notes that a file is there. What is known of it when the file on disk is still the same and
   * nothing about it asks for another look; undefined when it must be read. Which shot it is a
   * part of may have changed.
   */
  meet(facts: FileFacts, pipelineVersion: string): KnownFile | undefined {
    const file = this.table.find(facts.root, facts.path);
    if (file === undefined) return undefined;
    const { columns, at } = file;
    columns.met.set(at, 1);
    const kind = kindOf(columns.outcomes.at(at));
    if (
      columns.sizes.at(at) !== facts.sizeBytes ||
      columns.modified.at(at) !== facts.modifiedMs ||
      this.versions[columns.versions.at(at)] !== pipelineVersion ||
      (kind === 'companion') !== isCompanionFile(facts) ||
      isWorthAnotherLook(columns.failures.get(at))
    ) {
      return undefined;
    }
    const shot = this.table.shot(file);
    return { kind, ...(shot === undefined ? {} : { shot }) };
  }

  /** The files of a root that were not met since its listing began. */
  unmet(root: RootId): FileKey[] {
    const keys: FileKey[] = [];
    this.table.eachOf(root, (columns, at, row) => {
      if (columns.met.at(at) === 0)
        keys.push(this.table.key({ columns, at, row }));
    });
    return keys;
  }

  /** Skipped files, and fingerprinted ones too small to be matched, by path. */
  ledger(minShortSidePx: number): LedgerEntry[] {
    const entries: LedgerEntry[] = [];
    this.eachSkipped((file, failure) => {
      entries.push({ ...this.plainFacts(file), failure });
    });
    this.eachSmaller(minShortSidePx, (file) => {
      const { widths, heights } = file.columns;
      const [widthPx, heightPx] = [widths.at(file.at), heights.at(file.at)];
      const failure: PhotoFailure = {
        kind: 'too-small',
        widthPx,
        heightPx,
        limitPx: minShortSidePx,
      };
      entries.push({ ...this.plainFacts(file), failure });
    });
    return entries.sort(byPath);
  }

  /** Files that belong to a photo and are not compared, by path. */
  companions(): FileFacts[] {
    const companions: FileFacts[] = [];
    this.table.eachBlock((columns, row) => {
      const { files, outcomes } = columns;
      // Most blocks have none, and asked for often: a search in bytes is all that they cost.
      if (!COMPANIONS.some((kind) => outcomes.mayHave(kind))) return;
      for (let at = 0; at < files; at += 1) {
        if (COMPANIONS.includes(outcomes.at(at))) {
          companions.push(this.facts({ columns, at, row: row + at }));
        }
      }
    });
    return companions.sort(byPath);
  }

  /** What `settingsEffect` needs to know of the open folders. */
  counts(): SettingsEffectCounts {
    const refusedAsTooLarge = this.refused().map(({ size }) => size);
    return { files: this.size, refusedAsTooLarge };
  }

  /** Files refused as too large that these settings let through. */
  allowedBy(settings: FingerprintSettings): FileKey[] {
    return this.refused()
      .filter(
        ({ size }) =>
          size.widthPx * size.heightPx <= settings.maxMegapixels * 1e6,
      )
      .map(({ key }) => key);
  }

  /** All skipped files. */
  skippedKeys(): FileKey[] {
    const keys: FileKey[] = [];
    this.eachSkipped((file) => {
      keys.push(this.table.key(file));
    });
    return keys;
  }

  private refused(): {
    key: FileKey;
    size: { widthPx: number; heightPx: number };
  }[] {
    const refused: ReturnType<FileIndex['refused']> = [];
    this.eachSkipped((file, failure) => {
      if (failure.kind === 'too-many-pixels') {
        const { widthPx, heightPx } = failure;
        refused.push({
          key: this.table.key(file),
          size: { widthPx, heightPx },
        });
      }
    });
    return refused;
  }

  private eachSkipped(
    visit: (file: FileRow, failure: PhotoFailure) => void,
  ): void {
    this.table.eachBlock((columns, row) => {
      for (const [at, failure] of columns.failures) {
        visit({ columns, at, row: row + at }, failure);
      }
    });
  }

  private eachSmaller(limitPx: number, visit: (file: FileRow) => void): void {
    this.table.eachBlock((columns, row) => {
      const { files, outcomes, widths, heights } = columns;
      for (let at = 0; at < files; at += 1) {
        if (
          outcomes.at(at) === OUTCOME.fingerprinted &&
          Math.min(widths.at(at), heights.at(at)) < limitPx
        ) {
          visit({ columns, at, row: row + at });
        }
      }
    });
  }

  private putOutcome({ columns, at }: FileRow, outcome: FileOutcome): void {
    columns.failures.delete(at);
    switch (outcome.kind) {
      case 'fingerprinted':
        columns.outcomes.set(at, OUTCOME.fingerprinted);
        columns.widths.set(at, outcome.widthPx);
        columns.heights.set(at, outcome.heightPx);
        break;
      case 'skipped':
        columns.outcomes.set(at, OUTCOME.skipped);
        columns.failures.set(at, outcome.failure);
        break;
      case 'companion':
        columns.outcomes.set(
          at,
          outcome.content === undefined
            ? OUTCOME.companionUnread
            : OUTCOME.companion,
        );
        if (outcome.content !== undefined) {
          columns.setContent(at, outcome.content);
        }
        columns.setNotes(at, outcome.notes);
        break;
    }
  }

  private record(file: FileRow): IndexedFile {
    const version = file.columns.versions.at(file.at);
    return {
      ...this.facts(file),
      pipelineVersion: this.versions[version] ?? '',
      outcome: this.outcome(file),
    };
  }

  private facts(file: FileRow): FileFacts {
    const shot = this.table.shot(file);
    return {
      ...this.plainFacts(file),
      ...(shot === undefined ? {} : { shot }),
    };
  }

  /** Without the shot. */
  private plainFacts(file: FileRow): FileFacts {
    return {
      root: this.table.root(file),
      path: this.table.path(file),
      sizeBytes: file.columns.sizes.at(file.at),
      modifiedMs: file.columns.modified.at(file.at),
    };
  }

  private outcome({ columns, at }: FileRow): IndexedFile['outcome'] {
    const failure = columns.failures.get(at);
    if (failure !== undefined) return { kind: 'skipped', failure };
    switch (columns.outcomes.at(at)) {
      case OUTCOME.companion:
        return {
          kind: 'companion',
          content: columns.content(at),
          ...notesOf(columns.notes(at)),
        };
      case OUTCOME.companionUnread:
        return { kind: 'companion' };
      default:
        return {
          kind: 'fingerprinted',
          widthPx: columns.widths.at(at),
          heightPx: columns.heights.at(at),
        };
    }
  }

  private versionNumber(version: string): number {
    const known = this.versions.indexOf(version);
    return known >= 0 ? known : this.versions.push(version) - 1;
  }

  /** Rows that are not used any more are given back to memory. */
  private pack(): void {
    const { table } = this;
    this.table = new FileTable();
    table.each((columns, at, row) => {
      const file = { columns, at, row };
      const [root, path] = [table.root(file), table.path(file)];
      const packed = this.table.place(root, path, table.shot(file));
      packed.columns.take(packed.at, columns, at);
    });
  }
}

function notesOf(notes: PhotoNotes | undefined): { notes?: PhotoNotes } {
  return notes === undefined ? {} : { notes };
}

function kindOf(outcome: number | undefined): FileOutcome['kind'] {
  if (outcome === OUTCOME.fingerprinted) return 'fingerprinted';
  return outcome === OUTCOME.skipped ? 'skipped' : 'companion';
}

function byPath(a: FileFacts, b: FileFacts): number {
  return a.path < b.path ? -1 : 1;
}

/** Reasons that lie in the moment, not in the file: tried again at each scan. */
function isWorthAnotherLook(failure: PhotoFailure | undefined): boolean {
  switch (failure?.kind) {
    case 'changed-while-reading':
    case 'vanished':
    case 'not-readable':
    case 'folder-not-readable':
      return true;
    default:
      return false;
  }
}
