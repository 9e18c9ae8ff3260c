import type { ByteReader } from '../byte-reader.ts';
import type { JpegSegment } from '../headers/jpeg-header.ts';
import type { FourComponents } from './four-components.ts';

/** What a scan header says (ITU-T T.81, B.2.3). */
export interface InkScan {
  /** Places of its components in the frame, in the order of their blocks. */
  order: readonly number[];
  /** Two bytes each: id, tables. */
  selectors: readonly Uint8Array[];
  /** First and last coefficient, and which bits of them. */
  spectral: Uint8Array;
}

/** @returns undefined where it names what the frame has not */
export function readInkScan(
  { bytes, length }: ByteReader,
  { dataAt, endAt }: JpegSegment,
  { components }: FourComponents,
): InkScan | undefined {
  const count = bytes[dataAt] ?? 0;
  if (endAt > length || endAt < dataAt + 4 + 2 * count) return undefined;
  const selectors = Array.from({ length: count }, (_, i) =>
    bytes.subarray(dataAt + 1 + 2 * i, dataAt + 3 + 2 * i),
  );
  const order = selectors.map(([id]) =>
    components.findIndex(({ frame }) => frame[0] === id),
  );
  const isKnown =
    count > 0 && !order.includes(-1) && new Set(order).size === count;
  const spectralAt = dataAt + 1 + 2 * count;
  const spectral = bytes.subarray(spectralAt, spectralAt + 3);
  return isKnown ? { order, selectors, spectral } : undefined;
}

/** Where the data of a scan end: at the next marker that is none of a restart. */
export function scanEnd(bytes: Uint8Array, dataAt: number): number {
  let at = bytes.indexOf(0xff, dataAt);
  while (at >= 0) {
    const next = bytes[at + 1] ?? 0;
    const isData = next === 0 || (next & 0xf8) === 0xd0;
    if (!isData) return at;
    at = bytes.indexOf(0xff, at + 2);
  }
  return bytes.length;
}
