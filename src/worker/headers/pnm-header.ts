import { ByteReader } from '../byte-reader.ts';
import { pnmRowBytes, readPnmLayout } from '../plain/pnm-layout.ts';
import type { PictureHeader } from './picture-header.ts';

/** Netpbm pictures may stand one behind another in a file; that there are several is enough. */
export function readPnmHeader(reader: ByteReader): PictureHeader | undefined {
  const layout = readPnmLayout(reader);
  if (!layout) return undefined;
  const { widthPx, heightPx, dataAt } = layout;
  const rowBytes = pnmRowBytes(layout);
  // Of samples in text only the decoder knows where they end.
  const endAt = dataAt + (rowBytes ?? 0) * heightPx;
  const isFollowed =
    rowBytes !== undefined &&
    readPnmLayout(new ByteReader(reader.bytes.subarray(endAt))) !== undefined;
  return {
    widthPx,
    heightPx,
    frameCount: isFollowed ? 2 : 1,
    isIncomplete: endAt > reader.length,
  };
}
