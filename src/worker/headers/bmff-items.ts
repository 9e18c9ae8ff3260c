import { boxesIn, findBox, type BmffBox } from './bmff-boxes.ts';
import type { ByteReader } from '../byte-reader.ts';

/** Types of items that are pictures (ISO/IEC 23008-12, 23000-22 and their codecs). */
const PICTURE_TYPES = [
  'hvc1',
  'av01',
  'grid',
  'iovl',
  'iden',
  'avc1',
  'jpeg',
  'vvc1',
  'j2k1',
  'unci',
];

/** Items that belong to another: a thumbnail, an alpha or depth plane, a picture before its edits. */
const OF_ANOTHER = ['thmb', 'auxl', 'base'];

const HIDDEN_FLAG = 1;

/**
 * How many pictures of their own a HEIF file holds: not hidden, no part of another (a tile, a layer,
 * a gain map's side), no thumbnail and no plane of another. At least 1, the primary one.
 */
export function countPictures(reader: ByteReader, meta: BmffBox): number {
  const iinf = findBox(reader, ['iinf'], meta);
  const primary = primaryItem(reader, meta);
  const others = belonging(reader, findBox(reader, ['iref'], meta));
  const own = (iinf ? itemsIn(reader, iinf) : []).filter(
    ({ id, type, isHidden }) =>
      id !== primary &&
      PICTURE_TYPES.includes(type) &&
      !isHidden &&
      !others.has(id),
  );
  return 1 + new Set(own.map(({ id }) => id)).size;
}

/** The item that is shown; undefined when the file names none. */
export function primaryItem(
  reader: ByteReader,
  meta: BmffBox,
): number | undefined {
  const pitm = findBox(reader, ['pitm'], meta);
  if (!pitm) return undefined;
  const hasLongIds = reader.u8(pitm.dataAt) > 0;
  return hasLongIds ? reader.u32(pitm.dataAt + 4) : reader.u16(pitm.dataAt + 4);
}

interface Item {
  id: number;
  type: string;
  isHidden: boolean;
}

/** Entries of the versions that have a type (`infe`, 14496-12, 8.11.6). */
function itemsIn(reader: ByteReader, { dataAt, endAt }: BmffBox): Item[] {
  const firstAt = dataAt + (reader.u8(dataAt) === 0 ? 6 : 8);
  return [...boxesIn(reader, firstAt, endAt)]
    .filter(({ type }) => type === 'infe')
    .map(({ dataAt: at }) => {
      const hasLongIds = reader.u8(at) > 2;
      const idBytes = hasLongIds ? 4 : 2;
      return {
        id: hasLongIds ? reader.u32(at + 4) : reader.u16(at + 4),
        type: reader.text(at + 4 + idBytes + 2, 4),
        isHidden: (reader.u8(at + 3) & HIDDEN_FLAG) !== 0,
      };
    });
}

/** What a derived item is made of, a grid's tiles say (`dimg`, 23008-12, 6.6); in order. */
export function inputsOf(
  reader: ByteReader,
  meta: BmffBox,
  itemId: number,
): number[] {
  const iref = findBox(reader, ['iref'], meta);
  const references = iref ? referencesIn(reader, iref) : [];
  return [...references]
    .filter(({ type, from }) => type === 'dimg' && from === itemId)
    .flatMap(({ to }) => to);
}

interface Reference {
  type: string;
  from: number;
  to: number[];
}

/** Which item refers to which (`iref`, 14496-12, 8.11.12). */
function* referencesIn(
  reader: ByteReader,
  iref: BmffBox,
): Generator<Reference> {
  const hasLongIds = reader.u8(iref.dataAt) > 0;
  const idBytes = hasLongIds ? 4 : 2;
  const idAt = (at: number): number =>
    hasLongIds ? reader.u32(at) : reader.u16(at);
  for (const { type, dataAt, endAt } of boxesIn(
    reader,
    iref.dataAt + 4,
    iref.endAt,
  )) {
    const firstAt = dataAt + idBytes + 2;
    const stated = reader.u16(dataAt + idBytes);
    const room = Math.floor(Math.max(0, endAt - firstAt) / idBytes);
    const to = Array.from({ length: Math.min(stated, room) }, (_, i) =>
      idAt(firstAt + i * idBytes),
    );
    yield { type, from: idAt(dataAt), to };
  }
}

/** Items that belong to others: what refers to another so, and what a derived picture is made of. */
function belonging(
  reader: ByteReader,
  iref: BmffBox | undefined,
): ReadonlySet<number> {
  const found = new Set<number>();
  if (!iref) return found;
  for (const { type, from, to } of referencesIn(reader, iref)) {
    if (OF_ANOTHER.includes(type)) found.add(from);
    if (type === 'dimg') to.forEach((id) => found.add(id));
  }
  return found;
}
