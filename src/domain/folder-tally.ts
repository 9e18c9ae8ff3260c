import { FolderTree } from './folder-tree.ts';
import type { Group } from './group.ts';
import type { ContentHash } from './photo-id.ts';
import { folderOf, type FileFacts } from './photo.ts';
import { photosShowing } from './same-photos.ts';
import type { Steps } from './steps.ts';

/** A content and all files with it. */
export interface ContentFiles {
  readonly content: ContentHash;
  readonly files: readonly FileFacts[];
}

/** What folders are compared by. */
export interface FolderInput {
  /** The same contents in the same order each time. The second time few are asked for their files. */
  contents: () => Iterable<ContentFiles>;
  /** Several folders are open: then each of them may be in another. */
  hasRoots: boolean;
  groupOf: (content: ContentHash) => Group | undefined;
}

/** What lies in a folder, at any depth. Counts are files. */
export interface FolderCounts {
  photos: number;
  /** Those that a file outside of the folder shows as well. */
  contained: number;
  /** Those of them that are the keeper of their group, and not just because of their path. */
  keepers: number;
}

/** Files of one content that are, by themselves or by others, in several folders. */
export interface Spread {
  /** The folders that they lie in, as often as they do. */
  here: readonly number[];
  /** All folders in which their photo is, once each, by number. */
  everywhere: readonly number[];
}

/**
 * Which folders share photos, in room for each folder, each content and each file with copies: none
 * for each pair of folders.
 *
 * Files that show the same photo lie in a narrowest common folder. In it, and in what is around
 * it, none of them is outside; of every folder on the way down from there to a file, one is. So a
 * file is counted where it lies and taken off again at the common folder, and the counts of folders
 * are the sums of what lies in them.
 */
export class FolderTally {
  readonly tree = new FolderTree();
  readonly hasRoots: boolean;
  private readonly counts: FolderCounts[] = [];
  /** Of each content in turn: the narrowest folder with all that shows it. */
  private readonly spans: number[] = [];
  /** Spreads one after the other: how many here, how many everywhere, and these. */
  private readonly spreadOut: number[] = [];

  private constructor(hasRoots: boolean) {
    this.hasRoots = hasRoots;
  }

  /** Counts all files, a content at a step. */
  static *of(input: FolderInput): Steps<FolderTally> {
    const tally = new FolderTally(input.hasRoots);
    for (const one of input.contents()) {
      tally.add(one, input.groupOf(one.content));
      yield undefined;
    }
    tally.sumUp();
    return tally;
  }

  /** Of a folder of the tree. */
  countsOf(folder: number): FolderCounts {
    while (this.counts.length <= folder) {
      this.counts.push({ photos: 0, contained: 0, keepers: 0 });
    }
    const counts = this.counts[folder];
    if (!counts) throw new Error(`there is no folder ${folder}`);
    return counts;
  }

  /** The narrowest folder with all that shows the n-th content; ABOVE_ROOTS where there is none. */
  spanOf(n: number): number {
    const span = this.spans[n];
    if (span === undefined) throw new Error(`there is no content ${n}`);
    return span;
  }

  *spreads(): Generator<Spread> {
    const { spreadOut } = this;
    for (let at = 0; at < spreadOut.length;) {
      const from = at + 2;
      const middle = from + (spreadOut[at] ?? 0);
      const end = middle + (spreadOut[at + 1] ?? 0);
      yield {
        here: spreadOut.slice(from, middle),
        everywhere: spreadOut.slice(middle, end),
      };
      at = end;
    }
  }

  private add(
    { content, files }: ContentFiles,
    group: Group | undefined,
  ): void {
    const here = files.map((file) => this.folderOf(file));
    const showing = photosShowing(content, files, group);
    const everywhere =
      showing === files ? here : showing.map((file) => this.folderOf(file));
    const span = this.spanAround(everywhere);
    this.spans.push(span);
    for (const folder of here) {
      const counts = this.countsOf(folder);
      counts.photos += 1;
      counts.contained += 1;
    }
    if (span >= 0) this.countsOf(span).contained -= here.length;
    if (group?.keeper.content === content && isPreferred(group)) {
      this.countsOf(this.folderOf(group.keeper)).keepers += 1;
      if (span >= 0) this.countsOf(span).keepers -= 1;
    }
    if (here.some((folder) => folder !== span)) this.spread(here, everywhere);
  }

  private spread(here: readonly number[], everywhere: readonly number[]): void {
    const folders = [...new Set(everywhere)].sort((a, b) => a - b);
    this.spreadOut.push(here.length, folders.length);
    // Not all at once: a call takes only so many arguments.
    for (const folder of here) this.spreadOut.push(folder);
    for (const folder of folders) this.spreadOut.push(folder);
  }

  private spanAround(folders: readonly number[]): number {
    return folders.reduce((span, folder) => this.tree.common(span, folder));
  }

  private folderOf({ root, path }: Pick<FileFacts, 'root' | 'path'>): number {
    return this.tree.numberOf(root, folderOf(path));
  }

  private sumUp(): void {
    // Those within have the larger numbers, so they come first.
    for (let folder = this.tree.size - 1; folder >= 0; folder -= 1) {
      const parent = this.tree.parentOf(folder);
      if (parent < 0) continue;
      const inner = this.countsOf(folder);
      const outer = this.countsOf(parent);
      outer.photos += inner.photos;
      outer.contained += inner.contained;
      outer.keepers += inner.keepers;
    }
  }
}

/** Whether the keeper is one for a reason that says something about the photo. */
function isPreferred({ keeperChoice }: Group): boolean {
  if (keeperChoice.kind === 'abstained') return false;
  const [strongest] = keeperChoice.reasons;
  return strongest !== undefined && strongest.criterion !== 'path';
}
