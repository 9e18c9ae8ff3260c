import type {
  ProvisionalGroup,
  ProvisionalPhoto,
} from '../domain/first-look.ts';
import { fileKey, type FileKey } from '../domain/photo-id.ts';
import type { FileFacts } from '../domain/photo.ts';

interface Star {
  head: ProvisionalPhoto;
  isHeadSettled: boolean;
  /** Those whose likeness to the head is still to be confirmed or withdrawn. */
  members: ProvisionalPhoto[];
  settled: Set<FileKey>;
  shown: ProvisionalGroup | undefined;
}

/**
 * The provisional groups on screen. A likeness is gone from here as soon as both its files have
 * been read and matched: then the real groups say whether it is so. It never becomes one by itself.
 */
export class ProvisionalBoard {
  private readonly stars = new Map<FileKey, Star>();
  private readonly headOf = new Map<FileKey, FileKey>();
  private order: readonly ProvisionalGroup[] | undefined;

  /** A file whose thumbnail looks like that of a head. */
  add(head: FileFacts, file: FileFacts): void {
    const key = fileKey(head.root, head.path);
    const star = this.stars.get(key) ?? {
      head: photoOf(head),
      isHeadSettled: false,
      members: [],
      settled: new Set(),
      shown: undefined,
    };
    const member = photoOf(file);
    star.members = [...star.members, member];
    star.shown = undefined;
    this.stars.set(key, star);
    this.headOf.set(member.key, key);
    this.order = undefined;
  }

  /**
   * These files are read, and the groups know it (or they are gone).
   * @returns whether the groups are others than when they were last asked for
   */
  settle(keys: readonly FileKey[]): boolean {
    for (const key of keys) {
      this.settleHead(key);
      this.settleMember(key);
    }
    return this.order === undefined;
  }

  clear(): void {
    this.stars.clear();
    this.headOf.clear();
    this.order = undefined;
  }

  /** In the order in which they were found. Never changed later. */
  groups(): readonly ProvisionalGroup[] {
    this.order ??= [...this.stars.values()].map((star) => {
      star.shown ??= {
        id: star.head.key,
        photos: [star.head, ...star.members],
      };
      return star.shown;
    });
    return this.order;
  }

  private settleHead(key: FileKey): void {
    const star = this.stars.get(key);
    if (star === undefined) return;
    star.isHeadSettled = true;
    this.keep(star, ({ key: member }) => !star.settled.has(member));
  }

  private settleMember(key: FileKey): void {
    const star = this.stars.get(this.headOf.get(key) ?? key);
    if (star === undefined || !this.headOf.has(key)) return;
    star.settled.add(key);
    if (star.isHeadSettled) this.keep(star, (member) => member.key !== key);
  }

  private keep(
    star: Star,
    isKept: (member: ProvisionalPhoto) => boolean,
  ): void {
    const left = star.members.filter(isKept);
    if (left.length === star.members.length) return;
    for (const member of star.members) {
      if (!left.includes(member)) this.headOf.delete(member.key);
    }
    star.members = left;
    star.shown = undefined;
    this.order = undefined;
    if (left.length === 0) this.stars.delete(star.head.key);
  }
}

function photoOf(facts: FileFacts): ProvisionalPhoto {
  return { ...facts, key: fileKey(facts.root, facts.path) };
}
