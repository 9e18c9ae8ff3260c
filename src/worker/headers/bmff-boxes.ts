import type { ByteReader } from '../byte-reader.ts';

/** One box of an ISO base media file. */
export interface BmffBox {
  type: string;
  /** First byte of its content. */
  dataAt: number;
  /** First byte behind it, never past `end` of the walk. */
  endAt: number;
}

/** A hostile file may consist of empty boxes; no picture has this many side by side. */
const MOST_BOXES = 10_000;

/** The boxes that stand side by side between two places (ISO/IEC 14496-12, 4.2). Clamped to `end`. */
export function* boxesIn(
  reader: ByteReader,
  start: number,
  end: number,
): Generator<BmffBox> {
  let at = start;
  for (let i = 0; i < MOST_BOXES && at + 8 <= end; i++) {
    const size = reader.u32(at);
    const isLarge = size === 1;
    const bytes = isLarge ? reader.u64(at + 8) : size;
    const headerBytes = isLarge ? 16 : 8;
    // 0 means up to the end of the file.
    const endAt = Math.min(end, bytes === 0 ? end : at + bytes);
    if (endAt < at + headerBytes) return;
    yield { type: reader.text(at + 4, 4), dataAt: at + headerBytes, endAt };
    at = endAt;
  }
}

/** The first box down a path of types, for example `meta`, `iprp`, `ipco`. */
export function findBox(
  reader: ByteReader,
  path: readonly string[],
  within: { dataAt: number; endAt: number },
): BmffBox | undefined {
  const [type, ...rest] = path;
  for (const box of boxesIn(reader, within.dataAt, within.endAt)) {
    if (box.type !== type) continue;
    // `meta` is a full box: version and flags stand before its children.
    const inner = type === 'meta' ? { ...box, dataAt: box.dataAt + 4 } : box;
    return rest.length === 0 ? inner : findBox(reader, rest, inner);
  }
  return undefined;
}
