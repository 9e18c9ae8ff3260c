// Where the JPEG kernels keep what, in bytes from the start of each region. The caller owns all
// regions; src/worker/kernels/jpeg-dc-exports.ts names the ones that it fills in.

// A Huffman table: what the fast path looks up, then the canonical code (T.81, F.2.2.3) for the rest.
export const AC_BITS: u32 = 12;
export const DC_BITS: u32 = 11;
/** AC: u16 per 12-bit prefix; DC: i32 per 11-bit prefix. */
export const LOOKUP_BYTES: usize = 8192;
/** u32 × 17: the first 16-bit window beyond the codes of each length, [0] unused. */
export const CODE_LIMITS: usize = LOOKUP_BYTES;
/** i32 × 17: index of the first value of each length minus its first code. */
export const VALUE_SHIFTS: usize = CODE_LIMITS + 68;
export const VALUES: usize = VALUE_SHIFTS + 68;
export const TABLE_BYTES: usize = VALUES + 256;

// A scan in progress.
export const BLOCKS_PER_MCU: usize = 0;
export const MCUS_PER_ROW: usize = 4;
export const MCU_ROWS: usize = 8;
/** MCUs between restarts; 0: none. */
export const RESTART_INTERVAL: usize = 12;
/** Successive approximation: the point transform of a progressive DC scan. */
export const POINT_TRANSFORM: usize = 16;
/** Where the bit stream buffer starts, and its size. It is filled from its end downwards. */
export const STREAM: usize = 20;
export const STREAM_BYTES: usize = 24;
/** Everything below is the kernel's own and starts as zero. */
export const MCU_X: usize = 28;
export const MCU_Y: usize = 32;
/** MCUs since the last restart. */
export const IN_INTERVAL: usize = 36;
/** Number of the next restart marker, 0–7. */
export const NEXT_RESTART: usize = 40;
/** Bytes in the stream buffer, and the bit that is read next. */
export const FILLED: usize = 44;
export const POSITION: usize = 48;
/** MCUs that came out whole. */
export const DECODED_MCUS: usize = 52;
/** 1 once the data contradicted itself. */
export const DAMAGE: usize = 56;
/** 1 while bytes up to the next restart marker are to be dropped. */
export const SKIPPING: usize = 60;
/** i32 × 4. */
export const PREDICTIONS: usize = 64;
/** One entry per block of an MCU, at most 10. */
export const BLOCK_LIST: usize = 80;

// An entry of the block list.
export const BLOCK_DC_TABLE: usize = 0;
/** 0 in a progressive scan, which holds no AC coefficients. */
export const BLOCK_AC_TABLE: usize = 4;
export const BLOCK_QUANTISER: usize = 8;
/** Component's place in the scan, 0–3. */
export const BLOCK_COMPONENT: usize = 12;
/** Where the mean of this block goes in the first MCU, and how far on in the next MCU or row. */
export const BLOCK_TARGET: usize = 16;
export const BLOCK_STEP: usize = 20;
export const BLOCK_ROW_STEP: usize = 24;
/** The kernel's own: where the next mean goes. */
export const BLOCK_CURSOR: usize = 28;
export const BLOCK_BYTES: usize = 32;

export const SCAN_BYTES: usize = BLOCK_LIST + 10 * BLOCK_BYTES;
