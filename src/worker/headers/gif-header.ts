import { readGifFrame, skipSubBlocks } from '../plain/gif-frame.ts';
import type { ByteReader } from '../byte-reader.ts';
import type { PictureHeader } from './picture-header.ts';

const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;

/** The canvas (which a larger first frame widens), the number of frames, the trailer (GIF89a). */
export function readGifHeader(reader: ByteReader): PictureHeader | undefined {
  if (!reader.has(0, 13)) return undefined;
  let frameCount = 0;
  let isIncomplete = true;
  let at = 13 + colourTableBytes(reader.u8(10));
  while (reader.has(at, 1)) {
    const block = reader.u8(at);
    if (block === TRAILER) {
      isIncomplete = false;
      break;
    }
    if (block === EXTENSION) {
      at = skipSubBlocks(reader, at + 2);
    } else if (block === IMAGE) {
      frameCount++;
      at = skipSubBlocks(reader, at + 11 + colourTableBytes(reader.u8(at + 9)));
    } else {
      break;
    }
  }
  const first = readGifFrame(reader);
  return {
    widthPx: first?.widthPx ?? reader.u16(6, true),
    heightPx: first?.heightPx ?? reader.u16(8, true),
    frameCount: Math.max(1, frameCount),
    // Some programs leave the trailer away; then the last block must have its end.
    isIncomplete: isIncomplete && !(frameCount > 0 && endsBlock(reader, at)),
  };
}

function endsBlock(reader: ByteReader, at: number): boolean {
  return at === reader.length && reader.u8(at - 1) === 0;
}

function colourTableBytes(flags: number): number {
  return (flags & 0x80) !== 0 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}
