import type { RootId } from './photo-id.ts';

/** A folder of a root; '' is the root itself. */
export interface FolderPlace {
  root: RootId;
  path: string;
}

/** Gives numbers to folders. Files come folder by folder, so the latest one is at hand. */
export class FolderBook {
  private readonly places: FolderPlace[] = [];
  private readonly numbers = new Map<RootId, Map<string, number>>();
  private latest = -1;

  /** -1 for a folder that is not known. */
  find(root: RootId, path: string): number {
    const { latest } = this;
    const place = this.places[latest];
    if (place?.root === root && place.path === path) return latest;
    const known = this.numbers.get(root)?.get(path) ?? -1;
    if (known >= 0) this.latest = known;
    return known;
  }

  numberOf(root: RootId, path: string): number {
    const known = this.find(root, path);
    if (known >= 0) return known;
    const number = this.places.length;
    this.places.push({ root, path });
    const ofRoot = this.numbers.get(root) ?? new Map<string, number>();
    ofRoot.set(path, number);
    this.numbers.set(root, ofRoot);
    this.latest = number;
    return number;
  }

  /** A number that was given. */
  place(number: number): FolderPlace {
    const place = this.places[number];
    if (!place) throw new Error(`there is no folder ${number}`);
    return place;
  }
}
