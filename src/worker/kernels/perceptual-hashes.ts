import { type PerceptualHashes, THUMB_SIDE } from '../../domain/fingerprint.ts';
import type { KernelExports } from './kernel-exports.ts';
import type { KernelMemory } from './kernel-memory.ts';
import {
  lanczosResize,
  layOutLuma,
  type LumaInMemory,
} from './lanczos-resize.ts';
import { type LoadedRaster, loadRaster } from './loaded-raster.ts';
import type { RgbRaster } from './raster.ts';

/** True for the all-zero hash that stands for "this picture has none". It equals nothing. */
export function isMissingHash(hash: Uint8Array): boolean {
  return hash.every((byte) => byte === 0);
}

/** Hash sides: 8 → 64 bits, 16 → 256 bits. */
type HashSide = 8 | 16;

/** imagehash's picture side for the DCT is four times the hash side. */
const DCT_OVERSAMPLING = 4;

/**
 * Computes hashes of one raster in memory. Sizes that several of them want are made once, so all
 * methods belong to one operation: nothing may reset the memory between them.
 */
export class HashSession {
  private readonly kernels: KernelExports;
  private readonly memory: KernelMemory;
  private readonly raster: LoadedRaster;
  private readonly luma: LumaInMemory;
  private readonly resized = new Map<number, number>();

  constructor(
    kernels: KernelExports,
    memory: KernelMemory,
    raster: LoadedRaster,
  ) {
    const { luma, widthPx, heightPx } = raster;
    this.kernels = kernels;
    this.memory = memory;
    this.raster = raster;
    this.luma = layOutLuma(kernels, memory, luma, widthPx, heightPx);
  }

  /** Resizes the luma; returns the offset of the result. */
  private resize(outWidth: number, outHeight: number): number {
    return lanczosResize(
      this.kernels,
      this.memory,
      this.luma,
      outWidth,
      outHeight,
    );
  }

  private square(side: number): number {
    const known = this.resized.get(side);
    if (known !== undefined) return known;
    const offset = this.resize(side, side);
    this.resized.set(side, offset);
    return offset;
  }

  /** THUMB_SIDE² bytes of luma. */
  lumaThumb(): Uint8Array {
    return this.memory.read(this.square(THUMB_SIDE), THUMB_SIDE * THUMB_SIDE);
  }

  all(): PerceptualHashes {
    const dihedralPHash64 = this.pHashes(8);
    const dihedralPHash256 = this.pHashes(16);
    return {
      pHash64: dihedralPHash64.slice(0, 8),
      pHash256: dihedralPHash256.slice(0, 32),
      ...this.pdq(),
      aHash64: this.aHash(8),
      aHash256: this.aHash(16),
      dHash64: this.dHash(8),
      dHash256: this.dHash(16),
      ...this.wHashes(),
      dihedralPHash64,
      dihedralPHash256,
    };
  }

  private pdq(): { pdq256: Uint8Array; pdqQuality: number } {
    const { pixels, pixelBytes, widthPx, heightPx } = this.raster;
    const out = this.memory.take(32);
    const scratch = this.memory.take(
      this.kernels.pdqScratchBytes(widthPx, heightPx),
    );
    const pdqQuality = this.kernels.pdqHash(
      pixels,
      pixelBytes,
      widthPx,
      heightPx,
      out,
      scratch,
    );
    return { pdq256: this.memory.read(out, 32), pdqQuality };
  }

  private aHash(side: HashSide): Uint8Array {
    const out = this.memory.take((side * side) / 8);
    this.kernels.averageHash(this.square(side), side, out);
    return this.memory.read(out, (side * side) / 8);
  }

  private dHash(side: HashSide): Uint8Array {
    const out = this.memory.take((side * side) / 8);
    this.kernels.differenceHash(this.resize(side + 1, side), side, out);
    return this.memory.read(out, (side * side) / 8);
  }

  /** What all() has under these names. */
  uprightPHashes(): Pick<PerceptualHashes, 'pHash64' | 'pHash256'> {
    return {
      pHash64: this.pHashes(8).slice(0, 8),
      pHash256: this.pHashes(16).slice(0, 32),
    };
  }

  /** The eight dihedral pHashes, one after the other. */
  private pHashes(side: HashSide): Uint8Array {
    const big = side * DCT_OVERSAMPLING;
    const out = this.memory.take(side * side);
    const scratch = this.memory.take(this.kernels.dctScratchBytes(side));
    this.kernels.dctHashes(this.square(big), side, out, scratch);
    return this.memory.read(out, side * side);
  }

  /** Both sizes at once: they share the pyramid. */
  private wHashes(): { wHash64: Uint8Array; wHash256: Uint8Array } {
    const shortSide = Math.min(this.luma.widthPx, this.luma.heightPx);
    if (shortSide < 8) {
      return { wHash64: new Uint8Array(8), wHash256: new Uint8Array(32) };
    }
    const scale = 2 ** (31 - Math.clz32(shortSide));
    const out64 = this.memory.take(8);
    const out256 = this.memory.take(32);
    const scratch = this.memory.take(this.kernels.haarScratchBytes(scale));
    this.memory.clear(out256, 32);
    const square = this.square(scale);
    this.kernels.haarHashes(square, scale, out64, out256, scratch);
    return {
      wHash64: this.memory.read(out64, 8),
      wHash256: this.memory.read(out256, 32),
    };
  }
}

/**
 * All hashes of an upright raster. aHash, dHash, pHash, wHash equal Python imagehash 4.3.2 on
 * Pillow 9.4, PDQ equals Meta's C++ reference, both exactly on equal pixels. (Pillow 13 resizes
 * some tall pictures vertically first, which changes a few bits.) Where the picture is too small
 * for a hash (wHash: shorter side under the hash side; PDQ: under 5 px) the hash is all zero: see
 * isMissingHash.
 * @throws RangeError on a raster whose data does not fit its size
 */
export function perceptualHashes(
  kernels: KernelExports,
  memory: KernelMemory,
  raster: RgbRaster,
): PerceptualHashes {
  const loaded = loadRaster(kernels, memory, raster);
  return new HashSession(kernels, memory, loaded).all();
}

/**
 * The upright pHashes alone, as in perceptualHashes, in a third of its time.
 * @throws RangeError on a raster whose data does not fit its size
 */
export function uprightPHashes(
  kernels: KernelExports,
  memory: KernelMemory,
  raster: RgbRaster,
): Pick<PerceptualHashes, 'pHash64' | 'pHash256'> {
  const loaded = loadRaster(kernels, memory, raster);
  return new HashSession(kernels, memory, loaded).uprightPHashes();
}

/**
 * The stored thumbnail: luma by LANCZOS to THUMB_SIDE², aspect not kept.
 * @throws RangeError on a raster whose data does not fit its size
 */
export function lumaThumb(
  kernels: KernelExports,
  memory: KernelMemory,
  raster: RgbRaster,
): Uint8Array {
  const loaded = loadRaster(kernels, memory, raster);
  return new HashSession(kernels, memory, loaded).lumaThumb();
}
