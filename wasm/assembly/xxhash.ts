// XXH3, 128 bits, seed 0, of more than 240 bytes (https://github.com/Cyan4973/xxHash, version 0.8).

const PRIME32_1: u64 = 0x9e3779b1;
const PRIME32_2: u64 = 0x85ebca77;
const PRIME32_3: u64 = 0xc2b2ae3d;
const PRIME64_1: u64 = 0x9e3779b185ebca87;
const PRIME64_2: u64 = 0xc2b2ae3d27d4eb4f;
const PRIME64_3: u64 = 0x165667b19e3779f9;
const PRIME64_4: u64 = 0x85ebca77c2b2ae63;
const PRIME64_5: u64 = 0x27d4eb2f165667c5;
const AVALANCHE: u64 = 0x165667919e3779f9;

const SECRET_BYTES: usize = 192;
const STRIPE_BYTES: usize = 64;
/** The secret moves on by this much from stripe to stripe. */
const SECRET_STEP: usize = 8;
const BLOCK_BYTES: usize =
  ((SECRET_BYTES - STRIPE_BYTES) / SECRET_STEP) * STRIPE_BYTES;
/** Where in the secret the last stripe, and the two halves of the result, begin. */
const LAST_STRIPE_AT: usize = SECRET_BYTES - STRIPE_BYTES - 7;
const LOW_AT: usize = 11;
const HIGH_AT: usize = SECRET_BYTES - STRIPE_BYTES - 11;

/** XXH3's own, byte by byte. */
// prettier-ignore
const SECRET: usize = memory.data<u8>([
  0xb8, 0xfe, 0x6c, 0x39, 0x23, 0xa4, 0x4b, 0xbe, 0x7c, 0x01, 0x81, 0x2c, 0xf7, 0x21, 0xad, 0x1c,
  0xde, 0xd4, 0x6d, 0xe9, 0x83, 0x90, 0x97, 0xdb, 0x72, 0x40, 0xa4, 0xa4, 0xb7, 0xb3, 0x67, 0x1f,
  0xcb, 0x79, 0xe6, 0x4e, 0xcc, 0xc0, 0xe5, 0x78, 0x82, 0x5a, 0xd0, 0x7d, 0xcc, 0xff, 0x72, 0x21,
  0xb8, 0x08, 0x46, 0x74, 0xf7, 0x43, 0x24, 0x8e, 0xe0, 0x35, 0x90, 0xe6, 0x81, 0x3a, 0x26, 0x4c,
  0x3c, 0x28, 0x52, 0xbb, 0x91, 0xc3, 0x00, 0xcb, 0x88, 0xd0, 0x65, 0x8b, 0x1b, 0x53, 0x2e, 0xa3,
  0x71, 0x64, 0x48, 0x97, 0xa2, 0x0d, 0xf9, 0x4e, 0x38, 0x19, 0xef, 0x46, 0xa9, 0xde, 0xac, 0xd8,
  0xa8, 0xfa, 0x76, 0x3f, 0xe3, 0x9c, 0x34, 0x3f, 0xf9, 0xdc, 0xbb, 0xc7, 0xc7, 0x0b, 0x4f, 0x1d,
  0x8a, 0x51, 0xe0, 0x4b, 0xcd, 0xb4, 0x59, 0x31, 0xc8, 0x9f, 0x7e, 0xc9, 0xd9, 0x78, 0x73, 0x64,
  0xea, 0xc5, 0xac, 0x83, 0x34, 0xd3, 0xeb, 0xc3, 0xc5, 0x81, 0xa0, 0xff, 0xfa, 0x13, 0x63, 0xeb,
  0x17, 0x0d, 0xdd, 0x51, 0xb7, 0xf0, 0xda, 0x49, 0xd3, 0x16, 0x55, 0x26, 0x29, 0xd4, 0x68, 0x9e,
  0x2b, 0x16, 0xbe, 0x58, 0x7d, 0x47, 0xa1, 0xfc, 0x8f, 0xf8, 0xb8, 0xd1, 0x7a, 0xd0, 0x31, 0xce,
  0x45, 0xcb, 0x3a, 0x8f, 0x95, 0x16, 0x04, 0x28, 0xaf, 0xd7, 0xfb, 0xca, 0xbb, 0x4b, 0x40, 0x7e,
]);

/** Eight sums of u64. */
const SUMS: usize = memory.data(64, 16);

