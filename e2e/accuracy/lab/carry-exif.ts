const MARKER = 0xff;
const START_OF_SCAN = 0xda;
const APP1 = 0xe1;
/** 'Exif', NUL, NUL, then the TIFF header. */
const EXIF_HEAD = [0x45, 0x78, 0x69, 0x66, 0, 0];
const ORIENTATION_TAG = 0x0112;
const INTEL_ORDER = 0x4949;

/**
 * The Exif segment of a camera JPEG with the orientation set to upright, marker included;
 * undefined when there is none.
 */
export function exifSegment(jpeg: Uint8Array): Uint8Array | undefined {
  let at = 2;
  while (at + 4 <= jpeg.length && jpeg[at] === MARKER) {
    const marker = jpeg[at + 1];
    if (marker === START_OF_SCAN) return undefined;
    const end = at + 2 + ((jpeg[at + 2] ?? 0) << 8) + (jpeg[at + 3] ?? 0);
    const isExif = EXIF_HEAD.every((byte, i) => jpeg[at + 4 + i] === byte);
    if (marker === APP1 && isExif) {
      const segment = jpeg.slice(at, end);
      setUpright(segment.subarray(4 + EXIF_HEAD.length));
      return segment;
    }
    at = end;
  }
  return undefined;
}

/** Sets the orientation in IFD0 to 1; leaves TIFF data alone that has none or is damaged. */
function setUpright(tiff: Uint8Array): void {
  if (tiff.length < 14) return;
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.length);
  const isLittle = view.getUint16(0) === INTEL_ORDER;
  const ifd = view.getUint32(4, isLittle);
  if (ifd + 2 > tiff.length) return;
  const count = view.getUint16(ifd, isLittle);
  for (let entry = 0; entry < count; entry += 1) {
    const at = ifd + 2 + entry * 12;
    if (at + 12 > tiff.length) return;
    if (view.getUint16(at, isLittle) === ORIENTATION_TAG) {
      view.setUint16(at + 8, 1, isLittle);
    }
  }
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
