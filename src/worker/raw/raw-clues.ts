import type { TiffDirectories } from '../tiff/tiff-directories.ts';
import type { ExifOrientation } from '../../domain/fingerprint.ts';

/** What a container says of the raw picture in it. Untrusted: places may lie anywhere. */
export interface RawClues {
  /** Where JPEGs, and JPEG XL, may stand. */
  places: { startByte: number; lengthBytes: number }[];
  /** Sizes of the sensor's picture, as stored; the largest counts. */
  sizes: { widthPx: number; heightPx: number }[];
  /** As the container has it; the preview may have one of its own. */
  orientation?: ExifOrientation;
  /** Blocks of EXIF, each with offsets of its own. */
  blocks: TiffDirectories[];
  /** The sensor's data reach past the end of the file. */
  isCut: boolean;
}

export function noClues(): RawClues {
  return { places: [], sizes: [], blocks: [], isCut: false };
}
