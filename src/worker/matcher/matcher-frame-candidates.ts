import type { PictureKey } from '../../domain/build-groups.ts';
import { hammingBits } from '../../domain/hamming.ts';
import type { HashDistances } from '../../domain/judge-edge.ts';
import type { Kernels } from '../kernels/load-kernels.ts';
import { CodeIndex } from './matcher-code-index.ts';
import type { HashShelf } from './matcher-hash-shelf.ts';
import type { Candidate, MayTake } from './matcher-measure-pairs.ts';

/** Radius of the join of pHash-64, bits; the second look decides on what it proposes. */
const RADIUS_BITS = 10;
/** Pairs farther apart by pHash-256 are dropped, bits. */
const REACH_BITS = 72;

/**
 * Finds pictures that are the same once a border is taken off one or both: what is inside one's
 * frame against whole pictures, and against what is inside the frames of others. Upright only.
 */
export class FrameCandidates {
  private readonly shelf: HashShelf;
  /** Whole pictures by pHash-64, as the finder holds them. */
  private readonly whole: CodeIndex;
  private readonly framed: CodeIndex;
  private readonly mayTake: MayTake;

  constructor(
    kernels: Kernels,
    shelf: HashShelf,
    whole: CodeIndex,
    mayTake: MayTake,
  ) {
    this.shelf = shelf;
    this.whole = whole;
    this.mayTake = mayTake;
    this.framed = new CodeIndex(kernels, 8);
  }

  add(picture: PictureKey, slot: number): void {
    const frame = this.shelf.frames.of(picture);
    if (frame) this.framed.table.add(frame.pHash64, slot);
  }

  remove(picture: PictureKey, slot: number): void {
    const frame = this.shelf.frames.of(picture);
    if (frame) this.framed.table.remove(frame.pHash64, slot);
  }

  /** Pairs of these pictures, held here and by the finder, with all held ones. */
  *find(slots: Int32Array): Generator<Candidate> {
    const whole: Query[] = [];
    const framed: Query[] = [];
    for (const slot of slots) {
      const picture = this.shelf.pictureAt(slot);
      if (picture === undefined) continue;
      const pHash64 = this.shelf.code(slot, 'pHash64', 0);
      const pHash256 = this.shelf.code(slot, 'pHash256', 0);
      if (pHash64.length > 0) whole.push({ slot, picture, pHash64, pHash256 });
      const frame = this.shelf.frames.of(picture);
      if (frame) framed.push({ slot, picture, ...frame });
    }
    yield* this.join(whole, this.framed, true);
    yield* this.join(framed, this.framed, true);
    yield* this.join(framed, this.whole, false);
  }

  private *join(
    queries: readonly Query[],
    index: CodeIndex,
    isFramed: boolean,
  ): Generator<Candidate> {
    if (queries.length === 0 || index.table.count === 0) return;
    const codes = new Uint8Array(queries.length * 8);
    queries.forEach(({ pHash64 }, at) => {
      codes.set(pHash64, at * 8);
    });
    for (const triples of index.near(codes, RADIUS_BITS)) {
      for (let at = 0; at < triples.length; at += 3) {
        const query = queries[triples[at] ?? 0];
        const pHash64Bits = triples[at + 2] ?? 0;
        for (const slot of index.table.ownersAt(triples[at + 1] ?? 0)) {
          const candidate =
            query && this.candidate(query, slot, isFramed, pHash64Bits);
          if (candidate) yield candidate;
        }
      }
    }
  }

  private candidate(
    { slot: own, picture, pHash256 }: Query,
    slot: number,
    isFramed: boolean,
    pHash64Bits: number,
  ): Candidate | undefined {
    const other = this.shelf.pictureAt(slot);
    if (other === undefined || other === picture) return undefined;
    const code = isFramed
      ? this.shelf.frames.of(other)?.pHash256
      : this.shelf.code(slot, 'pHash256', 0);
    const pHash256Bits = code && hammingBits(pHash256, code);
    if (pHash256Bits === undefined || pHash256Bits > REACH_BITS) {
      return undefined;
    }
    const measured: HashDistances = {
      transform: 'upright',
      pHash64Bits,
      pHash256Bits,
      isFramed: true,
    };
    if (!this.mayTake(own, slot, measured)) return undefined;
    const [from, to] = picture < other ? [picture, other] : [other, picture];
    return { from, to, measured };
  }
}

interface Query {
  slot: number;
  picture: PictureKey;
  pHash64: Uint8Array;
  pHash256: Uint8Array;
}
