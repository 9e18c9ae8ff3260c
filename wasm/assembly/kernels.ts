export { heapBase, lastingBase, lastingBytes } from './memory';
export { rgbToLuma, rgbaToLuma, splitRgb, splitRgba } from './luma';
export { lanczosResize, lanczosScratchBytes } from './lanczos';
export { lanczosPairs, lanczosPairsBytes } from './lanczos-pairs';
export { lanczosTable, lanczosTableBytes } from './lanczos-weights';
export { averageHash } from './average-hash';
export { differenceHash } from './difference-hash';
export { dctHashes, dctScratchBytes } from './dct-hash';
export { haarHashes, haarScratchBytes } from './haar-hash';
export { pdqHash, pdqScratchBytes } from './pdq';
export {
  addToBlocks,
  compositeOnWhite,
  maxRowsPerSum,
  opaqueRgb,
  sumRows,
  writeBlocks,
} from './box-reduce';
export { correlationSums } from './correlation';
export { join64, join256 } from './hamming-join';
export { bucketJoin, bucketSideBytes, bucketSort } from './bucket-join';
export { cellSums } from './cell-sums';
export { cutLumaRow } from './cut-luma';
export {
  addPartRow,
  boxPartRow,
  partRowBytes,
  partSums,
  softenPartRow,
  softRowBytes,
  spreadPartRow,
} from './part-sums';
export { sumLumaRows, writeLumaBlocks } from './luma-blocks';
export { colourBinCount, colourBins, contentCounts } from './content-counts';
export { laplacianSums } from './laplacian';
export { longHashBlocks, longHashEnd, longHashStart } from './xxhash';
export { stepSums } from './step-sums';
export { addBlockSpectrum, blockTexture } from './block-spectrum';
export { lowFrequencies } from './low-frequencies';
export { combSums } from './comb-sums';
export { addWindowedSpectrum, windowedScratchBytes } from './windowed-spectrum';
export {
  jpegBuildAc,
  jpegBuildDc,
  jpegTableBytes,
  jpegTableScratchBytes,
} from './jpeg-tables';
export {
  jpegDecodeScan,
  jpegScanBytes,
  jpegScanIsOver,
  jpegStreamBytes,
} from './jpeg-scan';
export {
  jpegApplyKey,
  jpegInterleave,
  jpegInvert,
  jpegSpreadPlane,
  jpegYccToRgb,
} from './jpeg-planes';
export { jpegBuildCoefficients } from './jpeg-coefficients';
export { jpegDecodePicture, jpegPictureBytes } from './jpeg-picture';
export {
  jpegChromaScratchBytes,
  jpegDoubleChroma,
  jpegGreyRow,
  jpegYccRow,
} from './jpeg-rgba';
