import { readBmpLayout } from '../plain/bmp-layout.ts';
import { bmpRowBytes } from '../plain/decode-bmp.ts';
import type { ByteReader } from '../byte-reader.ts';
import type { PictureHeader } from './picture-header.ts';

/** BITMAPCOREHEADER (12 bytes, 16-bit sizes) or any of the longer ones (32-bit, height may be negative). */
export function readBmpHeader(reader: ByteReader): PictureHeader | undefined {
  if (!reader.has(0, 26)) return undefined;
  const isCore = reader.u32(14, true) === 12;
  const pixelsAt = reader.u32(10, true);
  const layout = readBmpLayout(reader, 14);
  const pixelBytes =
    layout && !layout.isPacked
      ? bmpRowBytes(layout.widthPx, layout.bitsPerPixel) * layout.heightPx
      : 1;
  return {
    widthPx: isCore ? reader.u16(18, true) : reader.i32(18, true),
    heightPx: isCore ? reader.u16(20, true) : Math.abs(reader.i32(22, true)),
    frameCount: 1,
    isIncomplete: pixelsAt + pixelBytes > reader.length,
  };
}
