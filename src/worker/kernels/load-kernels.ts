import type {
  ContentFlags,
  ExifOrientation,
  PerceptualHashes,
} from '../../domain/fingerprint.ts';
import { blockiness } from './blockiness.ts';
import {
  bucketJoinBatches,
  type BucketJoinRequest,
  bucketList,
  type BucketList,
} from './bucket-join.ts';
import { combSums, type CombSums } from './comb-sums.ts';
import { colourSignature } from './colour-signature.ts';
import { contentFlags } from './content-flags.ts';
import { joinBatches, type JoinRequest } from './hamming-join.ts';
import { hashPieces } from './hash-pieces.ts';
import { type KernelExports, instantiateKernels } from './kernel-exports.ts';
import { KernelMemory } from './kernel-memory.ts';
import { lowFrequencies } from './low-frequencies.ts';
import { cutToRgb, type CodedPlanes } from './cut-to-rgb.ts';
import { lumaOf, ncc, resizeLuma } from './luma-kernels.ts';
import { orientRaster } from './orient-raster.ts';
import { type FullSizeMeasures, measureFullSize } from './measure-full-size.ts';
import { measureRaster, type RasterMeasures } from './measure-raster.ts';
import { partSums, type PartSums } from './part-sums.ts';
import {
  lumaThumb,
  perceptualHashes,
  uprightPHashes,
} from './perceptual-hashes.ts';
import type { LumaRaster, RgbRaster } from './raster.ts';
import { reduceLuma } from './reduce-luma.ts';
import { reduceToRaster } from './reduce-to-raster.ts';
import { sharpness } from './sharpness.ts';
import type { PictureSize, ScaledLuma } from './soft-rows.ts';
import { spectralDrop } from './spectral-drop.ts';
import { type BlockCorner, windowedPower } from './windowed-power.ts';

/**
 * The kernels, bound to one wasm instance. All calls are synchronous and independent; data is
 * copied in and out, so what is handed in and what comes back belongs to the caller. Every method
 * throws a RangeError on sizes that do not fit the data. What each one computes, exactly, stands
 * at the function of the same name in this folder.
 */
export class Kernels {
  private readonly exports: KernelExports;
  private readonly memory: KernelMemory;

  constructor(exports: KernelExports) {
    this.exports = exports;
    this.memory = new KernelMemory(exports);
  }

  /** Full-size RGBA to a raster whose short side is 256–511 px (or the picture's own, if less). */
  reduceToRaster(
    rgba: Uint8Array | Uint8ClampedArray,
    widthPx: number,
    heightPx: number,
    factor?: number,
  ): RgbRaster {
    return reduceToRaster(
      this.exports,
      this.memory,
      rgba,
      widthPx,
      heightPx,
      undefined,
      factor,
    );
  }

  /** As stored → as shown. */
  orientRaster(raster: RgbRaster, orientation: ExifOrientation): RgbRaster {
    return orientRaster(raster, orientation);
  }

  /** Hashes, thumbnail, colour, flags, sharpness and border at once, for the cost of about half. */
  measureRaster(raster: RgbRaster): RasterMeasures {
    return measureRaster(this.exports, this.memory, raster);
  }

  hashes(raster: RgbRaster): PerceptualHashes {
    return perceptualHashes(this.exports, this.memory, raster);
  }

  uprightPHashes(
    raster: RgbRaster,
  ): Pick<PerceptualHashes, 'pHash64' | 'pHash256'> {
    return uprightPHashes(this.exports, this.memory, raster);
  }

  /** THUMB_SIDE² bytes of luma. */
  lumaThumb(raster: RgbRaster): Uint8Array {
    return lumaThumb(this.exports, this.memory, raster);
  }

  /** 48 bytes: Y, Cb, Cr means of a 4×4 grid. */
  colourSignature(raster: RgbRaster): Uint8Array {
    return colourSignature(this.exports, this.memory, raster);
  }

  contentFlags(raster: RgbRaster): ContentFlags {
    return contentFlags(this.exports, this.memory, raster);
  }

  /** ≥ 0; only comparable between rasters of about the same size. */
  sharpness(raster: RgbRaster): number {
    return sharpness(this.exports, this.memory, raster);
  }

