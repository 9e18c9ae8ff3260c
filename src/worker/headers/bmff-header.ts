import { boxesIn, findBox, type BmffBox } from './bmff-boxes.ts';
import { countPictures, primaryItem } from './bmff-items.ts';
import { allProperties, propertiesOf } from './bmff-properties.ts';
import type { ExifOrientation } from '../../domain/fingerprint.ts';
import type { ByteReader } from '../byte-reader.ts';
import type { PictureHeader } from './picture-header.ts';

/** Quarter turns counter-clockwise (irot), then the axis (imir: 0 top-bottom, 1 left-right) → EXIF. */
const TURNS: readonly ExifOrientation[] = [1, 8, 3, 6];
const MIRRORED_TURNS: readonly (readonly ExifOrientation[])[] = [
  [4, 5, 2, 7],
  [2, 7, 4, 5],
];

/**
 * Size of an AVIF or HEIC picture from its item properties (ISO/IEC 23008-12). The largest `ispe`
 * counts: tiles of a grid have smaller ones, and a bomb must not hide behind the primary item.
 */
export function readBmffHeader(reader: ByteReader): PictureHeader | undefined {
  const file = { dataAt: 0, endAt: reader.length };
  const meta = findBox(reader, ['meta'], file);
  const stated = meta ? allProperties(reader, meta) : [];
  const sizes = stated
    .filter(({ type }) => type === 'ispe')
    .map(({ dataAt }) => ({
      widthPx: reader.u32(dataAt + 4),
      heightPx: reader.u32(dataAt + 8),
    }));
  const largest = [...sizes, ...trackSizes(reader)].sort(
    (a, b) => b.widthPx * b.heightPx - a.widthPx * a.heightPx,
  )[0];
  if (!largest) return undefined;
  return {
    ...largest,
    frameCount: Math.max(
      sequenceFrames(reader),
      meta ? countPictures(reader, meta) : 1,
    ),
    isIncomplete: endsInsideBox(reader),
    hasAlphaPlane: stated.some((property) => isAlpha(reader, property)),
    containerOrientation: meta ? primaryOrientation(reader, meta) : 1,
  };
}

/** What an auxiliary picture is for stands in its `auxC` (23008-12, 6.5.8). */
const ALPHA_NAMES = [
  'urn:mpeg:mpegB:cicp:systems:auxiliary:alpha',
  'urn:mpeg:hevc:2015:auxid:1',
];

function isAlpha(reader: ByteReader, { type, dataAt }: BmffBox): boolean {
  return (
    type === 'auxC' &&
    ALPHA_NAMES.some((name) => reader.isText(dataAt + 4, `${name}\0`))
  );
}

/** The size that the picture track of a sequence states (visual sample entry, 14496-12, 12.1.3). */
function trackSizes(
  reader: ByteReader,
): { widthPx: number; heightPx: number }[] {
  const path = ['moov', 'trak', 'mdia', 'minf', 'stbl', 'stsd'];
  const file = { dataAt: 0, endAt: reader.length };
  const entries = findBox(reader, path, file);
  if (!entries) return [];
  const children = boxesIn(reader, entries.dataAt + 8, entries.endAt);
  return [...children].map(({ dataAt }) => ({
    widthPx: reader.u16(dataAt + 24),
    heightPx: reader.u16(dataAt + 26),
  }));
}

/** Samples of the picture track of an image sequence; 1 for a still. */
function sequenceFrames(reader: ByteReader): number {
  const path = ['moov', 'trak', 'mdia', 'minf', 'stbl', 'stsz'];
  const file = { dataAt: 0, endAt: reader.length };
  const samples = findBox(reader, path, file);
  return samples ? Math.max(1, reader.u32(samples.dataAt + 8)) : 1;
}

function endsInsideBox(reader: ByteReader): boolean {
  let at = 0;
  for (const { dataAt, endAt } of boxesIn(reader, 0, reader.length)) {
    const size = reader.u32(at);
    const bytes = size === 1 ? reader.u64(at + 8) : size;
    if (bytes > 0 && at + bytes > reader.length) return true;
    at = Math.max(endAt, dataAt);
  }
  return false;
}

/** The turn and mirror tied to the primary item, as one EXIF orientation. */
function primaryOrientation(
  reader: ByteReader,
  meta: BmffBox,
): ExifOrientation {
  const itemId = primaryItem(reader, meta);
  if (itemId === undefined) return 1;
  const own = propertiesOf(reader, meta, itemId);
  const valueOf = (type: string): number | undefined => {
    const property = own.find((candidate) => candidate.type === type);
    return property && reader.u8(property.dataAt);
  };
  const axis = valueOf('imir');
  const row = axis === undefined ? TURNS : MIRRORED_TURNS[axis & 1];
  return row?.[(valueOf('irot') ?? 0) & 3] ?? 1;
}
