import type { Root } from '../domain/root.ts';
import type { FolderSource } from '../files/folder-source.ts';
import type { KnownFiles } from './known-files.ts';
import type { MatcherDesk } from './matcher-desk.ts';

/** Loads what is stored of the open folders, the most wanted first. */
export class LibraryOpening {
  private readonly files: KnownFiles;
  private readonly matching: MatcherDesk;
  /** Ends when other folders are opened. */
  private current = new AbortController();
  /** Has the index read now, if it is still waiting for the first groups. */
  private hurry: () => void = () => undefined;
  private indexed: Promise<void> = Promise.resolve();
  private matched: Promise<void> = Promise.resolve();

  constructor(files: KnownFiles, matching: MatcherDesk) {
    this.files = files;
    this.matching = matching;
  }

  /** The index holds what is stored of the open folders. */
  get whenIndexed(): Promise<void> {
    return this.indexed;
  }

  /** The matcher can be asked. */
  get whenMatching(): Promise<void> {
    return this.matched;
  }

  /**
   * Shows groups as they come. The first groups first, as a person waits for them; then the index,
   * unless a scan asks for it before that, as it is read soon; then all other groups.
   *
   * @param finish what is left to do when all of that is there
   * @returns false when other folders were opened meanwhile, else true when all is there
   */
  async open(
    roots: readonly Root[],
    sources: readonly FolderSource[],
    finish: () => Promise<void>,
  ): Promise<boolean> {
    this.current.abort();
    this.current = new AbortController();
    const { signal } = this.current;
    const groups = this.matching.open(roots, signal, () => this.indexed);
    this.matched = groups.first;
    const hurried = new Promise<void>((resolve) => {
      this.hurry = resolve;
    });
    this.indexed = Promise.race([groups.first, hurried]).then(() =>
      this.files.load(sources, signal),
    );
    await Promise.all([this.indexed, groups.all]);
    if (signal.aborted) return false;
    await finish();
    return !signal.aborted;
  }

  /** A scan is about to begin, and needs the index. */
  hurryIndex(): void {
    this.hurry();
  }
}
