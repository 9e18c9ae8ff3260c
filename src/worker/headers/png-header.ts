import type { ByteReader } from '../byte-reader.ts';
import type { PictureHeader } from './picture-header.ts';

/** IHDR for the size, acTL and the first fcTL for the frames, IEND for the end (PNG, third edition, W3C 2025). */
export function readPngHeader(reader: ByteReader): PictureHeader | undefined {
  // Apple's CgBI files have a chunk in front of IHDR.
  const ihdrAt = reader.isText(12, 'CgBI') ? 8 + 12 + reader.u32(8) : 8;
  if (!reader.isText(ihdrAt + 4, 'IHDR')) return undefined;
  const header: PictureHeader = {
    widthPx: reader.u32(ihdrAt + 8),
    heightPx: reader.u32(ihdrAt + 12),
    frameCount: 1,
    isIncomplete: true,
  };
  let isFrame = true;
  for (let at = ihdrAt; reader.has(at, 12); at += 12 + reader.u32(at)) {
    const type = reader.text(at + 4, 4);
    if (type === 'acTL') {
      // Until an fcTL comes the stored picture is none of the frames: it is one picture more.
      header.frameCount = Math.max(1, reader.u32(at + 8)) + 1;
      isFrame = false;
    }
    if (type === 'fcTL' && !isFrame) {
      header.frameCount -= 1;
      isFrame = true;
    }
    if (type === 'IDAT') isFrame = true;
    if (type === 'IEND') {
      header.isIncomplete = false;
      break;
    }
  }
  return header;
}
