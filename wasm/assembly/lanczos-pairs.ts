import { Simd } from './simd';

/** Rows of the picture that lie side by side in a batch of pairs. */
export const BATCH_ROWS: i32 = 16;

/** Bytes of a pair of neighbouring pixels of all rows of a batch, each as i16. */
export const PAIR_BYTES: usize = 64;

export function batchCount(height: i32): i32 {
  return (height + BATCH_ROWS - 1) / BATCH_ROWS;
}

/** Bytes that lanczosPairs fills. */
export function lanczosPairsBytes(width: i32, height: i32): usize {
  return <usize>batchCount(height) * <usize>((width + 1) >> 1) * PAIR_BYTES;
}

/** Two pairs of pixels of four rows: of each row 4 bytes, into two batches of i16. */
function storeTwoPairs(bytes: v128, out: usize): void {
  v128.store(out, i16x8.extend_low_i8x16_u(bytes));
  v128.store(out + PAIR_BYTES, i16x8.extend_high_i8x16_u(bytes));
}

/** Sixteen pixels of four rows. */
function pairFourRows(
  a: usize,
  b: usize,
  c: usize,
  d: usize,
  out: usize,
): void {
  const rowA = v128.load(a);
  const rowB = v128.load(b);
  const rowC = v128.load(c);
  const rowD = v128.load(d);
  const lowAb = Simd.interleaveLow16(rowA, rowB);
  const lowCd = Simd.interleaveLow16(rowC, rowD);
  const highAb = Simd.interleaveHigh16(rowA, rowB);
  const highCd = Simd.interleaveHigh16(rowC, rowD);
  storeTwoPairs(Simd.interleaveLow32(lowAb, lowCd), out);
  storeTwoPairs(Simd.interleaveHigh32(lowAb, lowCd), out + 2 * PAIR_BYTES);
  storeTwoPairs(Simd.interleaveLow32(highAb, highCd), out + 4 * PAIR_BYTES);
  storeTwoPairs(Simd.interleaveHigh32(highAb, highCd), out + 6 * PAIR_BYTES);
}

/**
 * Lays one byte per pixel out for the horizontal pass, into lanczosPairsBytes bytes: batches of 16
 * rows, of each batch pair after pair of pixels, of each pair row after row both pixels as i16. A
 * picture is laid out once for all sizes it is resized to. Rows missing in the last batch repeat
 * the last row; a pixel missing in the last pair is 0.
 */
export function lanczosPairs(
  source: usize,
  width: i32,
  height: i32,
  pairs: usize,
): void {
  for (let top = 0; top < height; top += BATCH_ROWS) {
    for (let quad = 0; quad < BATCH_ROWS; quad += 4) {
      const y = top + quad;
      const last = height - 1;
      const a = source + <usize>(y < last ? y : last) * <usize>width;
      const b = source + <usize>(y + 1 < last ? y + 1 : last) * <usize>width;
      const c = source + <usize>(y + 2 < last ? y + 2 : last) * <usize>width;
      const d = source + <usize>(y + 3 < last ? y + 3 : last) * <usize>width;
      let out = pairs + ((<usize>quad) << 2);
      let x = 0;
      for (; x + 16 <= width; x += 16) {
        pairFourRows(a + x, b + x, c + x, d + x, out);
        out += 8 * PAIR_BYTES;
      }
      for (; x < width; x += 2) {
        const hasTwo = x + 1 < width;
        store<u32>(out, onePair(a + x, hasTwo));
        store<u32>(out, onePair(b + x, hasTwo), 4);
        store<u32>(out, onePair(c + x, hasTwo), 8);
        store<u32>(out, onePair(d + x, hasTwo), 12);
        out += PAIR_BYTES;
      }
    }
    pairs += <usize>((width + 1) >> 1) * PAIR_BYTES;
  }
}

function onePair(at: usize, hasTwo: bool): u32 {
  const second = hasTwo ? <u32>load<u8>(at, 1) : 0;
  return (<u32>load<u8>(at)) | (second << 16);
}
