import { shotLeads } from '../domain/bundle.ts';
import type { RootId } from '../domain/photo-id.ts';
import type { ListingSettings } from '../domain/settings.ts';
import { walkedFile, type Walked, type WalkFailure } from './folder-source.ts';
import { errorDetail, readFailure } from './read-failure.ts';
import { walkRules, type WalkRules } from './walk-rules.ts';

/**
 * `getFile()` calls on their way at once, and how few of them are left when more are sent. Measured
 * in Chromium over 20,000 files: 4 k/s one at a time, 11–14 k/s with 16 to 64. Sending and taking
 * many at a time spares the page a wait for each file.
 */
const MOST_IN_FLIGHT = 64;
const FEWEST_IN_FLIGHT = 32;

/** Files looked at and not taken yet; beyond it the walk waits for who takes them. */
const MOST_AHEAD = 512;

/** Folders of one folder that are listed before it is their turn. */
const LISTED_AHEAD = 4;

interface Listing {
  /** In name order; names compare by code unit, so the order is the same everywhere. */
  entries: (FileSystemDirectoryHandle | FileSystemFileHandle)[];
  /** The listing broke off; `entries` has what came before. */
  error?: unknown;
}

/** The place of one file or failure in the order of the walk. */
interface Slot {
  found?: Walked;
}

/**
 * Walks depth first, each folder's entries in name order. Looks at every file's size and date and
 * reads none. Failures are yielded and the walk goes on; an aborted signal ends it early.
 */
export async function* walkDirectory(
  directory: FileSystemDirectoryHandle,
  root: RootId,
  options: ListingSettings,
  signal: AbortSignal,
): AsyncGenerator<readonly Walked[], void, undefined> {
  const walk = new Walk(root, walkRules(options), signal);
  walk.start(directory);
  try {
    for (;;) {
      const found = await walk.next();
      if (found.length === 0) return;
      yield found;
    }
  } finally {
    walk.stop();
  }
}

/** Goes through the folders ahead of who takes the files, across the borders of folders. */
class Walk {
  private readonly root: RootId;
  private readonly rules: WalkRules;
  private readonly signal: AbortSignal;
  private slots: Slot[] = [];
  private inFlight = 0;
  private isOver = false;
  private failure: unknown;
  private readonly waiting = new Set<() => void>();

  constructor(root: RootId, rules: WalkRules, signal: AbortSignal) {
    this.root = root;
    this.rules = rules;
    this.signal = signal;
  }

  start(directory: FileSystemDirectoryHandle): void {
    this.signal.addEventListener('abort', this.changed);
    this.enter('', this.list(directory))
      .catch((error: unknown) => {
        this.failure = error;
      })
      .finally(() => {
        this.isOver = true;
        this.changed();
      });
  }

  stop(): void {
    this.isOver = true;
    this.signal.removeEventListener('abort', this.changed);
    this.changed();
  }

  /** The next files and failures in order; none at the end. */
  async next(): Promise<Walked[]> {
    for (;;) {
      if (this.signal.aborted) return [];
      const ready = this.takeReady();
      if (ready.length > 0) {
        this.changed();
        return ready;
      }
      if (this.isOver && this.slots.length === 0) break;
      await this.somethingHappens();
    }
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- passed on as it came
    if (this.failure !== undefined) throw this.failure;
    return [];
  }

  private takeReady(): Walked[] {
    const ready: Walked[] = [];
    for (const { found } of this.slots) {
      if (found === undefined) break;
      ready.push(found);
    }
    this.slots = this.slots.slice(ready.length);
    return ready;
  }

