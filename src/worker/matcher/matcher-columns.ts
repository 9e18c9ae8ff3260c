const FIRST_LENGTH = 64;

/** Little more than needed: what is lengthened often is copied often, what is not stands empty. */
const GROWTH = 1.2;

/** An array that can be lengthened. */
type Column =
  | Uint8Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>;

/** The column itself when it has so many places, else a longer copy with 0 in the new ones. */
export function lengthened<Kind extends Column>(
  column: Kind,
  length: number,
): Kind {
  if (length <= column.length) return column;
  const longer = Math.max(FIRST_LENGTH, Math.ceil(length * GROWTH));
  return copied(column, longer);
}

/** A column of so many places at the most, without those behind them. */
export function trimmed<Kind extends Column>(
  column: Kind,
  length: number,
): Kind {
  return column.length > length ? copied(column, length) : column;
}

function copied<Kind extends Column>(column: Kind, length: number): Kind {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- the constructor of a column makes columns of its kind
  const { constructor } = column as unknown as {
    constructor: new (length: number) => Kind;
  };
  const copy = new constructor(length);
  copy.set(column.length > length ? column.subarray(0, length) : column);
  return copy;
}
