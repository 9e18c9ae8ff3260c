import type { ByteReader } from '../byte-reader.ts';
import type { PictureHeader } from './picture-header.ts';

/** VP8X canvas, else the first VP8L or VP8 frame; ANMF chunks are frames (RFC 9649). */
export function readWebpHeader(reader: ByteReader): PictureHeader | undefined {
  let size: { widthPx: number; heightPx: number } | undefined;
  let frameCount = 0;
  for (let at = 12; reader.has(at, 8);) {
    const type = reader.text(at, 4);
    size ??= sizeFromChunk(reader, type, at + 8);
    if (type === 'ANMF') frameCount++;
    const bytes = reader.u32(at + 4, true);
    at += 8 + bytes + (bytes % 2);
  }
  return (
    size && {
      ...size,
      frameCount: Math.max(1, frameCount),
      isIncomplete: reader.u32(4, true) + 8 > reader.length,
    }
  );
}

function sizeFromChunk(
  reader: ByteReader,
  type: string,
  at: number,
): { widthPx: number; heightPx: number } | undefined {
  if (type === 'VP8X' && reader.has(at, 10)) {
    return {
      widthPx: reader.u24le(at + 4) + 1,
      heightPx: reader.u24le(at + 7) + 1,
    };
  }
  if (type === 'VP8L' && reader.u8(at) === 0x2f && reader.has(at, 5)) {
    const bits = reader.u32(at + 1, true);
    return {
      widthPx: (bits & 0x3fff) + 1,
      heightPx: ((bits >>> 14) & 0x3fff) + 1,
    };
  }
  if (type === 'VP8 ' && reader.isText(at + 3, '\x9d\x01\x2a')) {
    return {
      widthPx: reader.u16(at + 6, true) & 0x3fff,
      heightPx: reader.u16(at + 8, true) & 0x3fff,
    };
  }
  return undefined;
}
