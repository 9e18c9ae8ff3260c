import type { JpegDcExports } from './jpeg-dc-exports.ts';

/**
 * What wasm/assembly/kernels.ts exports. Numbers are byte offsets into `memory`, or counts; what
 * each one means stands at its source. Nothing is checked in there: only src/worker/kernels/ calls
 * these, and it checks sizes first.
 */
export interface KernelExports extends JpegDcExports {
  memory: WebAssembly.Memory;
  heapBase(): number;
  lastingBase(): number;
  lastingBytes(): number;
  rgbToLuma(rgb: number, luma: number, pixelCount: number): void;
  rgbaToLuma(rgba: number, luma: number, pixelCount: number): void;
  splitRgb(
    rgb: number,
    pixelCount: number,
    red: number,
    green: number,
    blue: number,
    luma: number,
  ): void;
  splitRgba(
    rgba: number,
    pixelCount: number,
    red: number,
    green: number,
    blue: number,
    luma: number,
  ): void;
  lanczosTableBytes(inSize: number, outSize: number): number;
  lanczosTable(table: number, inSize: number, outSize: number): void;
  lanczosScratchBytes(height: number, outWidth: number): number;
  lanczosPairsBytes(width: number, height: number): number;
  lanczosPairs(
    source: number,
    width: number,
    height: number,
    pairs: number,
  ): void;
  lanczosResize(
    source: number,
    pairs: number,
    width: number,
    height: number,
    target: number,
    outWidth: number,
    outHeight: number,
    scratch: number,
    horizontal: number,
    vertical: number,
  ): void;
  averageHash(luma: number, side: number, out: number): void;
  differenceHash(luma: number, side: number, out: number): void;
  dctScratchBytes(side: number): number;
  dctHashes(luma: number, side: number, out: number, scratch: number): void;
  haarScratchBytes(scale: number): number;
  haarHashes(
    luma: number,
    scale: number,
    out64: number,
    out256: number,
    scratch: number,
  ): void;
  pdqScratchBytes(width: number, height: number): number;
  pdqHash(
    pixels: number,
    pixelBytes: number,
    width: number,
    height: number,
    out: number,
    scratch: number,
  ): number;
  cutLumaRow(
    luma: number,
    blue: number,
    red: number,
    width: number,
    isHalf: number,
  ): void;
  sumLumaRows(
    strip: number,
    width: number,
    rowCount: number,
    sums: number,
  ): void;
  writeLumaBlocks(
    sums: number,
    width: number,
    factor: number,
    rowCount: number,
    out: number,
  ): void;
  maxRowsPerSum(): number;
  partRowBytes(width: number): number;
  softRowBytes(width: number): number;
  spreadPartRow(levels: number, width: number, row: number): void;
  addPartRow(levels: number, width: number, weight: number, sums: number): void;
  boxPartRow(
    levels: number,
    width: number,
    scale: number,
    outWidth: number,
    row: number,
  ): void;
  softenPartRow(row: number, width: number, soft: number): void;
  partSums(first: number, second: number, width: number, out: number): void;
  sumRows(strip: number, width: number, rowCount: number, sums: number): number;
  compositeOnWhite(rgba: number, pixelCount: number): void;
  addToBlocks(
    sums: number,
    width: number,
    factor: number,
    blocks: number,
  ): void;
  writeBlocks(
    blocks: number,
    width: number,
    factor: number,
    rowCount: number,
    rgb: number,
  ): void;
  correlationSums(a: number, b: number, length: number, out: number): void;
  cellSums(
    red: number,
    green: number,
    blue: number,
    width: number,
    height: number,
    out: number,
  ): void;
  colourBinCount(): number;
  colourBins(
    red: number,
    green: number,
    blue: number,
    pixelCount: number,
    bins: number,
  ): void;
  contentCounts(
    red: number,
    green: number,
    blue: number,
    luma: number,
    width: number,
    height: number,
    out: number,
  ): void;
  laplacianSums(luma: number, width: number, height: number, out: number): void;
  longHashStart(): void;
  longHashBlocks(from: number, count: number): void;
  longHashEnd(from: number, left: number, length: number, out: number): void;
  stepSums(
    luma: number,
    stride: number,
    width: number,
    height: number,
    out: number,
  ): void;
  blockTexture(luma: number, stride: number): number;
  addBlockSpectrum(
    luma: number,
    stride: number,
    power: number,
    temp: number,
  ): void;
  lowFrequencies(
    luma: number,
    stride: number,
    across: number,
    down: number,
    table: number,
    out: number,
  ): void;
  combSums(values: number, count: number, step: number, out: number): void;
  windowedScratchBytes(): number;
  addWindowedSpectrum(
    luma: number,
    stride: number,
    window: number,
    basis: number,
    crosswise: number,
    power: number,
    scratch: number,
  ): void;
  join64: HammingJoinKernel;
  join256: HammingJoinKernel;
  bucketSideBytes(count: number): number;
  bucketSort(codes: number, count: number, chunk: number, side: number): void;
  bucketJoin(
    a: number,
    aCount: number,
    b: number,
    bCount: number,
    chunk: number,
    limits: number,
    masks: number,
    maskCount: number,
    radius: number,
    bucketEnd: number,
    budget: number,
    out: number,
    capacity: number,
    cursor: number,
  ): number;
}

export type HammingJoinKernel = (
  queries: number,
  queryCount: number,
  queryBase: number,
  stored: number,
  storedCount: number,
  storedBase: number,
  radius: number,
  isSelfJoin: number,
  out: number,
  capacity: number,
  cursor: number,
) => number;

/** Starts a fresh instance with a memory of its own. */
export async function instantiateKernels(
  module: WebAssembly.Module,
): Promise<KernelExports> {
  const instance = await WebAssembly.instantiate(module, {});
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- the module is built from wasm/assembly together with this file
  return instance.exports as unknown as KernelExports;
}
