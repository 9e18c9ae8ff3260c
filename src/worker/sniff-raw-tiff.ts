import type { ByteReader } from './byte-reader.ts';
import {
  TiffDirectories,
  type TiffDirectory,
} from './tiff/tiff-directories.ts';

const TAG_SUBFILE_TYPE = 0x00fe;
const TAG_COMPRESSION = 0x0103;
const TAG_PHOTOMETRIC = 0x0106;
const TAG_MAKE = 0x010f;
const TAG_SUB_IFDS = 0x014a;
const TAG_JPEG = 0x0201;
const TAG_DNG_VERSION = 0xc612;
const TAG_PRIVATE = 0xc634;

/** Colour filter array and linear raw (TIFF/EP, DNG). */
const RAW_PHOTOMETRICS = [32803, 34892];
/** Sony ARW, packed raw, Samsung SRW, Nikon NEF, Kodak, Pentax PEF. */
const RAW_COMPRESSIONS = [32767, 32769, 32770, 34713, 65000, 65535];

/**
 * Whether a file that starts like a TIFF is a camera's raw file. Raw formats (CR2, NEF, ARW, DNG,
 * PEF, IIQ, 3FR, MOS, SRF …) borrow TIFF's frame; some directory gives them away, not always the first.
 */
export function isRawTiff(reader: ByteReader): boolean {
  if (reader.isText(8, 'CR')) return true;
  if (reader.isText(8, 'IIII') || reader.isText(8, 'MMMM')) return true;
  const tiff = TiffDirectories.open(reader);
  if (!tiff) return false;
  const directories = tiff.all();
  return (
    isRawByFront(tiff, directories[0]) ||
    directories.some((directory) => holdsSensorData(tiff, directory))
  );
}

/** By what the first directory leads to. */
function isRawByFront(
  tiff: TiffDirectories,
  first: TiffDirectory | undefined,
): boolean {
  if (!first) return false;
  if (first.has(TAG_DNG_VERSION)) return true;
  // Sony's first (SRF): a preview, and what leads to the data is Sony's own.
  if (first.has(TAG_PRIVATE) && first.has(TAG_JPEG)) return true;
  // A preview in front, a camera's name, and the picture itself in a sub-directory.
  const isPreview = tiff.number(first, TAG_SUBFILE_TYPE) === 1;
  return isPreview && first.has(TAG_MAKE) && first.has(TAG_SUB_IFDS);
}

function holdsSensorData(
  tiff: TiffDirectories,
  directory: TiffDirectory,
): boolean {
  const photometric = tiff.number(directory, TAG_PHOTOMETRIC) ?? 0;
  const compression = tiff.number(directory, TAG_COMPRESSION) ?? 0;
  return (
    RAW_PHOTOMETRICS.includes(photometric) ||
    RAW_COMPRESSIONS.includes(compression)
  );
}
