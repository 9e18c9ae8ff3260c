import { ByteReader } from '../byte-reader.ts';

/** The first frame of an animated WebP as a file of its own, and where it lies on the canvas. */
export interface WebpStill {
  still: Uint8Array<ArrayBuffer>;
  left: number;
  top: number;
  widthPx: number;
  heightPx: number;
  canvasWidthPx: number;
  canvasHeightPx: number;
}

const ALPHA_FLAG = 0x10;

/**
 * Cuts the first frame out of an animation, which the carried decoder does not know (RFC 9649,
 * 2.7.1.1).
 * @returns undefined when nothing moves
 */
export function webpStill(
  bytes: Uint8Array<ArrayBuffer>,
): WebpStill | undefined {
  const reader = new ByteReader(bytes);
  let canvas: { widthPx: number; heightPx: number } | undefined;
  for (let at = 12; reader.has(at, 8);) {
    const dataAt = at + 8;
    const endAt = dataAt + reader.u32(at + 4, true);
    if (reader.isText(at, 'VP8X')) {
      canvas = sizeAt(reader, dataAt + 4);
    } else if (reader.isText(at, 'ANMF') && canvas) {
      return frameAt(reader, dataAt, Math.min(endAt, bytes.length), canvas);
    }
    at = endAt + (endAt % 2);
  }
  return undefined;
}

/** Two sides of 24 bits, each less one. */
function sizeAt(
  reader: ByteReader,
  at: number,
): { widthPx: number; heightPx: number } {
  return {
    widthPx: reader.u24le(at) + 1,
    heightPx: reader.u24le(at + 3) + 1,
  };
}

function frameAt(
  reader: ByteReader,
  at: number,
  endAt: number,
  canvas: { widthPx: number; heightPx: number },
): WebpStill {
  const frame = sizeAt(reader, at + 6);
  const inside = reader.bytes.subarray(at + 16, endAt);
  return {
    still: webpFile(frame, inside),
    left: reader.u24le(at) * 2,
    top: reader.u24le(at + 3) * 2,
    ...frame,
    canvasWidthPx: canvas.widthPx,
    canvasHeightPx: canvas.heightPx,
  };
}

/** The frame's chunks behind a header that says its size, and that it may be transparent. */
function webpFile(
  { widthPx, heightPx }: { widthPx: number; heightPx: number },
  chunks: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(30 + chunks.length);
  const view = new DataView(bytes.buffer);
  const write = (at: number, text: string): void => {
    bytes.set(
      Array.from(text, (char) => char.charCodeAt(0)),
      at,
    );
  };
  write(0, 'RIFF');
  view.setUint32(4, bytes.length - 8, true);
  write(8, 'WEBPVP8X');
  view.setUint32(16, 10, true);
  bytes[20] = ALPHA_FLAG;
  // Of each side the lower 16 bits, then the upper eight.
  view.setUint16(24, (widthPx - 1) & 0xffff, true);
  bytes[26] = (widthPx - 1) >> 16;
  view.setUint16(27, (heightPx - 1) & 0xffff, true);
  bytes[29] = (heightPx - 1) >> 16;
  bytes.set(chunks, 30);
  return bytes;
}
