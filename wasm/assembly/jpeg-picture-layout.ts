// A whole picture in progress: its start is that of a scan (jpeg-layout.ts), its blocks are listed
// with more. src/worker/kernels/jpeg-dc-exports.ts names what the caller fills in.

/** u32 each: blocks of an MCU, at most 10. */
export const PICTURE_BLOCKS: usize = 80;

/** DC table, and AC table as `jpegBuildCoefficients` makes it. */
export const PART_DC_TABLE: usize = 0;
export const PART_AC_TABLE: usize = 4;
/** i32 × 64: quantisation steps, in zigzag order. */
export const PART_STEPS: usize = 8;
/** Component's place in the scan, 0–3. */
export const PART_COMPONENT: usize = 12;
/** Where this block of the first MCU goes; how far on in the next MCU, and in the next row of MCUs. */
export const PART_TARGET: usize = 16;
export const PART_STEP: usize = 20;
export const PART_ROW_STEP: usize = 24;
/** Bytes from row to row of the component's plane. */
export const PART_STRIDE: usize = 28;
export const PART_BYTES: usize = 32;

/** i16 × 64 coefficients, then i32 × 128 for what lies in between. */
export const PICTURE_COEFFICIENTS: usize = PICTURE_BLOCKS + 10 * PART_BYTES;
export const PICTURE_WORK: usize = PICTURE_COEFFICIENTS + 128;
export const PICTURE_BYTES: usize = PICTURE_WORK + 512;
