/**
 * The JPEG part of what wasm/assembly/kernels.ts exports. Numbers are byte offsets into `memory`,
 * or counts; what each one means stands at its source.
 */
export interface JpegDcExports {
  jpegTableBytes(): number;
  jpegTableScratchBytes(): number;
  jpegBuildAc(spec: number, table: number, scratch: number): number;
  jpegBuildDc(spec: number, table: number): number;
  jpegBuildCoefficients(spec: number, table: number): number;
  jpegScanBytes(): number;
  jpegStreamBytes(inputBytes: number): number;
  jpegScanIsOver(scan: number): number;
  jpegDecodeScan(
    scan: number,
    input: number,
    length: number,
    isEnd: number,
  ): number;
  jpegSpreadPlane(
    source: number,
    stride: number,
    across: number,
    acrossAll: number,
    down: number,
    downAll: number,
    width: number,
    height: number,
    out: number,
  ): void;
  jpegYccToRgb(y: number, cb: number, cr: number, count: number): void;
  jpegInvert(plane: number, count: number): void;
  jpegApplyKey(plane: number, key: number, count: number): void;
  jpegInterleave(
    red: number,
    green: number,
    blue: number,
    count: number,
    rgb: number,
  ): void;
  jpegPictureBytes(): number;
  jpegDecodePicture(picture: number, input: number, length: number): number;
  jpegChromaScratchBytes(width: number): number;
  jpegDoubleChroma(
    row: number,
    near: number,
    width: number,
    scratch: number,
    out: number,
  ): void;
  jpegYccRow(
    y: number,
    cb: number,
    cr: number,
    width: number,
    rgba: number,
  ): void;
  jpegGreyRow(y: number, width: number, rgba: number): void;
  opaqueRgb(rgba: number, pixelCount: number, rgb: number): void;
}

/** Bytes of a Huffman specification: 16 counts and up to 256 values. */
export const HUFFMAN_SPEC_BYTES = 272;

/** u32 fields of a scan, as offsets in u32; see wasm/assembly/jpeg-layout.ts. */
export const SCAN = {
  blocksPerMcu: 0,
  mcusPerRow: 1,
  mcuRows: 2,
  restartInterval: 3,
  pointTransform: 4,
  stream: 5,
  streamBytes: 6,
  decodedMcus: 13,
  damage: 14,
  blockList: 20,
} as const;

/** u32 fields of an entry of the block list, and its size in u32. */
export const BLOCK = {
  dcTable: 0,
  acTable: 1,
  quantiser: 2,
  component: 3,
  target: 4,
  step: 5,
  rowStep: 6,
  size: 8,
} as const;

/** A block of a whole picture's MCU, in u32, and where the list of them starts. */
export const PART = { list: 20, size: 8 } as const;