  private async enter(path: string, listed: Promise<Listing>): Promise<void> {
    const { entries, error } = await listed;
    if (error !== undefined) this.put(folderFailure(this.root, path, error));
    const prefix = path === '' ? '' : `${path}/`;
    const taken = entries.filter(
      ({ kind, name }) =>
        name === '' ||
        (kind === 'file'
          ? this.rules.takesFile(prefix + name)
          : this.rules.entersFolder(prefix + name)),
    );
    const leads = shotLeads(fileNames(taken));
    const folders = this.listings(taken);
    let unnamed = 0;
    for (const entry of taken) {
      await this.hasRoom();
      if (this.isOver || this.signal.aborted) return;
      if (entry.name === '') {
        this.put(unnamedFailure(this.root, prefix, ++unnamed));
      } else if (entry.kind === 'file') {
        const lead = leads.get(entry.name);
        const shot = lead === undefined ? undefined : prefix + lead;
        this.lookAt(entry, prefix + entry.name, shot);
      } else {
        const listing = folders.next().value ?? this.list(entry);
        await this.enter(prefix + entry.name, listing);
      }
    }
  }

  /** The listings of these folders one after the other, some of them begun ahead. */
  private *listings(
    entries: Listing['entries'],
  ): Generator<Promise<Listing>, void, undefined> {
    const folders = entries.filter(
      (entry): entry is FileSystemDirectoryHandle =>
        entry.kind === 'directory' && entry.name !== '',
    );
    const begun: Promise<Listing>[] = [];
    for (const [at] of folders.entries()) {
      for (let next = begun.length; next <= at + LISTED_AHEAD; next++) {
        const folder = folders[next];
        if (folder) begun.push(this.list(folder));
      }
      const listing = begun[at];
      if (listing) yield listing;
    }
  }

  private async list(directory: FileSystemDirectoryHandle): Promise<Listing> {
    const entries: Listing['entries'] = [];
    try {
      for await (const entry of directory.values()) {
        if (this.isOver || this.signal.aborted) return { entries: [] };
        entries.push(entry);
      }
    } catch (error) {
      return { entries: entries.sort(byName), error };
    }
    return { entries: entries.sort(byName) };
  }

  private put(found: Walked): void {
    this.slots.push({ found });
  }

  private lookAt(
    handle: FileSystemFileHandle,
    path: string,
    shot: string | undefined,
  ): void {
    const slot: Slot = {};
    this.slots.push(slot);
    this.inFlight++;
    handle.getFile().then(
      (file) => {
        this.looked(slot, walkedFile(this.root, path, file, shot));
      },
      (error: unknown) => {
        this.looked(slot, failed(this.root, path, readFailure(error)));
      },
    );
  }

  private looked(slot: Slot, found: Walked): void {
    slot.found = found;
    this.inFlight--;
    if (this.inFlight === FEWEST_IN_FLIGHT || this.inFlight === 0) {
      this.changed();
    }
  }

  private async hasRoom(): Promise<void> {
    if (this.inFlight < MOST_IN_FLIGHT && this.slots.length < MOST_AHEAD) {
      return;
    }
    do {
      await this.somethingHappens();
      if (this.isOver || this.signal.aborted) return;
    } while (
      this.inFlight > FEWEST_IN_FLIGHT ||
      this.slots.length >= MOST_AHEAD
    );
  }

  private somethingHappens(): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.add(resolve);
    });
  }

  private readonly changed = (): void => {
    const woken = [...this.waiting];
    this.waiting.clear();
    for (const wake of woken) wake();
  };
}

function fileNames(entries: Listing['entries']): string[] {
  return entries
    .filter(({ kind, name }) => kind === 'file' && name !== '')
    .map(({ name }) => name);
}

function byName(a: FileSystemHandle, b: FileSystemHandle): number {
  return a.name < b.name ? -1 : Number(a.name > b.name);
}

function folderFailure(
  root: RootId,
  path: string,
  error: unknown,
): WalkFailure {
  const detail = errorDetail(error);
  return failed(root, path, { kind: 'folder-not-readable', detail });
}

/** Chromium lists names that are not valid text as '' and cannot open them. */
function unnamedFailure(
  root: RootId,
  prefix: string,
  number: number,
): WalkFailure {
  return failed(root, `${prefix}(unreadable name ${number})`, {
    kind: 'not-readable',
    detail: 'its name is not valid text, so the browser cannot open it',
  });
}

function failed(
  root: RootId,
  path: string,
  failure: WalkFailure['failure'],
): WalkFailure {
  const facts = { root, path, sizeBytes: 0, modifiedMs: 0 };
  return { kind: 'failed', facts, failure };
}
