import type {
  TiffDirectories,
  TiffDirectory,
} from '../tiff/tiff-directories.ts';

const EXIF_POINTER = 0x8769;
const GPS_POINTER = 0x8825;
const GPS_LATITUDE = 2;

/** Text tags by the names that the metadata reader uses. */
const TEXT_TAGS: readonly (readonly [number, string])[] = [
  [0x010e, 'ImageDescription'],
  [0x010f, 'Make'],
  [0x0110, 'Model'],
  [0x0131, 'Software'],
  [0x9003, 'DateTimeOriginal'],
  [0x9004, 'DateTimeDigitized'],
  [0xa434, 'LensModel'],
];

/** The wanted tags of a raw file's directories, the first of each that is found. */
export function rawTags(
  blocks: readonly TiffDirectories[],
): Partial<Record<string, { value?: unknown }>> {
  const tags: Partial<Record<string, { value?: unknown }>> = {};
  for (const tiff of blocks) {
    for (const directory of tiff.all([EXIF_POINTER])) {
      for (const [tag, name] of TEXT_TAGS) {
        const value = tiff.text(directory, tag);
        if (value !== undefined) tags[name] ??= { value };
      }
      const orientation = tiff.number(directory, 0x0112);
      if (orientation !== undefined) {
        tags['Orientation'] ??= { value: orientation };
      }
      const gpsAt = tiff.number(directory, GPS_POINTER);
      if (gpsAt !== undefined) addPlace(tags, tiff, tiff.directoryAt(gpsAt));
    }
  }
  return tags;
}

/** All four of them from one directory, in the form that the metadata reader gives them. */
function addPlace(
  tags: Partial<Record<string, { value?: unknown }>>,
  tiff: TiffDirectories,
  gps: TiffDirectory,
): void {
  if (!gps.has(GPS_LATITUDE) || tags['GPSLatitude'] !== undefined) return;
  const degrees = (tag: number) => ({
    value: tiff.numbers(gps, tag, 3).map((part) => [part, 1]),
  });
  tags['GPSLatitude'] = degrees(GPS_LATITUDE);
  tags['GPSLongitude'] = degrees(GPS_LATITUDE + 2);
  tags['GPSLatitudeRef'] = { value: tiff.text(gps, GPS_LATITUDE - 1) };
  tags['GPSLongitudeRef'] = { value: tiff.text(gps, GPS_LATITUDE + 1) };
}
