import { readTgaLayout, tgaBytes } from '../plain/tga-layout.ts';
import type { ByteReader } from '../byte-reader.ts';
import type { PictureHeader } from './picture-header.ts';

/** A cut file shows only where pixels are not packed in runs. */
export function readTgaHeader(reader: ByteReader): PictureHeader | undefined {
  const layout = readTgaLayout(reader);
  if (!layout) return undefined;
  const { widthPx, heightPx, isPacked, dataAt, bitsPerPixel } = layout;
  const pixelBytes = widthPx * heightPx * tgaBytes(bitsPerPixel);
  return {
    widthPx,
    heightPx,
    frameCount: 1,
    isIncomplete: dataAt + (isPacked ? 1 : pixelBytes) > reader.length,
  };
}
