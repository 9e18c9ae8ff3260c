import { UnsupportedKind } from '../codecs/decode-errors.ts';
import { COMPRESSION, type TiffLayout } from './tiff-layout.ts';
import { unpackBits } from './unpack-bits.ts';
import { unpackCcitt, type CcittScheme } from './unpack-ccitt.ts';
import { unpackDeflate } from './unpack-deflate.ts';
import { unpackLzw } from './unpack-lzw.ts';

/**
 * Undoes a chunk's compression, where it is not a picture of its own. What is missing stays zero.
 * @param out As many bytes as the chunk's rows have.
 * @param widthPx Of the chunk, which only fax compression needs.
 * @returns how many bytes of `out` were written
 * @throws UnsupportedKind where nothing here knows the compression
 */
export async function unpackChunk(
  layout: TiffLayout,
  chunk: Uint8Array<ArrayBuffer>,
  out: Uint8Array,
  widthPx: number,
): Promise<number> {
  const input = layout.isReversed ? reverseBits(chunk) : chunk;
  switch (layout.compression) {
    case COMPRESSION.none: {
      const part = input.subarray(0, out.length);
      out.set(part);
      return part.length;
    }
    case COMPRESSION.packBits:
      return unpackBits(input, out);
    case COMPRESSION.lzw:
      // Before 1988 the codes ran from the lowest bit; such files start with a reversed clear code.
      if (input[0] === 0 && (input[1] ?? 0) % 2 === 1) {
        throw new UnsupportedKind('LZW from before TIFF 5.0');
      }
      return unpackLzw(input, out);
    case COMPRESSION.deflate:
    case COMPRESSION.oldDeflate:
      return unpackDeflate(input, out);
    case COMPRESSION.zstd:
      return unpackZstd(input, out);
    default: {
      const scheme = ccittScheme(layout);
      if (scheme === undefined)
        throw new UnsupportedKind(nameOf(layout.compression));
      const rowBytes = Math.ceil(widthPx / 8);
      return unpackCcitt(input, out, widthPx, scheme) * rowBytes;
    }
  }
}

function ccittScheme(layout: TiffLayout): CcittScheme | undefined {
  switch (layout.compression) {
    case COMPRESSION.ccittRle:
      return 'rle';
    case COMPRESSION.group3:
      return (layout.group3Options & 1) === 1 ? 'group3-2d' : 'group3-1d';
    case COMPRESSION.group4:
      return 'group4';
    default:
      return undefined;
  }
}

/** What nothing here unpacks, by the names that libtiff and ExifTool have for it. */
const NAMES: Readonly<Record<number, string>> = {
  [COMPRESSION.oldJpeg]: 'JPEG inside, as before 1995',
  9: 'JBIG compression',
  10: 'JBIG compression',
  262: 'Kodak compression',
  32766: 'NeXT compression',
  32771: 'fax compression of 16-bit words',
  32809: 'ThunderScan compression',
  32895: 'IT8 compression',
  32896: 'IT8 compression',
  32897: 'IT8 compression',
  32898: 'IT8 compression',
  32908: 'Pixar compression',
  32909: 'Pixar compression',
  33003: 'JPEG 2000 inside, with YCbCr colours',
  34661: 'JBIG compression',
  [COMPRESSION.logLuv]: 'LogLuv colours',
  [COMPRESSION.logLuv24]: 'LogLuv colours',
  34715: 'JBIG2 compression',
  34887: 'LERC compression',
  [COMPRESSION.lzma]: 'LZMA compression',
  34934: 'JPEG XR inside',
};

function nameOf(compression: number): string {
  return NAMES[compression] ?? `compression ${compression}`;
}

async function unpackZstd(
  input: Uint8Array<ArrayBuffer>,
  out: Uint8Array,
): Promise<number> {
  const zstd = await import('fzstd');
  let to = 0;
  // In pieces, so that a bomb ends when the chunk is full.
  const stream = new zstd.Decompress((piece) => {
    const part = piece.subarray(0, out.length - to);
    out.set(part, to);
    to += part.length;
    if (to === out.length) throw new ChunkFull();
  });
  try {
    stream.push(input, true);
  } catch {
    // Full, or damaged: what came before counts.
  }
  return to;
}

class ChunkFull extends Error {}

const REVERSED = Uint8Array.from({ length: 256 }, (_, byte) => {
  let reversed = 0;
  for (let bit = 0; bit < 8; bit++) {
    if (((byte >> bit) & 1) === 1) reversed |= 128 >> bit;
  }
  return reversed;
});

function reverseBits(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(bytes, (byte) => REVERSED[byte] ?? 0);
}
