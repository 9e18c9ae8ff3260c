import { TiffDirectories } from '../tiff/tiff-directories.ts';
import { picturePages, readTiffLayout } from '../tiff/tiff-layout.ts';
import type { ByteReader } from '../byte-reader.ts';
import type { PictureHeader } from './picture-header.ts';

/** The first page that is a picture of its own; the pages count as frames. */
export function readTiffHeader(reader: ByteReader): PictureHeader | undefined {
  const tiff = TiffDirectories.open(reader);
  const pages = tiff ? picturePages(tiff) : [];
  const layout = tiff && pages[0] && readTiffLayout(tiff, pages[0]);
  if (!layout) return undefined;
  const { widthPx, heightPx, offsets, byteCounts, orientation } = layout;
  return {
    widthPx,
    heightPx,
    frameCount: pages.length,
    isIncomplete: offsets.some(
      (at, i) => at + (byteCounts[i] ?? 1) > reader.length,
    ),
    containerOrientation: orientation,
  };
}
