import type { CodeBytes } from '../kernels/hamming-join.ts';
import { lengthened, trimmed } from './matcher-columns.ts';
import { mixedHash, SlotIndex, spreadHash } from '../../domain/slot-index.ts';
import { SlotLists } from './matcher-slot-lists.ts';

/**
 * Codes of one length with the owners of each (numbers ≥ 0), laid out for a join. Equal codes
 * stand once, so a thousand pictures of one code cost the join no more than one. Flat arrays: about
 * 7 bytes a code beside itself, and little for the garbage collector to follow.
 *
 * A code whose owners are all gone keeps its place: the join then finds nobody there. What stands
 * at a place never changes.
 */
export class CodeTable {
  readonly bytesPerCode: CodeBytes;
  private codes = new Uint8Array(0);
  private placeCount = 0;
  private readonly index = new SlotIndex((place) =>
    this.hashOf(this.codes, place * this.bytesPerCode),
  );
  private readonly owners = new SlotLists();

  constructor(bytesPerCode: CodeBytes) {
    this.bytesPerCode = bytesPerCode;
  }

  /** Places taken, one for each different code. */
  get count(): number {
    return this.placeCount;
  }

  /** The codes by place. Those of today stay as they are when more are added. */
  get bytes(): Uint8Array {
    return this.codes.subarray(0, this.placeCount * this.bytesPerCode);
  }

  /** Does nothing for a missing hash (no bytes): it equals nothing. Add an owner once. */
  add(code: Uint8Array, owner: number): void {
    if (code.length === 0) return;
    if (code.length !== this.bytesPerCode) {
      throw new Error(
        `a code of ${code.length} bytes in a table of ${this.bytesPerCode}`,
      );
    }
    this.owners.add(this.find(code) ?? this.addPlace(code), owner);
  }

  remove(code: Uint8Array, owner: number): void {
    const place = this.find(code);
    if (place !== undefined) this.owners.remove(place, owner);
  }

  ownersAt(place: number): Iterable<number> {
    return this.owners.of(place);
  }

  /** Gives back what growing left empty. */
  settle(): void {
    this.codes = trimmed(this.codes, this.placeCount * this.bytesPerCode);
    this.owners.settle();
  }

  private find(code: Uint8Array): number | undefined {
    if (code.length !== this.bytesPerCode) return undefined;
    return this.index.find(this.hashOf(code, 0), (place) =>
      this.isCodeAt(place, code),
    );
  }

  private isCodeAt(place: number, code: Uint8Array): boolean {
    const start = place * this.bytesPerCode;
    for (let i = 0; i < code.length; i += 1) {
      if (this.codes[start + i] !== code[i]) return false;
    }
    return true;
  }

  private addPlace(code: Uint8Array): number {
    const place = this.placeCount;
    const start = place * this.bytesPerCode;
    this.codes = lengthened(this.codes, start + this.bytesPerCode);
    this.codes.set(code, start);
    this.placeCount += 1;
    this.index.add(this.hashOf(code, 0), place);
    return place;
  }

  /** Close codes must not stand side by side. */
  private hashOf(bytes: Uint8Array, from: number): number {
    let hash = 0;
    for (let at = from; at < from + this.bytesPerCode; at += 1) {
      hash = mixedHash(hash, bytes[at] ?? 0);
    }
    return spreadHash(hash);
  }
}
