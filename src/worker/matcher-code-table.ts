import type { PictureKey } from '../domain/build-groups.ts';
import type { CodeBytes } from './kernels/hamming-join.ts';

const FIRST_CAPACITY = 256;

/** A code as a Map key: one character a byte. */
function codeText(code: Uint8Array): string {
  return String.fromCharCode(...code);
}

/**
 * Codes of one length with the owners of each, laid out for a join. Equal codes stand once, so a
 * thousand pictures of one code cost the join no more than one.
 *
 * A code whose owners are all gone keeps its place: the join then finds nobody there.
 */
export class CodeTable<Owner = PictureKey> {
  readonly bytesPerCode: CodeBytes;
  private codes: Uint8Array;
  private readonly places = new Map<string, number>();
  private readonly owners: Set<Owner>[] = [];

  constructor(bytesPerCode: CodeBytes) {
    this.bytesPerCode = bytesPerCode;
    this.codes = new Uint8Array(FIRST_CAPACITY * bytesPerCode);
  }

  /** Codes one after the other; valid until the next `add`. */
  get bytes(): Uint8Array {
    return this.codes.subarray(0, this.owners.length * this.bytesPerCode);
  }

  /** Does nothing for a missing hash (no bytes): it equals nothing. */
  add(code: Uint8Array, owner: Owner): void {
    if (code.length === 0) return;
    if (code.length !== this.bytesPerCode) {
      throw new Error(
        `a code of ${code.length} bytes in a table of ${this.bytesPerCode}`,
      );
    }
    const text = codeText(code);
    let place = this.places.get(text);
    if (place === undefined) {
      place = this.owners.length;
      this.makeRoom(place + 1);
      this.codes.set(code, place * this.bytesPerCode);
      this.places.set(text, place);
      this.owners.push(new Set());
    }
    this.owners[place]?.add(owner);
  }

  remove(code: Uint8Array, owner: Owner): void {
    const place = this.places.get(codeText(code));
    if (place !== undefined) this.owners[place]?.delete(owner);
  }

  ownersAt(place: number): Iterable<Owner> {
    return this.owners[place] ?? [];
  }

  private makeRoom(count: number): void {
    const needed = count * this.bytesPerCode;
    if (needed <= this.codes.length) return;
    const larger = new Uint8Array(this.codes.length * 2);
    larger.set(this.codes);
    this.codes = larger;
  }
}
