import { bytesOf, u16le, u32le } from '../test-pictures.ts';

/** A value that fits the entry, or bytes that stand elsewhere. */
export type TiffTestField = readonly [
  tag: number,
  value: number | readonly number[] | Uint8Array,
];

/**
 * A little-endian TIFF block: directories in a chain, then data. Numbers become LONG; lists of
 * numbers become LONGs elsewhere; bytes become UNDEFINED elsewhere.
 * @param data What stands behind the directories; `at` of its start is handed to `fields`.
 */
export function tiffTestFile(
  pages: readonly ((at: number) => readonly TiffTestField[])[],
  data: Uint8Array = new Uint8Array(),
  head: readonly number[] = [0x49, 0x49, 42, 0],
): Uint8Array<ArrayBuffer> {
  const draft = pages.map((fields) => fields(0).length);
  const directoryBytes = draft.reduce((sum, count) => sum + 6 + 12 * count, 0);
  const dataAt = 8 + directoryBytes;
  let extraAt = dataAt + data.length;
  const extra: number[] = [];
  const directories: number[] = [];
  for (const [i, fieldsOf] of pages.entries()) {
    const fields = fieldsOf(dataAt).toSorted(([a], [b]) => a - b);
    directories.push(...u16le(fields.length));
    for (const [tag, value] of fields) {
      if (typeof value === 'number') {
        directories.push(
          ...u16le(tag),
          ...u16le(4),
          ...u32le(1),
          ...u32le(value),
        );
        continue;
      }
      const isBytes = value instanceof Uint8Array;
      const bytes = isBytes ? [...value] : value.flatMap((n) => u32le(n));
      // Four bytes and less stand in the entry; tests give more.
      directories.push(
        ...u16le(tag),
        ...u16le(isBytes ? 7 : 4),
        ...u32le(value.length),
        ...u32le(extraAt),
      );
      for (const byte of bytes) extra.push(byte);
      extraAt += bytes.length;
    }
    const isLast = i === pages.length - 1;
    directories.push(...u32le(isLast ? 0 : 8 + directories.length + 4));
  }
  return bytesOf(head, u32le(8), directories, data, extra);
}