  /** 0–1 from full-size RGBA, or from a central patch of it. */
  spectralDrop(
    rgba: Uint8Array | Uint8ClampedArray,
    widthPx: number,
    heightPx: number,
  ): number {
    return spectralDrop(this.exports, this.memory, rgba, widthPx, heightPx);
  }

  /** ≥ 0 from full-size RGBA, or from a central patch of it. */
  blockiness(
    rgba: Uint8Array | Uint8ClampedArray,
    widthPx: number,
    heightPx: number,
  ): number {
    return blockiness(this.exports, this.memory, rgba, widthPx, heightPx);
  }

  /** Both of these at once. */
  measureFullSize(
    rgba: Uint8Array | Uint8ClampedArray,
    widthPx: number,
    heightPx: number,
  ): FullSizeMeasures {
    return measureFullSize(this.exports, this.memory, rgba, widthPx, heightPx);
  }

  lumaOf(raster: RgbRaster): LumaRaster {
    return lumaOf(this.exports, this.memory, raster);
  }

  /** Means of blocks of factor × factor. */
  reduceLuma(luma: LumaRaster, factor: number): LumaRaster {
    return reduceLuma(this.exports, this.memory, luma, factor);
  }

  /** In place: the luma that RGB would leave of a JPEG's planes. */
  cutToRgb(planes: CodedPlanes): LumaRaster {
    return cutToRgb(this.exports, this.memory, planes);
  }

  resizeLuma(
    luma: LumaRaster,
    outWidthPx: number,
    outHeightPx: number,
  ): LumaRaster {
    return resizeLuma(this.exports, this.memory, luma, outWidthPx, outHeightPx);
  }

  /** −1…1 over the first `length` bytes. */
  ncc(a: Uint8Array, b: Uint8Array, length: number): number {
    return ncc(this.exports, this.memory, a, b, length);
  }

  /** Of each of LOW_FREQUENCIES the values of all 8×8 blocks of a grid that starts at (left, top). */
  lowFrequencies(luma: LumaRaster, left: number, top: number): Float32Array[] {
    return lowFrequencies(this.exports, this.memory, luma, left, top);
  }

  /** How near the values beyond step / 2 are to multiples of the step. */
  combSums(values: Float32Array, step: number): CombSums {
    return combSums(this.exports, this.memory, values, step);
  }

  /** How two pictures, brought to this size, differ in parts of 8 × 8 px. */
  partSums(first: ScaledLuma, second: ScaledLuma, size: PictureSize): PartSums {
    return partSums(this.exports, this.memory, first, second, size);
  }

  /** Power per frequency, 32×32 row-major, summed over these 32×32 blocks. */
  windowedPower(
    luma: LumaRaster,
    corners: readonly BlockCorner[],
  ): Float64Array {
    return windowedPower(this.exports, this.memory, luma, corners);
  }

  /** 128-bit XXH3 of all of them, as hex digits; undefined where they are less than 241 bytes. */
  hashPieces(pieces: readonly Uint8Array[]): string | undefined {
    return hashPieces(this.exports, this.memory, pieces);
  }

  /**
   * All pairs within the radius: triples (queryIndex, storedIndex, distanceBits), in batches of a few
   * ms, so that the caller can yield or stop between them.
   */
  joinBatches(request: JoinRequest): Generator<Uint32Array, void, undefined> {
    return joinBatches(this.exports, this.memory, request);
  }

  /** 64-bit codes made ready for `bucketJoinBatches`; they must not change meanwhile. */
  bucketList(codes: Uint8Array, keepsSorted: boolean): BucketList {
    return bucketList(this.exports, this.memory, codes, keepsSorted);
  }

  /** As joinBatches for many 64-bit codes: looks only where pairs can be. */
  bucketJoinBatches(
    request: BucketJoinRequest,
  ): Generator<Uint32Array, void, undefined> {
    return bucketJoinBatches(this.exports, this.memory, request);
  }
}

/** Starts the kernels from the module that the page compiled. */
export async function loadKernels(
  module: WebAssembly.Module,
): Promise<Kernels> {
  return new Kernels(await instantiateKernels(module));
}
