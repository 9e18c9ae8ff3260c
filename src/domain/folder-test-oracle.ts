import type { ContentCopies } from './build-groups.ts';
import { isCalledCopy } from './copy-folder-name.ts';
import { groupOf, hasRoots } from './folder-test-library.ts';
import type { Group, PhotoSummary } from './group.ts';

/** What is to be said of a folder, by going through all files for it. */
export interface OracleStatement {
  /** `root:path`, `root:` for a whole root. */
  name: string;
  photos: number;
  contained: number;
  onlyHere: string[];
  /** Every place outside that holds some of it, with how much. */
  holders: ReadonlyMap<string, number>;
  worth: number;
  /** Its files that are the keeper of a group that reaches beyond it, for more than their path. */
  keepers: number;
}

interface OracleFile {
  name: string;
  /** Names of all files that show the same photo. */
  showing: ReadonlySet<string>;
  isKeeper: boolean;
}

/**
 * The rules of folder insight from their words, folder by folder and file by file, with no thought
 * for time: for tests.
 */
export class FolderOracle {
  readonly told: readonly OracleStatement[];
  private readonly files: readonly OracleFile[];
  private readonly folders: readonly string[];

  constructor(contents: readonly ContentCopies[], groups: readonly Group[]) {
    this.files = contents.flatMap((copies) => oracleFiles(copies, groups));
    const around = this.files.flatMap(({ name }) => foldersAround(name));
    this.folders = [...new Set(around)].filter(
      (name) => hasRoots(contents) || !isRoot(name),
    );
    const tops = this.folders.filter(
      (name) => !this.folders.some((other) => isInside(name, other)),
    );
    const chosen = tops.flatMap((top) => this.bestOf(top));
    const left = this.withoutHubsOrHeld(chosen);
    this.told = left.filter((one) => !this.isMirror(one, left));
  }

  /** What can be said of any folder. */
  statement(name: string): OracleStatement {
    const inside = this.inside(name);
    const onlyHere = inside.filter(({ showing }) =>
      [...showing].every((other) => isInside(other, name)),
    );
    const holders = new Map<string, number>();
    for (const place of this.folders) {
      const isAnswer =
        place !== name && !isInside(name, place) && !isInside(place, name);
      const photos = inside.filter(({ showing }) =>
        [...showing].some((other) => isInside(other, place)),
      ).length;
      if (isAnswer && photos > 0) holders.set(place, photos);
    }
    const contained = inside.length - onlyHere.length;
    return {
      name,
      photos: inside.length,
      contained,
      onlyHere: onlyHere.map((file) => file.name).sort(),
      holders,
      worth: contained - onlyHere.length,
      keepers: inside.filter(
        (file) => file.isKeeper && !onlyHere.includes(file),
      ).length,
    };
  }

  /** The narrowest place that holds nearly as many as any; of several the first folder by name. */
  holderOf({ holders }: OracleStatement): string | undefined {
    const most = Math.max(...holders.values());
    const full = [...holders.keys()].filter(
      (place) => (holders.get(place) ?? 0) >= most * 0.99,
    );
    const narrow = full.filter(
      (place) => !full.some((other) => isInside(other, place)),
    );
    const highest = Math.max(...narrow.map((place) => holders.get(place) ?? 0));
    const rank = (place: string): string =>
      `${isRoot(place) ? 1 : 0}${isCalledCopy(place) ? 1 : 0}${place}`;
    return narrow
      .filter((place) => holders.get(place) === highest)
      .sort((a, b) => (rank(a) < rank(b) ? -1 : 1))[0];
  }

  private inside(name: string): OracleFile[] {
    return this.files.filter((file) => isInside(file.name, name));
  }

  private bestOf(name: string): OracleStatement[] {
    const parts = this.folders.filter(
      (other) => isInside(other, name) && parentOf(other) === name,
    );
    const ofParts = parts.flatMap((part) => this.bestOf(part));
    const own = this.statement(name);
    if (own.photos < 2 || own.contained < own.photos / 2) return ofParts;
    if (parts.some((part) => this.inside(part).length === own.photos)) {
      return ofParts;
    }
    const gained = ofParts.reduce((sum, { worth }) => sum + worth, -own.worth);
    return gained > (ofParts.length * own.photos) / 10 ? ofParts : [own];
  }

