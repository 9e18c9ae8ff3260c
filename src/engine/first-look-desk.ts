import { fileKey, type FileKey } from '../domain/photo-id.ts';
import type { ScanProgress } from '../domain/scan-stage.ts';
import type { MatcherWorker } from '../protocol/matcher-protocol.ts';
import type { ShownPicture } from './app-engine.ts';
import { embeddedJpeg } from './embedded-jpeg.ts';
import {
  FirstLookRun,
  type Likeness,
  type SeenFile,
} from './first-look-run.ts';
import type { PauseGate } from './pause-gate.ts';
import { ProvisionalBoard } from './provisional-board.ts';
import type { QueuedFile, ReadQueue } from './read-queue.ts';
import type { StateStore } from './state-store.ts';
import type { WorkerPool } from './worker-pool.ts';

/** What a scan lends to its first look. */
export interface FirstLookScan {
  pool: WorkerPool;
  gate: PauseGate;
  signal: AbortSignal;
  queue: ReadQueue;
  matcher: Pick<MatcherWorker, 'addThumbs' | 'forgetThumbs'>;
  /** The full pass may go on. */
  onIdle: () => void;
}

/**
 * The first look as the page has it: keeps the state's `provisional` true, and puts the files of
 * provisional groups first in the full pass.
 */
export class FirstLookDesk {
  private readonly store: StateStore;
  private readonly board = new ProvisionalBoard();
  private readonly suspects = new Map<FileKey, SeenFile>();
  private run: FirstLookRun | undefined;
  private isStale = false;

  constructor(store: StateStore) {
    this.store = store;
  }

  begin(scan: FirstLookScan): FirstLookRun {
    const { pool, gate, signal, matcher } = scan;
    this.end();
    void matcher.forgetThumbs();
    this.run = new FirstLookRun({
      pool,
      gate,
      signal,
      match: (thumbs) => matcher.addThumbs(thumbs),
      onLike: (found) => {
        this.add(found);
      },
      onIdle: () => {
        scan.queue.setSuspects(this.suspectFiles());
        if (this.run?.isGoingOn !== true) void matcher.forgetThumbs();
        this.show();
        scan.onIdle();
      },
    });
    return this.run;
  }

  /** How far it is while it goes on. */
  get progress(): Pick<ScanProgress, 'firstLook'> {
    const { run } = this;
    return run?.isGoingOn === true
      ? { firstLook: { looked: run.looked, total: run.total } }
      : {};
  }

  /** Call about four times a second. */
  tick(): void {
    if (this.isStale) this.show();
  }

  /** These files have been read or are gone, and the groups on screen know it. */
  settle(keys: readonly FileKey[]): void {
    if (this.suspects.size > 0 && this.board.settle(keys)) this.show();
  }

  /** Nothing is being checked any more. */
  end(): void {
    this.run = undefined;
    this.board.clear();
    this.suspects.clear();
    if (this.store.state.provisional.length > 0) this.show();
  }

  /** The thumbnail in the file, read from disk; undefined where there is none to show. */
  async picture(key: FileKey): Promise<ShownPicture | undefined> {
    const suspect = this.suspects.get(key);
    if (suspect?.embedded === undefined) return undefined;
    const { source, facts } = suspect.queued;
    const opened = await source.open(facts.path);
    if (opened.kind === 'failed') return undefined;
    const blob = embeddedJpeg(opened.file, suspect.embedded);
    try {
      const bitmap = await createImageBitmap(blob);
      const { width: widthPx, height: heightPx } = bitmap;
      bitmap.close();
      const url = URL.createObjectURL(blob);
      const release = (): void => {
        URL.revokeObjectURL(url);
      };
      return { url, widthPx, heightPx, release };
    } catch {
      return undefined;
    }
  }

  private add(found: readonly Likeness[]): void {
    for (const { head, file } of found) {
      this.board.add(head.queued.facts, file.queued.facts);
      this.suspects.set(keyOf(head.queued), head);
      this.suspects.set(keyOf(file.queued), file);
    }
    this.isStale = true;
  }

  private suspectFiles(): QueuedFile[] {
    return this.board
      .groups()
      .flatMap(({ photos }) => photos)
      .flatMap(({ key }) => this.suspects.get(key)?.queued ?? []);
  }

  private show(): void {
    this.isStale = false;
    this.store.update({ provisional: this.board.groups() });
  }
}

function keyOf({ facts }: QueuedFile): FileKey {
  return fileKey(facts.root, facts.path);
}
