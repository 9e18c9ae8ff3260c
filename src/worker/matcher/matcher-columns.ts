const FIRST_LENGTH = 64;

/** Little more than needed: what is lengthened often is copied often, what is not stands empty. */
const GROWTH = 1.2;

type Bytes = Uint8Array<ArrayBuffer>;

/** The column itself when it has so many places, else a longer copy with 0 in the new ones. */
export function lengthened(column: Bytes, length: number): Bytes {
  if (length <= column.length) return column;
  return copied(column, Math.max(FIRST_LENGTH, Math.ceil(length * GROWTH)));
}

/** A column of so many places at the most, without those behind them. */
export function trimmed(column: Bytes, length: number): Bytes {
  return column.length > length ? copied(column, length) : column;
}

function copied(column: Bytes, length: number): Bytes {
  const copy = new Uint8Array(length);
  copy.set(column.length > length ? column.subarray(0, length) : column);
  return copy;
}
