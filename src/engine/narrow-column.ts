/** Whole numbers, most of which fit a narrow array; those that do not are held beside it. */
export class NarrowColumn {
  private readonly values: Uint16Array | Uint32Array;
  /** Stands for a number that is held beside the array. */
  private readonly beside: number;
  private others: Map<number, number> | undefined;

  /** @param values all 0 */
  constructor(values: Uint16Array | Uint32Array) {
    this.values = values;
    this.beside = 2 ** (8 * values.BYTES_PER_ELEMENT) - 1;
  }

  at(place: number): number {
    const value = this.values[place] ?? 0;
    return value === this.beside ? (this.others?.get(place) ?? 0) : value;
  }

  set(place: number, value: number): void {
    if (Number.isInteger(value) && value >= 0 && value < this.beside) {
      this.values[place] = value;
      this.others?.delete(place);
      return;
    }
    this.values[place] = this.beside;
    (this.others ??= new Map()).set(place, value);
  }
}
