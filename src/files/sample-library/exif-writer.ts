/** What is written. All texts are ASCII. */
export interface SampleExif {
  make: string;
  model: string;
  lens: string;
  /** `YYYY:MM:DD HH:MM:SS`, local time, as EXIF has it. */
  capturedAt: string;
  /** Decimal degrees, south and west negative. */
  gps?: { latitude: number; longitude: number };
  /** 1–5 stars. */
  rating?: number;
}

const ASCII = 2;
const SHORT = 3;
const LONG = 4;
const RATIONAL = 5;

/** One field: its number, type, count and value bytes. */
interface Field {
  tag: number;
  type: number;
  count: number;
  bytes: number[];
}

const ENTRY_BYTES = 12;
const HEADER_BYTES = 8;

/**
 * EXIF metadata as the payload of a JPEG APP1 segment: `Exif\0\0` and a little-endian TIFF
 * structure (TIFF 6.0 §2, EXIF 2.32 §4.6).
 */
export function exifPayload(exif: SampleExif): Uint8Array {
  const exifFields = [
    ascii(0x9003, exif.capturedAt),
    ascii(0x9004, exif.capturedAt),
    ascii(0xa434, exif.lens),
  ];
  const gpsFields = exif.gps ? gpsFieldsOf(exif.gps) : [];
  const mainFields = [
    ascii(0x010f, exif.make),
    ascii(0x0110, exif.model),
    short(0x0112, 1),
    ascii(0x0132, exif.capturedAt),
    ...(exif.rating === undefined ? [] : [short(0x4746, exif.rating)]),
  ];
  const pointerCount = gpsFields.length > 0 ? 2 : 1;
  const exifAt = HEADER_BYTES + directoryBytes(mainFields, pointerCount);
  const gpsAt = exifAt + directoryBytes(exifFields, 0);
  mainFields.push(long(0x8769, exifAt));
  if (gpsFields.length > 0) mainFields.push(long(0x8825, gpsAt));
  return Uint8Array.from([
    ...text('Exif\0\0'),
    ...text('II'),
    ...uint16(42),
    ...uint32(HEADER_BYTES),
    ...directory(mainFields, HEADER_BYTES),
    ...directory(exifFields, exifAt),
    ...(gpsFields.length > 0 ? directory(gpsFields, gpsAt) : []),
  ]);
}

function gpsFieldsOf({
  latitude,
  longitude,
}: NonNullable<SampleExif['gps']>): Field[] {
  return [
    ascii(0x0001, latitude < 0 ? 'S' : 'N'),
    degrees(0x0002, latitude),
    ascii(0x0003, longitude < 0 ? 'W' : 'E'),
    degrees(0x0004, longitude),
  ];
}

/** A directory at `start` with the values that do not fit an entry behind it. */
function directory(fields: readonly Field[], start: number): number[] {
  // Readers may rely on ascending tags (TIFF 6.0, page 15).
  const inOrder = [...fields].sort((a, b) => a.tag - b.tag);
  let valueAt = start + 2 + inOrder.length * ENTRY_BYTES + 4;
  const entries: number[] = [];
  const values: number[] = [];
  for (const { tag, type, count, bytes } of inOrder) {
    entries.push(...uint16(tag), ...uint16(type), ...uint32(count));
    if (bytes.length <= 4) {
      entries.push(...bytes, ...zeros(4 - bytes.length));
    } else {
      entries.push(...uint32(valueAt));
      const padded = [...bytes, ...zeros(bytes.length % 2)];
      values.push(...padded);
      valueAt += padded.length;
    }
  }
  return [...uint16(inOrder.length), ...entries, ...uint32(0), ...values];
}

/** Length of a directory that still gets `pointerCount` LONG fields, with its values. */
function directoryBytes(
  fields: readonly Field[],
  pointerCount: number,
): number {
  const pointers = zeros(pointerCount).map((_, at) => long(at, 0));
  return directory([...fields, ...pointers], 0).length;
}

function ascii(tag: number, value: string): Field {
  const bytes = [...text(value), 0];
  return { tag, type: ASCII, count: bytes.length, bytes };
}

function short(tag: number, value: number): Field {
  return { tag, type: SHORT, count: 1, bytes: uint16(value) };
}

function long(tag: number, value: number): Field {
  return { tag, type: LONG, count: 1, bytes: uint32(value) };
}

/** Degrees, minutes and hundredths of seconds as three fractions. */
function degrees(tag: number, decimal: number): Field {
  const hundredths = Math.round(Math.abs(decimal) * 360_000);
  const parts = [
    [Math.floor(hundredths / 360_000), 1],
    [Math.floor(hundredths / 6000) % 60, 1],
    [hundredths % 6000, 100],
  ];
  return { tag, type: RATIONAL, count: 3, bytes: parts.flat().flatMap(uint32) };
}

function text(value: string): number[] {
  return Array.from(value, (character) => character.charCodeAt(0));
}

function uint16(value: number): number[] {
  return [value & 0xff, (value >> 8) & 0xff];
}

function uint32(value: number): number[] {
  return [...uint16(value & 0xffff), ...uint16(value >>> 16)];
}

function zeros(count: number): number[] {
  return new Array<number>(count).fill(0);
}
