import { NearColumn } from './matcher-near-column.ts';

/** Of each owner (a number ≥ 0) a list of numbers ≥ 0. Most have one: a byte for those. */
export class SlotLists {
  private readonly first = new NearColumn();
  private readonly more = new Map<number, Set<number>>();

  /** Adds a number, unless it is there. */
  add(owner: number, item: number): void {
    const known = this.firstOf(owner);
    if (known === undefined) this.first.set(owner, item);
    else if (known !== item) {
      const more = this.more.get(owner);
      if (more) more.add(item);
      else this.more.set(owner, new Set([item]));
    }
  }

  remove(owner: number, item: number): void {
    const more = this.more.get(owner);
    if (this.firstOf(owner) === item) {
      const [next] = more ?? [];
      if (next === undefined) this.first.clear(owner);
      else {
        this.first.set(owner, next);
        more?.delete(next);
      }
    } else more?.delete(item);
    if (more?.size === 0) this.more.delete(owner);
  }

  firstOf(owner: number): number | undefined {
    return this.first.at(owner);
  }

  /** Gives back what growing left empty. */
  settle(): void {
    this.first.settle();
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
