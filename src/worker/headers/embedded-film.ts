import type { ImageFormat } from '../../domain/image-format.ts';
import { ByteReader } from '../byte-reader.ts';
import { boxesIn } from './bmff-boxes.ts';

const FTYP = [0x66, 0x74, 0x79, 0x70] as const;
const EOI = [0xff, 0xd9] as const;
/** A film's first box: eight bytes of head, eight of brand and version, and a few brands more. */
const SHORTEST_FTYP_BYTES = 16;
const LONGEST_FTYP_BYTES = 256;

/**
 * Whether a film stands in the file of a picture, as phones write motion photos: an MP4 behind the
 * JPEG (Google's Motion Photo format 1.0 and MicroVideo before it; Samsung's has a tail of its own
 * behind that), or in the box `mpvd` of a HEIC. Told by the film itself, not by the XMP that speaks
 * of it: programs that drop the film leave the XMP, and the other way round.
 * @param bytes the picture, from its first byte to the end of the file
 */
export function hasFilm(format: ImageFormat, bytes: Uint8Array): boolean {
  if (format === 'jpeg') return hasFilmBehind(bytes);
  if (format !== 'heic') return false;
  const reader = new ByteReader(bytes);
  return [...boxesIn(reader, 0, reader.length)].some(
    ({ type }) => type === 'mpvd',
  );
}

function hasFilmBehind(bytes: Uint8Array): boolean {
  // Nothing stands behind most pictures, and then nothing has to be searched.
  if (isAt(bytes, EOI, bytes.length - EOI.length)) return false;
  const reader = new ByteReader(bytes);
  for (
    let at = bytes.indexOf(FTYP[0], 4);
    at >= 0;
    at = bytes.indexOf(FTYP[0], at + 1)
  ) {
    if (!isAt(bytes, FTYP, at)) continue;
    const boxBytes = reader.u32(at - 4);
    if (boxBytes >= SHORTEST_FTYP_BYTES && boxBytes <= LONGEST_FTYP_BYTES) {
      return true;
    }
  }
  return false;
}

function isAt(
  bytes: Uint8Array,
  wanted: readonly number[],
  place: number,
): boolean {
  return wanted.every((byte, at) => bytes[place + at] === byte);
}
