import type { Fingerprint } from '../domain/fingerprint.ts';
import type { FileKey, RootId } from '../domain/photo-id.ts';
import type { FileRecord } from '../domain/photo.ts';
import type { ScanRecord } from '../domain/scan-stage.ts';
import type { FolderSource } from '../files/folder-source.ts';
import { deleteFiles } from '../storage/files-store.ts';
import { writeBatch } from '../storage/write-batch.ts';
import type { AppContext } from './app-context.ts';
import { FileIndex } from './file-index.ts';
import { loadIndex, packIndexed } from './load-index.ts';

/**
 * So many times as long as the ledger takes to make, it is not made again while a scan goes on:
 * where every photo has its sidecar, that may be 100 ms.
 */
const LEDGER_REST = 20;

/**
 * What is known of the files of the open folders, in memory and in storage, and the state's
 * `ledger`, `companionFiles` and `comparedFiles` that tell of it.
 */
export class KnownFiles {
  readonly index = new FileIndex();
  private readonly context: AppContext;
  private isLedgerStale = false;
  private ledgerRestsUntilMs = 0;

  constructor(context: AppContext) {
    this.context = context;
  }

  /** Takes in what is stored of these folders. */
  async load(
    sources: readonly FolderSource[],
    signal: AbortSignal,
  ): Promise<void> {
    await loadIndex(this.context, this.index, sources, signal);
    if (!signal.aborted) this.showLedger();
  }

  /** Packs what is stored of these folders anew where that is worth it. */
  pack(sources: readonly FolderSource[]): Promise<void> {
    return packIndexed(this.context, this.index, sources);
  }

  /** Stores one checkpoint, without taking it into the index. */
  async store(
    files: readonly FileRecord[],
    fingerprints: readonly Fingerprint[],
    scan: ScanRecord,
  ): Promise<void> {
    const { db } = this.context;
    if (db !== undefined) await writeBatch(db, files, fingerprints, scan);
  }

  /** Files were put into the index. The ledger follows at the next `showStaleLedger`. */
  indexChanged(): void {
    this.isLedgerStale = true;
  }

  /** Puts files back into the index that were away for a while. */
  restore(records: readonly FileRecord[]): void {
    for (const record of records) this.index.put(record);
    this.showLedger();
  }

  /** These are gone, or are to be read again. The ledger follows at the next `showStaleLedger`. */
  async drop(keys: readonly FileKey[]): Promise<void> {
    await this.context.withDatabase((db) => deleteFiles(db, keys));
    for (const key of keys) this.index.remove(key);
    this.isLedgerStale = true;
  }

  /** The folder is no longer open. What is stored of it stays. */
  forgetRoot(root: RootId): void {
    this.index.removeRoot(root);
    this.showLedger();
  }

  showStaleLedger(): void {
    const isDue = performance.now() >= this.ledgerRestsUntilMs;
    if (this.isLedgerStale && isDue) this.showLedger();
  }

  showLedger(): void {
    this.isLedgerStale = false;
    const { store } = this.context;
    const startedMs = performance.now();
    const { minShortSidePx } = store.state.settings.matching;
    const ledger = this.index.ledger(minShortSidePx);
    const companionFiles = this.index.companions();
    store.update({
      // Each file is one of three; to go through all of them once more would show.
      comparedFiles: this.index.size - ledger.length - companionFiles.length,
      ledger,
      companionFiles,
    });
    const endMs = performance.now();
    this.ledgerRestsUntilMs = endMs + (endMs - startedMs) * LEDGER_REST;
  }
}
