import { bytesOf } from '../test-pictures.ts';

type Bytes = Uint8Array<ArrayBuffer>;
/** Numbers, texts, or what stands at a place that only the writer knows. */
export type Value =
  | number
  | string
  /** Its place; with a length all of it is the field's value. */
  | { part: number; bytes?: number }
  | { directories: number[] };
export type Directory = readonly (readonly [tag: number, value: Value])[];

export interface Container {
  isLittle: boolean;
  /** The number behind the byte order, where it is not TIFF's own. */
  magic?: number;
  /** Behind the eight bytes of TIFF's own head. */
  mark?: string;
  /** The directories in order; `chain` says which follow each other, the rest is pointed at. */
  directories: readonly Directory[];
  chain: readonly number[];
  /** Thumbnail, preview, sensor data. */
  parts: readonly Uint8Array[];
}

/** Writes directories, what does not fit into them, then the parts. */
export function containerOf(container: Container): Bytes {
  const { extraBytes } = written(container, 0);
  return written(container, extraBytes).file;
}

function written(
  { isLittle, magic = 42, mark = '', directories, chain, parts }: Container,
  spaceForExtra: number,
): { file: Bytes; extraBytes: number } {
  const bytes = (value: number, count: number): number[] => {
    const big = Array.from(
      { length: count },
      (_, i) => Math.floor(value / 2 ** (8 * (count - 1 - i))) & 255,
    );
    return isLittle ? big.reverse() : big;
  };
  let at = 8 + mark.length;
  const directoriesAt = directories.map((fields) => {
    const start = at;
    at += 6 + 12 * fields.length;
    return start;
  });
  const extraAt = at;
  at += spaceForExtra;
  const partsAt = parts.map((part) => {
    const start = at;
    at += part.length;
    return start;
  });
  const extra: number[] = [];
  const outside = (data: number[]): number[] => {
    const place = bytes(extraAt + extra.length, 4);
    extra.push(...data);
    return place;
  };
  const entry = (tag: number, value: Value): number[] => {
    const head = (type: number, count: number): number[] => [
      ...bytes(tag, 2),
      ...bytes(type, 2),
      ...bytes(count, 4),
    ];
    if (typeof value === 'string') {
      const text = [...bytesOf(value, 0)];
      return [...head(2, text.length), ...outside(text)];
    }
    if (typeof value === 'number') return [...head(4, 1), ...bytes(value, 4)];
    if ('part' in value) {
      const kind =
        value.bytes === undefined ? head(4, 1) : head(7, value.bytes);
      return [...kind, ...bytes(partsAt[value.part] ?? 0, 4)];
    }
    const places = value.directories.flatMap((i) =>
      bytes(directoriesAt[i] ?? 0, 4),
    );
    return places.length === 4
      ? [...head(4, 1), ...places]
      : [...head(4, places.length / 4), ...outside(places)];
  };
  const tables = directories.flatMap((fields, i) => {
    const following = chain[chain.indexOf(i) + 1];
    const isChained = chain.includes(i) && following !== undefined;
    return [
      ...bytes(fields.length, 2),
      ...fields.flatMap(([tag, value]) => entry(tag, value)),
      ...bytes(isChained ? (directoriesAt[following] ?? 0) : 0, 4),
    ];
  });
  const file = bytesOf(
    isLittle ? 'II' : 'MM',
    bytes(magic, 2),
    bytes(directoriesAt[0] ?? 0, 4),
    mark,
    tables,
    extra,
    ...parts,
  );
  return { file, extraBytes: extra.length };
}
