import { FolderBook } from './folder-book.ts';
import type { FolderPlace } from './folder-place.ts';
import type { RootId } from './photo-id.ts';
import { folderOf } from './photo.ts';

/** What lies around all roots. */
export const ABOVE_ROOTS = -1;

/** Numbers of folders (0, 1, …) with the folder around each, which has the smaller number. */
export class FolderTree {
  private readonly book = new FolderBook();
  private readonly parents: number[] = [];
  /** 0 for a root. */
  private readonly depths: number[] = [];

  get size(): number {
    return this.parents.length;
  }

  /** Gives numbers to a folder and to those around it that have none. */
  numberOf(root: RootId, path: string): number {
    const known = this.book.find(root, path);
    if (known >= 0) return known;
    const parent =
      path === '' ? ABOVE_ROOTS : this.numberOf(root, folderOf(path));
    this.parents.push(parent);
    this.depths.push(this.depthOf(parent) + 1);
    return this.book.numberOf(root, path);
  }

  place(number: number): FolderPlace {
    const { root, path } = this.book.place(number);
    return { root, folder: path };
  }

  parentOf(number: number): number {
    return this.parents[number] ?? ABOVE_ROOTS;
  }

  isRoot(number: number): boolean {
    return this.depthOf(number) === 0;
  }

  /** Whether a folder is another one or lies in it. */
  isWithin(number: number, outer: number): boolean {
    return this.common(number, outer) === outer;
  }

  /** The narrowest folder around both, which may be one of them; ABOVE_ROOTS for two roots. */
  common(first: number, second: number): number {
    let [a, b] = [first, second];
    while (a !== b) {
      if (this.depthOf(a) >= this.depthOf(b)) a = this.parentOf(a);
      else b = this.parentOf(b);
    }
    return a;
  }

  private depthOf(number: number): number {
    return this.depths[number] ?? -1;
  }
}
