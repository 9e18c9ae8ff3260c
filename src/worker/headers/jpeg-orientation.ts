import { ByteReader } from '../byte-reader.ts';
import { TiffDirectories } from '../tiff/tiff-directories.ts';
import { orientationOf } from '../tiff/tiff-layout.ts';
import type { ExifOrientation } from '../../domain/fingerprint.ts';
import { jpegSegments } from './jpeg-header.ts';

const APP1 = 0xe1;

/** The EXIF orientation of a JPEG; 1 where it has none. */
export function jpegOrientation(bytes: Uint8Array): ExifOrientation {
  const reader = new ByteReader(bytes);
  for (const { marker, dataAt, endAt } of jpegSegments(reader)) {
    if (marker !== APP1 || !reader.isText(dataAt, 'Exif\0\0')) continue;
    const block = new ByteReader(bytes.subarray(dataAt + 6, endAt));
    const tiff = TiffDirectories.open(block);
    return orientationOf(tiff?.number(tiff.pages()[0], 0x0112) ?? 1);
  }
  return 1;
}
