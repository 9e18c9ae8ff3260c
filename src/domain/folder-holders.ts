import { isCalledCopy } from './copy-folder-name.ts';
import type { FolderTally } from './folder-tally.ts';
import { placeKey } from './folder-place.ts';
import type { Steps } from './steps.ts';
import type { ToldSpread, ToldSpreads } from './told-spreads.ts';

/** A place with photos of a folder. */
export interface FolderHolder {
  /** Its number in the tree. */
  folder: number;
  /** Files of the folder that are here too. */
  photos: number;
}

/** From this share on nobody misses the rest: one photo of a hundred. */
const NEARLY_ALL = 0.99;

/** Whether a count is so close to another that a person would say the same of both. */
export function isNearlyAll(part: number, all: number): boolean {
  return part >= all * NEARLY_ALL;
}

/**
 * Finds for each told folder the place that holds the most of it: the narrowest one that holds
 * nearly as many as any. Neither the folders around the told one count, as that it is in them is no
 * news, nor those within. Told folders without such a place are left out.
 */
export function* folderHolders(
  tally: FolderTally,
  spreads: ToldSpreads,
): Steps<ReadonlyMap<number, FolderHolder>> {
  const holders = new Map<number, FolderHolder>();
  if (spreads.size === 0) return holders;
  const counter = new HolderCounter(tally);
  for (const [folder, own] of spreads) {
    const holder = yield* counter.holderOf(folder, own);
    if (holder) holders.set(folder, holder);
  }
  return holders;
}

/** Counts for one folder at a time: room for all pairs of folders might be too much. */
class HolderCounter {
  private readonly tally: FolderTally;
  /** By folder: the last walk that came by. */
  private readonly walks: Int32Array;
  private walk = 0;
  /** Asked again and again where many places hold the same. */
  private readonly ranks = new Map<number, string>();

  constructor(tally: FolderTally) {
    this.tally = tally;
    this.walks = new Int32Array(tally.tree.size);
  }

  *holderOf(
    told: number,
    spreads: Iterable<ToldSpread>,
  ): Steps<FolderHolder | undefined> {
    const counts = new Map<number, number>();
    for (const spread of spreads) {
      this.count(told, spread, counts);
      yield undefined;
    }
    return this.narrowest(counts);
  }

  /** Each place once, however many of the folders lie in it. */
  private count(
    told: number,
    { everywhere, photos }: ToldSpread,
    counts: Map<number, number>,
  ): void {
    const { tree } = this.tally;
    this.walk += 1;
    // What is around is as good as counted.
    this.climb(told, () => undefined);
    for (const folder of everywhere) {
      if (tree.isWithin(folder, told)) continue;
      this.climb(folder, (place) => {
        counts.set(place, (counts.get(place) ?? 0) + photos);
      });
    }
  }

  /** From a folder outwards, as far as this walk has not come by. */
  private climb(from: number, visit: (folder: number) => void): void {
    const { tree } = this.tally;
    for (
      let folder = from;
      folder >= 0 && this.walks[folder] !== this.walk;
      folder = tree.parentOf(folder)
    ) {
      this.walks[folder] = this.walk;
      visit(folder);
    }
  }

  private narrowest(
    counts: ReadonlyMap<number, number>,
  ): FolderHolder | undefined {
    const { tree } = this.tally;
    let most = 0;
    for (const photos of counts.values()) most = Math.max(most, photos);
    const full: FolderHolder[] = [];
    const wide = new Set<number>();
    for (const [folder, photos] of counts) {
      if (!isNearlyAll(photos, most)) continue;
      full.push({ folder, photos });
      wide.add(tree.parentOf(folder));
    }
    let best: FolderHolder | undefined;
    for (const one of full) {
      if (wide.has(one.folder)) continue;
      if (best === undefined || this.isBefore(one, best)) best = one;
    }
    return best;
  }

  private isBefore(a: FolderHolder, b: FolderHolder): boolean {
    if (a.photos !== b.photos) return a.photos > b.photos;
    return this.rankOf(a.folder) < this.rankOf(b.folder);
  }

  /** Of two with as many a folder says more than a whole root, and the library more than another copy. */
  private rankOf(folder: number): string {
    const known = this.ranks.get(folder);
    if (known !== undefined) return known;
    const place = this.tally.tree.place(folder);
    const isLess = [place.folder === '', isCalledCopy(place.folder)];
    const rank = `${isLess.map(Number).join('')}${placeKey(place)}`;
    this.ranks.set(folder, rank);
    return rank;
  }
}
