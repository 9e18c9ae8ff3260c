import { ByteReader } from './byte-reader.ts';

const APP1 = 0xe1;
const APP13 = 0xed;

/**
 * Whether exifreader might find EXIF, XMP or IPTC in a JPEG: an APP1 or APP13 segment where it goes
 * from one segment to the next, which it does beyond the first scan too, and no further than the
 * first byte that is no marker. Most pictures of the web have none, and to have it say so takes as
 * long as reading its tags.
 */
export function mayHoldTags(jpeg: Uint8Array): boolean {
  const reader = new ByteReader(jpeg);
  let at = 2;
  while (reader.has(at, 4) && reader.u8(at) === 0xff) {
    const marker = reader.u8(at + 1);
    if (marker === APP1 || marker === APP13) return true;
    // One fill byte, or a segment with its length, whatever it says.
    at += marker === 0xff ? 1 : 2 + reader.u16(at + 2);
  }
  return false;
}
