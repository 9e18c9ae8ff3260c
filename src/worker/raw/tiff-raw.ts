import { ByteReader } from '../byte-reader.ts';
import {
  TiffDirectories,
  type TiffDirectory,
  type TiffField,
} from '../tiff/tiff-directories.ts';
import { orientationOf } from '../tiff/tiff-layout.ts';
import { noClues, type RawClues } from './raw-clues.ts';

const EXIF_POINTER = 0x8769;
const MAKER_NOTE = 0x927c;
const JPEG_START = 0x0201;
const JPEG_LENGTH = 0x0202;

/** Raw files with TIFF's frame: CR2, NEF, ARW, DNG, ORF, RW2, PEF, SRW, IIQ, KDC and kin. */
export function tiffRaw(reader: ByteReader): RawClues | undefined {
  const tiff = TiffDirectories.open(reader);
  if (!tiff) return undefined;
  const clues = noClues();
  clues.blocks.push(tiff);
  const directories = tiff.all([EXIF_POINTER]);
  for (const directory of directories) {
    addPlaces(tiff, directory, clues);
    addSize(tiff, directory, clues);
    addMakerNote(tiff, directory, clues);
    clues.isCut ||= isCut(tiff, directory);
  }
  const orientation = tiff.number(directories[0], 0x0112);
  if (orientation !== undefined) {
    clues.orientation = orientationOf(orientation);
  }
  return clues;
}

function addPlaces(
  tiff: TiffDirectories,
  directory: TiffDirectory,
  { places }: RawClues,
): void {
  const start = tiff.number(directory, JPEG_START);
  const length = tiff.number(directory, JPEG_LENGTH);
  if (start !== undefined && length !== undefined) {
    places.push({ startByte: start, lengthBytes: length });
  }
  // A preview in a single strip: old and new JPEG. Several strips are tiles of the raw picture.
  const strips = tiff.numbers(directory, 0x0111, 2);
  const compression = tiff.number(directory, 0x0103) ?? 0;
  const [strip] = strips;
  if (
    strips.length === 1 &&
    strip !== undefined &&
    [6, 7].includes(compression)
  ) {
    const lengthBytes = tiff.number(directory, 0x0117) ?? 0;
    places.push({ startByte: strip, lengthBytes });
  }
  addJxl(tiff, directory, places);
  // Panasonic keeps the whole JPEG in a field.
  const field = directory.get(0x002e);
  if (field && field.count > 1024) {
    places.push({ startByte: field.valueAt, lengthBytes: field.count });
  }
}

/** Colours to be shown, whatever their order: RGB and YCbCr. What the sensor saw has others. */
const SHOWN_PHOTOMETRICS = [2, 6];
const JPEG_XL = 52_546;

/** A preview as JPEG XL, in a single strip or tile (DNG 1.7). */
function addJxl(
  tiff: TiffDirectories,
  directory: TiffDirectory,
  places: RawClues['places'],
): void {
  const photometric = tiff.number(directory, 0x0106) ?? 0;
  const isPreview =
    tiff.number(directory, 0x0103) === JPEG_XL &&
    SHOWN_PHOTOMETRICS.includes(photometric);
  if (!isPreview) return;
  for (const [placeTag, lengthTag] of [
    [0x0111, 0x0117],
    [0x0144, 0x0145],
  ] as const) {
    const [startByte, ...others] = tiff.numbers(directory, placeTag, 2);
    const lengthBytes = tiff.number(directory, lengthTag) ?? 0;
    if (startByte === undefined || others.length > 0) continue;
    places.push({ startByte, lengthBytes });
  }
}

function addSize(
  tiff: TiffDirectories,
  directory: TiffDirectory,
  { sizes }: RawClues,
): void {
  // The picture's size in the directory; DNG's crop of it; EXIF's; Panasonic's borders.
  const [cropWidth, cropHeight] = tiff.numbers(directory, 0xc620, 2);
  if (cropWidth !== undefined && cropHeight !== undefined) {
    sizes.push({ widthPx: cropWidth, heightPx: cropHeight });
  } else {
    for (const tag of [0x0100, 0xa002]) {
      const widthPx = tiff.number(directory, tag);
      const heightPx = tiff.number(directory, tag + 1);
      if (widthPx !== undefined && heightPx !== undefined) {
        sizes.push({ widthPx, heightPx });
      }
    }
  }
  const [top, left, bottom, right] = [4, 5, 6, 7].map(
    (tag) => tiff.number(directory, tag) ?? 0,
  );
  if (left !== undefined && right !== undefined && right > left) {
    sizes.push({
      widthPx: right - left,
      heightPx: (bottom ?? 0) - (top ?? 0),
    });
  }
}

/** Olympus: PreviewImageStart and -Length in the camera settings, counted from the maker note. */
function addMakerNote(
  tiff: TiffDirectories,
  directory: TiffDirectory,
  { places }: RawClues,
): void {
  const note = directory.get(MAKER_NOTE);
  const inner = note && olympusNote(tiff, note);
  for (const settings of inner?.all([0x2020]) ?? []) {
    const start = inner?.number(settings, 0x0101);
    const length = inner?.number(settings, 0x0102);
    if (start === undefined || length === undefined) continue;
    const startByte = (note?.valueAt ?? 0) + start;
    places.push({ startByte, lengthBytes: length });
  }
}

/** The note as a TIFF, which it is but for its head: that is made up here. */
function olympusNote(
  { reader, isLittle }: TiffDirectories,
  { valueAt, count }: TiffField,
): TiffDirectories | undefined {
  const head = ['OLYMPUS\0', 'OM SYSTEM\0'].find((text) =>
    reader.isText(valueAt, text),
  );
  if (head === undefined) return undefined;
  const firstAt = head.startsWith('OLYMPUS') ? 12 : 16;
  const bytes = reader.bytes.slice(valueAt, valueAt + Math.max(16, count));
  // Too short a note has no directory either.
  if (bytes.length < 16) return undefined;
  bytes.set(
    isLittle
      ? [0x49, 0x49, 42, 0, firstAt, 0, 0, 0]
      : [0x4d, 0x4d, 0, 42, 0, 0, 0, firstAt],
  );
  return TiffDirectories.open(new ByteReader(bytes));
}

/** Strips or tiles of a directory that end behind the file. */
function isCut(tiff: TiffDirectories, directory: TiffDirectory): boolean {
  return [0x0111, 0x0144].some((tag) => {
    const offsets = tiff.numbers(directory, tag, 8192);
    const lengths = tiff.numbers(
      directory,
      tag + (tag === 0x0111 ? 6 : 1),
      8192,
    );
    return offsets.some((at, i) => at + (lengths[i] ?? 0) > tiff.reader.length);
  });
}
