import { readPsdLayout } from '../psd/psd-layout.ts';
import type { ByteReader } from '../byte-reader.ts';
import type { PictureHeader } from './picture-header.ts';

export function readPsdHeader(reader: ByteReader): PictureHeader | undefined {
  const layout = readPsdLayout(reader);
  if (!layout) return undefined;
  const { widthPx, heightPx, mergedAt } = layout;
  const isIncomplete = mergedAt >= reader.length;
  return { widthPx, heightPx, frameCount: 1, isIncomplete };
}