  private withoutHubsOrHeld(
    chosen: readonly OracleStatement[],
  ): OracleStatement[] {
    let left = [...chosen];
    const byWorth = [...chosen].sort((a, b) =>
      a.worth === b.worth ? (a.name < b.name ? -1 : 1) : b.worth - a.worth,
    );
    for (const hub of byWorth) {
      const held = left.filter((one) => {
        const holder = this.holderOf(one);
        return (
          one !== hub && holder !== undefined && isAtOrIn(holder, hub.name)
        );
      });
      const shared = this.inside(hub.name).filter(({ showing }) =>
        [...showing].some((other) =>
          held.some(({ name }) => isInside(other, name)),
        ),
      );
      const isHub =
        left.includes(hub) &&
        held.length >= 2 &&
        shared.length >= hub.contained * 0.99;
      if (!isHub) continue;
      const isCalled = isCalledCopy(hub.name);
      const areCalled = held.some(({ name }) => isCalledCopy(name));
      const kept = held.reduce((sum, { keepers }) => sum + keepers, 0);
      const isCopy = isCalled === areCalled ? hub.keepers < kept : isCalled;
      left = left.filter((one) =>
        isCopy ? !held.includes(one) || !this.isAllHeld(one) : one !== hub,
      );
    }
    return left;
  }

  private isAllHeld(one: OracleStatement): boolean {
    const held = one.holders.get(this.holderOf(one) ?? '') ?? 0;
    return held >= one.contained * 0.99;
  }

  private isMirror(
    one: OracleStatement,
    chosen: readonly OracleStatement[],
  ): boolean {
    const mostIn = this.holderOf(one);
    return chosen.some((other) => {
      const outer = this.holderOf(other);
      return (
        mostIn !== undefined &&
        outer !== undefined &&
        isAtOrIn(mostIn, other.name) &&
        isInside(one.name, outer) &&
        this.isAllHeld(one) &&
        (isCalledCopy(one.name) === isCalledCopy(other.name)
          ? other.worth >= one.worth
          : isCalledCopy(other.name))
      );
    });
  }
}

function oracleFiles(
  { fingerprint: { content }, files }: ContentCopies,
  groups: readonly Group[],
): OracleFile[] {
  const group = groupOf(content, groups);
  const own = files.map(nameOf);
  const others: PhotoSummary[] = [];
  if (group) {
    const { keeper, members } = group;
    const same = members.filter(
      ({ relation, isBeingChecked }) =>
        relation.kind !== 'similar-shot' && !isBeingChecked,
    );
    const edges = same.filter(
      ({ photo }) => keeper.content === content || photo.content === content,
    );
    const ofKeeper = [
      keeper,
      ...same
        .map(({ photo }) => photo)
        .filter((photo) => photo.content === keeper.content),
    ];
    if (edges.length > 0) {
      others.push(...ofKeeper, ...edges.map(({ photo }) => photo));
    }
  }
  const showing = new Set([...own, ...others.map(nameOf)]);
  return own.map((name) => ({
    name,
    showing,
    isKeeper:
      group?.keeperChoice.kind === 'chosen' &&
      group.keeperChoice.reasons[0]?.criterion !== 'path' &&
      nameOf(group.keeper) === name,
  }));
}

function nameOf({ root, path }: { root: string; path: string }): string {
  return `${root}:${path}`;
}

function isRoot(name: string): boolean {
  return name.endsWith(':');
}

/** `r:a/b` and `r:a` and `r:` for `r:a/b/c`. */
function foldersAround(name: string): string[] {
  const parent = parentOf(name);
  return parent === undefined ? [] : [parent, ...foldersAround(parent)];
}

function parentOf(name: string): string | undefined {
  if (isRoot(name)) return undefined;
  const slash = name.lastIndexOf('/');
  return slash < 0
    ? name.slice(0, name.indexOf(':') + 1)
    : name.slice(0, slash);
}

function isAtOrIn(name: string, folder: string): boolean {
  return name === folder || isInside(name, folder);
}

function isInside(name: string, folder: string): boolean {
  return (
    name !== folder && name.startsWith(isRoot(folder) ? folder : `${folder}/`)
  );
}
