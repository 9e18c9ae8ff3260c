// Pairs of 64-bit codes within a radius by multi-index hashing (Norouzi, Punjani, Fleet 2012): a
// code is four chunks of 16 bits, and two codes within the radius agree in at least one chunk up
// to that chunk's few bits. So codes are sorted by one chunk at a time, and only buckets whose
// chunk values differ in few bits are compared. A full output or a spent budget stops the join
// and says where, so that no pair is ever dropped.

const BUCKETS: i32 = 65536;

/** Bytes before the sorted codes: where each bucket begins, one more than there are buckets. */
const STARTS_BYTES: usize = 262160;

/**
 * Bytes of one sorted side: where buckets begin (u32 each), the codes, then their places in the
 * list that was sorted (u32 each).
 */
export function bucketSideBytes(count: i32): usize {
  return STARTS_BYTES + <usize>count * 12;
}

/** Counting sort of codes of 8 bytes by chunk 0–3; within a bucket in the order of the list. */
export function bucketSort(
  codes: usize,
  count: i32,
  chunk: i32,
  side: usize,
): void {
  const sorted = side + STARTS_BYTES;
  const places = sorted + ((<usize>count) << 3);
  const chunkAt = codes + ((<usize>chunk) << 1);
  memory.fill(side, 0, STARTS_BYTES);
  for (let i = 0; i < count; i++) {
    const at = side + ((<usize>load<u16>(chunkAt + ((<usize>i) << 3))) << 2);
    store<u32>(at, load<u32>(at) + 1);
  }
  let sum: u32 = 0;
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    const at = side + ((<usize>bucket) << 2);
    const size = load<u32>(at);
    store<u32>(at, sum);
    sum += size;
  }
  for (let i = 0; i < count; i++) {
    const at = side + ((<usize>load<u16>(chunkAt + ((<usize>i) << 3))) << 2);
    const to = load<u32>(at);
    store<u32>(at, to + 1);
    store<u64>(
      sorted + ((<usize>to) << 3),
      load<u64>(codes + ((<usize>i) << 3)),
    );
    store<u32>(places + ((<usize>to) << 2), i);
  }
  // Each bucket's begin has moved to its end, which is the begin of the next one.
  memory.copy(side + 4, side, (<usize>BUCKETS) << 2);
  store<u32>(side, 0);
}

/** Whether an earlier chunk has reported this pair: `limits` holds bits allowed + 1, a byte each. */
function isReported(difference: u64, chunk: i32, limits: u32): bool {
  for (let i = 0; i < chunk; i++) {
    const bits = <u32>popcnt<u64>((difference >> (i << 4)) & 0xffff);
    if (bits < ((limits >> (i << 3)) & 0xff)) return true;
  }
  return false;
}

/**
 * Joins two sides sorted by the same chunk; the same side twice joins it with itself, each pair
 * once. `masks` (u16, the first one 0) are the differences of the chunk to look at. Buckets of
 * `a` below `bucketEnd` are worked through. `cursor` holds {bucket, mask, row, column} as i32,
 * row and column counted within their buckets: where to begin, and on return where to go on;
 * done when its bucket is bucketEnd. Stops when fewer than 4 more triples fit, or soon after
 * `budget` comparisons. Writes triples {place in a's list, place in b's list, distance}; of a
 * self-join the lesser place first. Returns how many.
 */
export function bucketJoin(
  a: usize,
  aCount: i32,
  b: usize,
  bCount: i32,
  chunk: i32,
  limits: u32,
  masks: usize,
  maskCount: i32,
  radius: i32,
  bucketEnd: i32,
  budget: i32,
  out: usize,
  capacity: i32,
  cursor: usize,
): i32 {
  const isSelf = a == b;
  const aCodes = a + STARTS_BYTES;
  const bCodes = b + STARTS_BYTES;
  const aPlaces = aCodes + ((<usize>aCount) << 3);
  const bPlaces = bCodes + ((<usize>bCount) << 3);
  let written = 0;
  let left = budget;
  let v = load<i32>(cursor);
  let m = load<i32>(cursor, 4);
  let row = load<i32>(cursor, 8);
  let column = load<i32>(cursor, 12);
  for (; v < bucketEnd; v++, m = 0) {
    const rowBase = load<i32>(a + ((<usize>v) << 2));
    const rows = load<i32>(a + ((<usize>v) << 2), 4) - rowBase;
    if (rows == 0) continue;
    left -= maskCount;
    for (; m < maskCount; m++) {
      const w = v ^ (<i32>load<u16>(masks + ((<usize>m) << 1)));
      if (isSelf && w < v) continue;
      const columnBase = load<i32>(b + ((<usize>w) << 2));
      const columns = load<i32>(b + ((<usize>w) << 2), 4) - columnBase;
      if (columns == 0) continue;
      const isTriangle = isSelf && m == 0;
      for (; row < rows; row += 4) {
        // Four rows at a time against each column. A last group of fewer repeats its first row.
        const group = rows - row < 4 ? rows - row : 4;
        const at = aCodes + ((<usize>(rowBase + row)) << 3);
        const a0 = load<u64>(at);
        const a1 = group > 1 ? load<u64>(at, 8) : a0;
        const a2 = group > 2 ? load<u64>(at, 16) : a0;
        const a3 = group > 3 ? load<u64>(at, 24) : a0;
        if (column == 0 && isTriangle) column = row + 1;
        if (left < 0) {
          store<i32>(cursor, v);
          store<i32>(cursor, m, 4);
          store<i32>(cursor, row, 8);
          store<i32>(cursor, column, 12);
          return written;
        }
        left -= (columns - column) << 2;
        let columnAt = bCodes + ((<usize>(columnBase + column)) << 3);
        for (; column < columns; column++, columnAt += 8) {
          const code = load<u64>(columnAt);
          const near =
            (<i32>(<i32>popcnt<u64>(a0 ^ code) <= radius)) |
            (<i32>(<i32>popcnt<u64>(a1 ^ code) <= radius)) |
            (<i32>(<i32>popcnt<u64>(a2 ^ code) <= radius)) |
            (<i32>(<i32>popcnt<u64>(a3 ^ code) <= radius));
          if (!near) continue;
          if (written + 4 > capacity) {
            store<i32>(cursor, v);
            store<i32>(cursor, m, 4);
            store<i32>(cursor, row, 8);
            store<i32>(cursor, column, 12);
            return written;
          }
          for (let i = 0; i < group; i++) {
            if (isTriangle && row + i >= column) break;
            const difference = load<u64>(at + ((<usize>i) << 3)) ^ code;
            const bits = <i32>popcnt<u64>(difference);
            if (bits > radius || isReported(difference, chunk, limits))
              continue;
            const p = load<i32>(aPlaces + ((<usize>(rowBase + row + i)) << 2));
            const q = load<i32>(
              bPlaces + ((<usize>(columnBase + column)) << 2),
            );
            const to = out + <usize>written * 12;
            const isTurned = isSelf && q < p;
            store<i32>(to, isTurned ? q : p);
            store<i32>(to, isTurned ? p : q, 4);
            store<i32>(to, bits, 8);
            written++;
          }
        }
        column = 0;
      }
      row = 0;
    }
  }
  store<i32>(cursor, v);
  store<i32>(cursor, 0, 4);
  store<i32>(cursor, 0, 8);
  store<i32>(cursor, 0, 12);
  return written;
}
