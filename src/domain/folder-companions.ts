import { bundlesOf, companionsOf } from './bundle.ts';
import { isPhotoName, nameParts } from './companion-files.ts';

/**
 * Finds the other files of photos' shots in one folder. All names are gone through once: doing that
 * for each of thousands of photos of a folder would keep the page busy for minutes.
 */
export class FolderCompanions {
  private readonly names: ReadonlySet<string>;
  private readonly shotOf = new Map<string, readonly string[]>();

  constructor(names: Iterable<string>) {
    this.names = new Set(names);
    for (const bundle of bundlesOf(this.names)) {
      for (const name of bundle.names) this.shotOf.set(name, bundle.names);
    }
  }

  /** What `companionsOf` says of `name`, known to be a photo, and all names of the folder. */
  of(name: string): readonly string[] {
    // Of a photo by its name it is known already that it is one.
    return this.names.has(name) && isPhotoName(nameParts(name))
      ? (this.shotOf.get(name) ?? []).filter((other) => other !== name)
      : companionsOf(name, this.names);
  }
}
