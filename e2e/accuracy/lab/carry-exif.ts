const MARKER = 0xff;
const START_OF_SCAN = 0xda;
const APP1 = 0xe1;
/** 'Exif', NUL, NUL, then the TIFF header. */
const EXIF_HEAD = [0x45, 0x78, 0x69, 0x66, 0, 0];
const ORIENTATION_TAG = 0x0112;
const INTEL_ORDER = 0x4949;
const LONG_TYPE = 4;

/** A TIFF header with one IFD that holds the orientation only, marker and length in front. */
const BARE_SEGMENT = [
  ...[0xff, 0xe1, 0, 34, ...EXIF_HEAD],
  ...[0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1],
  ...[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 1, 0, 0],
  ...[0, 0, 0, 0],
];

/** Start and end of the Exif segment, marker included; undefined when there is none. */
function findExif(
  jpeg: Uint8Array,
): { start: number; end: number } | undefined {
  let at = 2;
  while (at + 4 <= jpeg.length && jpeg[at] === MARKER) {
    const marker = jpeg[at + 1];
    if (marker === START_OF_SCAN) return undefined;
    const end = at + 2 + ((jpeg[at + 2] ?? 0) << 8) + (jpeg[at + 3] ?? 0);
    const isExif = EXIF_HEAD.every((byte, i) => jpeg[at + 4 + i] === byte);
    if (marker === APP1 && isExif) return { start: at, end };
    at = end;
  }
  return undefined;
}

/**
 * The Exif segment of a camera JPEG with the orientation set to upright, marker included;
 * undefined when there is none.
 */
export function exifSegment(jpeg: Uint8Array): Uint8Array | undefined {
  const place = findExif(jpeg);
  return place && oriented(jpeg.subarray(place.start, place.end), 1);
}

/**
 * The segment with another orientation; without one, or where it has no orientation to change, a
 * bare one that says nothing else.
 */
export function turnedSegment(
  segment: Uint8Array | undefined,
  orientation: number,
): Uint8Array {
  const turned = segment && oriented(segment, orientation);
  return turned !== undefined && orientationsIn(turned).length > 0
    ? turned
    : oriented(Uint8Array.from(BARE_SEGMENT), orientation);
}

function oriented(segment: Uint8Array, orientation: number): Uint8Array {
  const copy = segment.slice();
  const view = new DataView(copy.buffer);
  for (const { at, isLittle } of orientationsIn(copy)) {
    view.setUint16(at, orientation, isLittle);
  }
  return copy;
}

interface OrientationPlace {
  at: number;
  isLittle: boolean;
}

/**
 * Where IFD0 holds the orientation; none in TIFF data that has none or is damaged. QuickTime wrote it
 * twice, and readers differ in which one counts.
 */
function orientationsIn(segment: Uint8Array): OrientationPlace[] {
  const start = 4 + EXIF_HEAD.length;
  const tiff = segment.subarray(start);
  if (tiff.length < 14) return [];
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.length);
  const isLittle = view.getUint16(0) === INTEL_ORDER;
  const ifd = view.getUint32(4, isLittle);
  if (ifd + 2 > tiff.length) return [];
  const count = view.getUint16(ifd, isLittle);
  const places: OrientationPlace[] = [];
  for (let entry = 0; entry < count; entry += 1) {
    const at = ifd + 2 + entry * 12;
    if (at + 12 > tiff.length) break;
    if (view.getUint16(at, isLittle) !== ORIENTATION_TAG) continue;
    const isLong = view.getUint16(at + 2, isLittle) === LONG_TYPE;
    // The lower half of a long number stands last in Motorola's order.
    places.push({ at: start + at + (isLong && !isLittle ? 10 : 8), isLittle });
  }
  return places;
}

/** The orientation a JPEG's Exif gives, 1 when it gives none. */
export function orientationOf(jpeg: Uint8Array): number {
  const place = findExif(jpeg);
  if (place === undefined) return 1;
  const segment = jpeg.slice(place.start, place.end);
  const found = orientationsIn(segment).at(-1);
  return found === undefined
    ? 1
    : new DataView(segment.buffer).getUint16(found.at, found.isLittle);
}

/** A JPEG without its Exif segment; the same bytes when there is none. */
export function withoutExif(jpeg: Uint8Array): Uint8Array<ArrayBuffer> {
  const { start, end } = findExif(jpeg) ?? { start: 2, end: 2 };
  const left = new Uint8Array(jpeg.length - (end - start));
  left.set(jpeg.subarray(0, start));
  left.set(jpeg.subarray(end), start);
  return left;
}

/** A JPEG with the segment put right after its start. */
export function withSegment(
  jpeg: Uint8Array,
  segment: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(jpeg.length + segment.length);
  joined.set(jpeg.subarray(0, 2));
  joined.set(segment, 2);
  joined.set(jpeg.subarray(2), 2 + segment.length);
  return joined;
}
