import { boxesIn, findBox, type BmffBox } from './bmff-boxes.ts';
import type { ByteReader } from '../byte-reader.ts';

/** All properties of a file's items (`ipco`, ISO/IEC 23008-12, 9.3.1), in order. */
export function allProperties(reader: ByteReader, meta: BmffBox): BmffBox[] {
  const ipco = findBox(reader, ['iprp', 'ipco'], meta);
  return ipco ? [...boxesIn(reader, ipco.dataAt, ipco.endAt)] : [];
}

/** Those of one item, in its order (`ipma`). */
export function propertiesOf(
  reader: ByteReader,
  meta: BmffBox,
  itemId: number,
): BmffBox[] {
  const ipma = findBox(reader, ['iprp', 'ipma'], meta);
  if (!ipma) return [];
  const properties = allProperties(reader, meta);
  return propertyIndices(reader, ipma, itemId)
    .map((index) => properties[index - 1])
    .filter((property) => property !== undefined);
}

/** The 1-based properties of one item, in order. */
function propertyIndices(
  reader: ByteReader,
  ipma: BmffBox,
  itemId: number,
): number[] {
  const hasLongIds = reader.u8(ipma.dataAt) > 0;
  const hasWideIndices = (reader.u8(ipma.dataAt + 3) & 1) === 1;
  const indexBytes = hasWideIndices ? 2 : 1;
  const idBytes = hasLongIds ? 4 : 2;
  let at = ipma.dataAt + 8;
  for (let left = reader.u32(ipma.dataAt + 4); left > 0; left--) {
    if (at + idBytes >= ipma.endAt) break;
    const id = hasLongIds ? reader.u32(at) : reader.u16(at);
    const count = reader.u8(at + idBytes);
    const first = at + idBytes + 1;
    if (id === itemId) {
      return Array.from({ length: count }, (_, i) =>
        hasWideIndices
          ? reader.u16(first + 2 * i) & 0x7fff
          : reader.u8(first + i) & 0x7f,
      );
    }
    at = first + count * indexBytes;
  }
  return [];
}