class Lanes {
  /** Two sums with two more words of data, and the products of the halves of those, keyed. */
  @inline
  static add(sums: v128, data: v128, keys: v128): v128 {
    const keyed = v128.xor(data, keys);
    const products = i64x2.extmul_low_i32x4_u(
      i32x4.shuffle(keyed, keyed, 0, 2, 0, 2),
      i32x4.shuffle(keyed, keyed, 1, 3, 1, 3),
    );
    // Each word is added to its neighbour's sum.
    const swapped = i64x2.shuffle(data, data, 1, 0);
    return i64x2.add(sums, i64x2.add(products, swapped));
  }
}

/** Adds stripes of 64 bytes, the first with the secret from `secret` on. */
function addStripes(from: usize, count: usize, secret: usize): void {
  let a = v128.load(SUMS);
  let b = v128.load(SUMS, 16);
  let c = v128.load(SUMS, 32);
  let d = v128.load(SUMS, 48);
  for (let i: usize = 0; i < count; i++) {
    a = Lanes.add(a, v128.load(from), v128.load(secret));
    b = Lanes.add(b, v128.load(from, 16), v128.load(secret, 16));
    c = Lanes.add(c, v128.load(from, 32), v128.load(secret, 32));
    d = Lanes.add(d, v128.load(from, 48), v128.load(secret, 48));
    from += STRIPE_BYTES;
    secret += SECRET_STEP;
  }
  v128.store(SUMS, a);
  v128.store(SUMS, b, 16);
  v128.store(SUMS, c, 32);
  v128.store(SUMS, d, 48);
}

function scramble(): void {
  const secret = SECRET + SECRET_BYTES - STRIPE_BYTES;
  for (let at: usize = 0; at < 64; at += 8) {
    const sum = load<u64>(SUMS + at);
    const mixed = sum ^ (sum >> 47) ^ load<u64>(secret + at);
    store<u64>(SUMS + at, mixed * PRIME32_1);
  }
}

/** Both halves of the 128 bits of a product, one over the other. */
function foldedProduct(x: u64, y: u64): u64 {
  const xLow = x & 0xffffffff;
  const xHigh = x >> 32;
  const yLow = y & 0xffffffff;
  const yHigh = y >> 32;
  const low = xLow * yLow;
  const crossA = xHigh * yLow + (low >> 32);
  const crossB = xLow * yHigh + (crossA & 0xffffffff);
  const high = xHigh * yHigh + (crossA >> 32) + (crossB >> 32);
  return ((crossB << 32) | (low & 0xffffffff)) ^ high;
}

function merged(secret: usize, start: u64): u64 {
  let hash = start;
  for (let at: usize = 0; at < 64; at += 16) {
    hash += foldedProduct(
      load<u64>(SUMS + at) ^ load<u64>(secret + at),
      load<u64>(SUMS + at, 8) ^ load<u64>(secret + at, 8),
    );
  }
  hash = (hash ^ (hash >> 37)) * AVALANCHE;
  return hash ^ (hash >> 32);
}

/** Begins a hash of more than 240 bytes. One at a time: its sums stand here. */
export function longHashStart(): void {
  store<u64>(SUMS, PRIME32_3);
  store<u64>(SUMS, PRIME64_1, 8);
  store<u64>(SUMS, PRIME64_2, 16);
  store<u64>(SUMS, PRIME64_3, 24);
  store<u64>(SUMS, PRIME64_4, 32);
  store<u64>(SUMS, PRIME32_2, 40);
  store<u64>(SUMS, PRIME64_5, 48);
  store<u64>(SUMS, PRIME32_1, 56);
}

/** Adds blocks of BLOCK_BYTES, which must not be all that is left. */
export function longHashBlocks(from: usize, count: usize): void {
  for (let i: usize = 0; i < count; i++) {
    addStripes(from, BLOCK_BYTES / STRIPE_BYTES, SECRET);
    scramble();
    from += BLOCK_BYTES;
  }
}

/**
 * Adds the `left` bytes that end the `length` of all, one at least, and writes the hash, 16 bytes in
 * the order in which it is printed. The 64 bytes up to the end are read, also where fewer are left.
 */
export function longHashEnd(
  from: usize,
  left: usize,
  length: usize,
  out: usize,
): void {
  // The last stripe ends with the input, so the last byte belongs to no other.
  const blocks = (left - 1) / BLOCK_BYTES;
  longHashBlocks(from, blocks);
  const at = from + blocks * BLOCK_BYTES;
  const end = from + left;
  addStripes(at, (end - 1 - at) / STRIPE_BYTES, SECRET);
  addStripes(end - STRIPE_BYTES, 1, SECRET + LAST_STRIPE_AT);
  const bytes = <u64>length;
  const low = merged(SECRET + LOW_AT, bytes * PRIME64_1);
  const high = merged(SECRET + HIGH_AT, ~(bytes * PRIME64_2));
  store<u64>(out, bswap<u64>(high));
  store<u64>(out, bswap<u64>(low), 8);
}
