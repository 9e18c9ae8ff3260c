import { looksLikeSvg } from '../sniff-svg.ts';
import type { SniffedFormat } from '../sniff-format.ts';

/** Packed bytes that are enough to see what is inside, and unpacked ones. */
const PACKED_HEAD_BYTES = 16 * 1024;
const HEAD_BYTES = 4096;

/** Deflate in a gzip frame (RFC 1952). */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8;
}

/** A drawing in a gzip frame (SVGZ, SVG 1.1, appendix J); anything else packed is no picture. */
export async function sniffPackedSvg(
  bytes: Uint8Array<ArrayBuffer>,
): Promise<SniffedFormat | undefined> {
  if (!isGzip(bytes)) return undefined;
  const head = bytes.subarray(0, PACKED_HEAD_BYTES);
  const isSvg = looksLikeSvg(await unpackGzip(head, HEAD_BYTES));
  return isSvg ? { format: 'svg', startByte: 0 } : undefined;
}

/**
 * What a gzip frame holds, at most the first `mostBytes` of it: a bomb is cut off there. What came
 * before an error counts.
 */
export async function unpackGzip(
  bytes: Uint8Array<ArrayBuffer>,
  mostBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes])
    .stream()
    .pipeThrough(new DecompressionStream('gzip'));
  const reader = stream.getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let left = mostBytes;
  try {
    while (left > 0) {
      const { done, value } = await reader.read();
      if (done) break;
      const part = value.slice(0, left);
      parts.push(part);
      left -= part.length;
    }
    await reader.cancel();
  } catch {
    // Cut or damaged: the drawing's own reader says what is missing.
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
