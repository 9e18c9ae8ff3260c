import type { ExifOrientation } from '../domain/fingerprint.ts';
import type { EmbeddedPicture } from '../protocol/analyzer-protocol.ts';

/** Start of image, and an EXIF segment that holds nothing but the orientation (EXIF 2.32 §4.6). */
function turningHead(orientation: ExifOrientation): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([
    ...[0xff, 0xd8, 0xff, 0xe1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0],
    ...[0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1],
    ...[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0],
    ...[0, 0, 0, 0],
  ]);
}

const START_BYTES = 2;

/**
 * The JPEG inside a file as one of its own that browsers show upright: a thumbnail does not say
 * how it is turned, the file around it does. Reads nothing.
 */
export function embeddedJpeg(file: Blob, picture: EmbeddedPicture): Blob {
  const { startByte, endByte, orientation } = picture;
  return new Blob(
    [turningHead(orientation), file.slice(startByte + START_BYTES, endByte)],
    { type: 'image/jpeg' },
  );
}
