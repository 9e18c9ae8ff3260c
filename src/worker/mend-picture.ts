import { joinedBytes } from '../domain/joined-bytes.ts';
import { ByteReader } from './byte-reader.ts';
import { readPngHeader } from './headers/png-header.ts';
import type { ImageFormat } from '../domain/image-format.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** An IEND chunk with its checksum. */
const PNG_END = Uint8Array.of(0, 0, 0, 0, 73, 69, 78, 68, 174, 66, 96, 130);

/**
 * A file that ends too early by its frame, though all of its picture is there, as it should have
 * been written: decoders refuse some of these, or take them for damaged.
 * @param bytes Of a picture whose header says that its end is missing.
 * @returns undefined where part of the picture is missing, or nobody here can tell
 */
export async function mendPicture(
  format: ImageFormat,
  bytes: Bytes,
): Promise<Bytes | undefined> {
  if (format === 'png') return mendPng(bytes);
  return format === 'webp' ? mendWebp(bytes) : undefined;
}

/** Without its last chunk, or cut within it: whole where the packed pixels come to their end. */
async function mendPng(bytes: Bytes): Promise<Bytes | undefined> {
  const reader = new ByteReader(bytes);
  const packed: Bytes[] = [];
  let at = 8;
  while (reader.has(at, 12 + reader.u32(at)) && reader.u32(at) > 0) {
    const endAt = at + 12 + reader.u32(at);
    if (reader.isText(at + 4, 'IDAT')) {
      packed.push(bytes.subarray(at + 8, endAt - 4));
    }
    at = endAt;
  }
  const isWhole =
    packed.length > 0 && (await comesToItsEnd(packed, mostPngBytes(reader)));
  return isWhole ? joinedBytes([bytes.subarray(0, at), PNG_END]) : undefined;
}

/** Four samples of 16 bits a pixel and a byte a row, which are more where the rows are interlaced. */
function mostPngBytes(reader: ByteReader): number {
  const { widthPx = 0, heightPx = 0 } = readPngHeader(reader) ?? {};
  return (8 * widthPx + 8) * (heightPx + 8) * 2;
}

/** Whether these are all the bytes of one zlib stream of up to so many. What it holds is not kept. */
async function comesToItsEnd(
  parts: readonly Bytes[],
  mostBytes: number,
): Promise<boolean> {
  const stream = new Blob([...parts])
    .stream()
    .pipeThrough(new DecompressionStream('deflate'));
  const reader = stream.getReader();
  let left = mostBytes;
  try {
    while (left >= 0) {
      const { done, value } = await reader.read();
      if (done) return true;
      left -= value.length;
    }
    await reader.cancel();
  } catch {
    // Cut, or damaged.
  }
  return false;
}

/** Whatever length stands in front: whole where each chunk that makes the picture is there. */
function mendWebp(bytes: Bytes): Bytes | undefined {
  const reader = new ByteReader(bytes);
  let hasPixels = false;
  let at = 12;
  while (reader.has(at, 8)) {
    const type = reader.text(at, 4);
    const endAt = at + 8 + reader.u32(at + 4, true);
    // How many frames an animation has had, nothing tells.
    if (type === 'ANMF' || type === 'ANIM') return undefined;
    const isPixels = type === 'VP8 ' || type === 'VP8L';
    if (endAt > bytes.length) {
      if (isPixels || type === 'ALPH') return undefined;
      break;
    }
    hasPixels ||= isPixels;
    at = endAt + (endAt % 2);
  }
  if (!hasPixels) return undefined;
  // Up to the last chunk that is there, with the byte that makes its length even.
  const whole = new Uint8Array(at);
  whole.set(bytes.subarray(0, at));
  new DataView(whole.buffer).setUint32(4, at - 8, true);
  return whole;
}
