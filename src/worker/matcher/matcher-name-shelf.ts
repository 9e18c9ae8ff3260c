import { lengthened, trimmed } from './matcher-columns.ts';
import { PackedColumn } from '../../domain/packed-column.ts';
import { mixedHash, spreadHash } from '../../domain/slot-index.ts';

/** Longer names, and those with other characters than Latin ones, are held as they are. */
const LONGEST = 255;
const LAST_CHARACTER = 0xff;

/** Stands for a name that is held as it is. */
const ODD = 0;

/** When names that are gone take up this share of the memory, the others move together. */
const LARGEST_WASTE = 0.5;

/** Short texts by number, in flat memory: one byte a character, and 3 bytes more. */
export class NameShelf {
  /** Of each name its length, then its characters. */
  private bytes = new Uint8Array(0);
  private end = 0;
  private wasted = 0;
  /** Of each number the place of its name; ODD for those in `odd`. */
  private readonly places = new PackedColumn();
  private readonly odd = new Map<number, string>();

  /** A number must be free: new, or removed. */
  put(number: number, name: string): void {
    if (!isPlain(name)) {
      this.places.set(number, ODD);
      this.odd.set(number, name);
      return;
    }
    // Place 0 stays empty: it is ODD.
    const place = Math.max(this.end, 1);
    this.end = place + 1 + name.length;
    this.bytes = lengthened(this.bytes, this.end);
    this.bytes[place] = name.length;
    for (let at = 0; at < name.length; at += 1) {
      this.bytes[place + 1 + at] = name.charCodeAt(at);
    }
    this.places.set(number, place);
  }

  /** @param held the numbers of all names but this one */
  remove(number: number, held: () => Iterable<number>): void {
    const place = this.places.at(number);
    if (place === ODD) {
      this.odd.delete(number);
      return;
    }
    this.wasted += 1 + (this.bytes[place] ?? 0);
    if (this.wasted > this.end * LARGEST_WASTE) this.moveTogether(held());
  }

  at(number: number): string {
    const place = this.places.at(number);
    if (place === ODD) return this.odd.get(number) ?? '';
    const from = place + 1;
    const to = from + (this.bytes[place] ?? 0);
    return textOf(this.bytes.subarray(from, to));
  }

  /** As hashOfName of its name. */
  hashAt(seed: number, number: number): number {
    const place = this.places.at(number);
    if (place === ODD) return hashOfName(seed, this.at(number));
    const end = place + 1 + (this.bytes[place] ?? 0);
    let hash = seed;
    for (let at = place + 1; at < end; at += 1) {
      hash = mixedHash(hash, this.bytes[at] ?? 0);
    }
    return spreadHash(hash);
  }

  is(number: number, name: string): boolean {
    const place = this.places.at(number);
    if (place === ODD) return this.odd.get(number) === name;
    if (this.bytes[place] !== name.length) return false;
    for (let at = 0; at < name.length; at += 1) {
      if (this.bytes[place + 1 + at] !== name.charCodeAt(at)) return false;
    }
    return true;
  }

  /** Gives back what growing left empty. */
  settle(): void {
    this.bytes = trimmed(this.bytes, this.end);
  }

  private moveTogether(held: Iterable<number>): void {
    const before = this.bytes;
    this.bytes = new Uint8Array(this.end - this.wasted + 1);
    this.end = 1;
    this.wasted = 0;
    for (const number of held) {
      const place = this.places.at(number);
      if (place === ODD) continue;
      const length = 1 + (before[place] ?? 0);
      this.bytes.set(before.subarray(place, place + length), this.end);
      this.places.set(number, this.end);
      this.end += length;
    }
  }
}

/** The text of these character codes. Spreading them would take five times as long. */
export function textOf(codes: Uint8Array): string {
  const text: unknown = Reflect.apply(String.fromCharCode, undefined, codes);
  return String(text);
}

/** Of a text, mixed with a number. */
export function hashOfName(seed: number, name: string): number {
  let hash = seed;
  for (let at = 0; at < name.length; at += 1) {
    hash = mixedHash(hash, name.charCodeAt(at));
  }
  return spreadHash(hash);
}

function isPlain(name: string): boolean {
  if (name.length > LONGEST) return false;
  for (let at = 0; at < name.length; at += 1) {
    if (name.charCodeAt(at) > LAST_CHARACTER) return false;
  }
  return true;
}
