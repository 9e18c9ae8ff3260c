/** Markers of segments that hold no picture data (ITU T.81, table B.1). */
export const APP1_MARKER = 0xe1;
export const COMMENT_MARKER = 0xfe;

const LARGEST_PAYLOAD_BYTES = 65_533;

/**
 * The JPEG with one more segment right behind its start marker. The picture data is the same
 * byte for byte, so it decodes to the same pixels.
 */
export function withSegment(
  jpeg: Uint8Array,
  marker: number,
  payload: Uint8Array,
): Uint8Array<ArrayBuffer> {
  if (jpeg[0] !== 0xff || jpeg[1] !== 0xd8) throw new Error('not a JPEG');
  if (payload.length > LARGEST_PAYLOAD_BYTES) {
    throw new Error('payload too long');
  }
  const length = payload.length + 2;
  const result = new Uint8Array(jpeg.length + 2 + length);
  result.set([0xff, 0xd8, 0xff, marker, length >> 8, length & 0xff]);
  result.set(payload, 6);
  result.set(jpeg.subarray(2), 6 + payload.length);
  return result;
}
