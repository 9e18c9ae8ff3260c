import { lengthened } from './matcher-columns.ts';

const NONE = -1;

/** Of each owner (a number ≥ 0) a list of numbers ≥ 0. Most have one: 4 bytes for those. */
export class SlotLists {
  private first = new Int32Array(0);
  private readonly more = new Map<number, Set<number>>();

  /** Adds a number, unless it is there. */
  add(owner: number, item: number): void {
    const before = this.first.length;
    this.first = lengthened(this.first, owner + 1);
    if (this.first.length > before) this.first.fill(NONE, before);
    const known = this.firstOf(owner);
    if (known === undefined) this.first[owner] = item;
    else if (known !== item) {
      const more = this.more.get(owner);
      if (more) more.add(item);
      else this.more.set(owner, new Set([item]));
    }
  }

  remove(owner: number, item: number): void {
    const more = this.more.get(owner);
    if (this.first[owner] === item) {
      const [next = NONE] = more ?? [];
      this.first[owner] = next;
      more?.delete(next);
    } else more?.delete(item);
    if (more?.size === 0) this.more.delete(owner);
  }

  firstOf(owner: number): number | undefined {
    const first = this.first[owner] ?? NONE;
    return first === NONE ? undefined : first;
  }

  hasSeveral(owner: number): boolean {
    return this.more.has(owner);
  }

  *of(owner: number): Generator<number> {
    const first = this.firstOf(owner);
    if (first === undefined) return;
    yield first;
    const more = this.more.get(owner);
    if (more) yield* more;
  }
}
