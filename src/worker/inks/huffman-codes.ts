/**
 * The codes of DHT segments, by the class and number that they have there: 0x00 and up for
 * differences, 0x10 and up for coefficients. Tables are made when they are asked for: of a
 * thousand segments in a hostile file only the last ones can be.
 */
export class HuffmanCodes {
  readonly #specs = new Map<number, Uint8Array>();

  /** @param segment what stands behind its length (ITU-T T.81, B.2.4.2) */
  read(segment: Uint8Array): void {
    for (let at = 0; at + 17 <= segment.length;) {
      const counts = segment.subarray(at + 1, at + 17);
      const total = counts.reduce((sum, count) => sum + count, 0);
      const endAt = at + 17 + total;
      this.#specs.set(segment[at] ?? 0, segment.subarray(at + 1, endAt));
      at = endAt;
    }
  }

  /**
   * For every 16 bits the code that they begin with: its length in the high byte, what it stands
   * for in the low one; 0 where there is none (T.81, C.2).
   */
  table(place: number): Uint16Array | undefined {
    const spec = this.#specs.get(place);
    if (!spec) return undefined;
    const table = new Uint16Array(65_536);
    let valueAt = 16;
    let code = 0;
    for (let length = 1; length <= 16; length++) {
      const each = 2 ** (16 - length);
      for (let left = spec[length - 1] ?? 0; left > 0; left--) {
        const entry = (length << 8) | (spec[valueAt++] ?? 0);
        table.fill(entry, code, code + each);
        code += each;
      }
    }
    return table;
  }
}
