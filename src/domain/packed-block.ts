/** Numbers of a block. */
export const BLOCK_PLACES = 1024;

/** Steps of up to 47 bits and their sign. */
const MOST_BYTES = 6;
const LARGEST_CODE = 2 ** (8 * MOST_BYTES) - 1;

/** No bytes: all numbers are the first one. */
const NO_BYTES = new Uint8Array();

/**
 * BLOCK_PLACES numbers that are mostly whole and close to each other: the first one that was set,
 * and of each how far it stands off, in as many bytes as the farthest needs. None at all while all are
 * the same. Those that cannot be said so are held as they are, and take more.
 */
export class PackedBlock {
  private base: number | undefined;
  /** What a number takes, but for those held as they are. */
  bytesEach = 0;
  private codes = NO_BYTES;
  private odd: Map<number, number> | undefined;

  /** 0, or any number that was set, where none was. */
  at(place: number): number {
    const odd = this.odd?.get(place);
    if (odd !== undefined) return odd;
    const { codes, bytesEach, base = 0 } = this;
    let code = 0;
    for (let at = (place + 1) * bytesEach; at > place * bytesEach; at -= 1) {
      code = code * 256 + (codes[at - 1] ?? 0);
    }
    return base + stepOf(code);
  }

  set(place: number, value: number): void {
    if (Number.isInteger(value)) this.base ??= value;
    const code = codeOf(value - (this.base ?? 0));
    if (code === undefined) {
      (this.odd ??= new Map()).set(place, value);
      return;
    }
    this.odd?.delete(place);
    if (code >= 256 ** this.bytesEach) this.widen(code);
    this.write(place, code);
  }

  /** False only when none of the numbers is this one. */
  mayHave(value: number): boolean {
    const code = codeOf(value - (this.base ?? 0));
    if (code === undefined) return this.odd !== undefined;
    if (this.bytesEach === 1) return this.codes.includes(code);
    return this.bytesEach > 1 || code === 0;
  }

  private write(place: number, code: number): void {
    let rest = code;
    const end = (place + 1) * this.bytesEach;
    for (let at = place * this.bytesEach; at < end; at += 1) {
      // Of a number that is too large for a byte, the array takes its lowest one.
      this.codes[at] = rest;
      rest = Math.floor(rest / 256);
    }
  }

  /** At most MOST_BYTES times. */
  private widen(code: number): void {
    const { codes: before, bytesEach: few } = this;
    while (code >= 256 ** this.bytesEach) this.bytesEach += 1;
    this.codes = new Uint8Array(BLOCK_PLACES * this.bytesEach);
    for (let place = 0; few > 0 && place < BLOCK_PLACES; place += 1) {
      const own = before.subarray(place * few, (place + 1) * few);
      this.codes.set(own, place * this.bytesEach);
    }
  }
}

/** Small numbers for small steps either way. undefined for those that no code can say. */
function codeOf(step: number): number | undefined {
  if (!Number.isInteger(step)) return undefined;
  const code = step < 0 ? -2 * step - 1 : 2 * step;
  return code <= LARGEST_CODE ? code : undefined;
}

function stepOf(code: number): number {
  // The remainder of a division of what is not known to be small takes ten times as long.
  const half = Math.floor(code / 2);
  return half * 2 === code ? half : -half - 1;
}
