import type { FolderTally } from './folder-tally.ts';
import type { Steps } from './steps.ts';
import { UNTOLD, type ToldFolders } from './told-folders.ts';

/** Files of a told folder whose photos are in the same folders. */
export interface ToldSpread {
  /** All of these, by number. */
  everywhere: readonly number[];
  /** How many files. */
  photos: number;
}

/** Of each told folder with files that are elsewhere too: where they are. */
export type ToldSpreads = ReadonlyMap<number, readonly ToldSpread[]>;

/** Puts together what is spread alike: a folder and its copy have the same folders for all they share. */
export function* toldSpreads(
  tally: FolderTally,
  { folders, around }: ToldFolders,
): Steps<ToldSpreads> {
  const spreads = new Map<number, Map<string, ToldSpread>>();
  if (folders.length === 0) return new Map();
  for (const { here, everywhere } of tally.spreads()) {
    const name = everywhere.join();
    for (const folder of here) {
      const told = around[folder] ?? UNTOLD;
      if (told === UNTOLD) continue;
      let own = spreads.get(told);
      if (!own) spreads.set(told, (own = new Map<string, ToldSpread>()));
      const known = own.get(name);
      if (known) known.photos += 1;
      else own.set(name, { everywhere, photos: 1 });
    }
    yield undefined;
  }
  return new Map(
    Array.from(spreads, ([told, own]) => [told, [...own.values()]] as const),
  );
}
