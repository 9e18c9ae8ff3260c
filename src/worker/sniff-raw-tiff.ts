import type { ByteReader } from './byte-reader.ts';

const TAG_SUBFILE_TYPE = 0x00fe;
const TAG_COMPRESSION = 0x0103;
const TAG_PHOTOMETRIC = 0x0106;
const TAG_MAKE = 0x010f;
const TAG_SUB_IFDS = 0x014a;
const TAG_DNG_VERSION = 0xc612;

/** Colour filter array and linear raw (TIFF/EP, DNG). */
const RAW_PHOTOMETRICS = [32803, 34892];
/** Sony ARW, packed raw, Samsung SRW, Nikon NEF, Kodak, Pentax PEF. */
const RAW_COMPRESSIONS = [32767, 32769, 32770, 34713, 65000, 65535];

/** Enough for any directory a camera writes; a hostile count ends here. */
const MOST_ENTRIES = 512;

/**
 * Whether a file that starts like a TIFF is a camera's raw file. Raw formats (CR2, NEF, ARW, DNG,
 * PEF, IIQ …) borrow TIFF's frame; the first directory gives them away.
 */
export function isRawTiff(reader: ByteReader): boolean {
  if (reader.isText(8, 'CR')) return true;
  if (reader.isText(8, 'IIII') || reader.isText(8, 'MMMM')) return true;
  const tags = firstDirectory(reader);
  if (tags.has(TAG_DNG_VERSION)) return true;
  if (RAW_PHOTOMETRICS.includes(tags.get(TAG_PHOTOMETRIC) ?? 0)) return true;
  if (RAW_COMPRESSIONS.includes(tags.get(TAG_COMPRESSION) ?? 0)) return true;
  // A preview in front, a camera's name, and the picture itself in a sub-directory.
  return (
    tags.get(TAG_SUBFILE_TYPE) === 1 &&
    tags.has(TAG_MAKE) &&
    tags.has(TAG_SUB_IFDS)
  );
}

/** Tags of the first directory with the first value of each, as far as the bytes reach. */
function firstDirectory(reader: ByteReader): Map<number, number> {
  const isLittle = reader.isText(0, 'II');
  const isBig = reader.u16(2, isLittle) === 43;
  const at = isBig ? reader.u64(8, isLittle) : reader.u32(4, isLittle);
  const count = isBig ? reader.u64(at, isLittle) : reader.u16(at, isLittle);
  const [first, step, valueAt] = isBig ? [at + 8, 20, 12] : [at + 2, 12, 8];
  const tags = new Map<number, number>();
  for (let i = 0; i < Math.min(count, MOST_ENTRIES); i++) {
    const entry = first + i * step;
    if (!reader.has(entry, step)) break;
    const isShort = reader.u16(entry + 2, isLittle) === 3;
    const value = isShort
      ? reader.u16(entry + valueAt, isLittle)
      : reader.u32(entry + valueAt, isLittle);
    tags.set(reader.u16(entry, isLittle), value);
  }
  return tags;
}
