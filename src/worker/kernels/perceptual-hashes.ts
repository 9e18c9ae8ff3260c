import { type PerceptualHashes, THUMB_SIDE } from '../../domain/fingerprint.ts';
import type { KernelExports } from './kernel-exports.ts';
import type { KernelMemory } from './kernel-memory.ts';
import { lanczosResize, type LumaInMemory } from './lanczos-resize.ts';
import { checkRgb, type RgbRaster } from './raster.ts';

/** True for the all-zero hash that stands for "this picture has none". It equals nothing. */
export function isMissingHash(hash: Uint8Array): boolean {
  return hash.every((byte) => byte === 0);
}

/** Hash sides: 8 → 64 bits, 16 → 256 bits. */
type HashSide = 8 | 16;

/** imagehash's picture side for the DCT is four times the hash side. */
const DCT_OVERSAMPLING = 4;

/** Computes hashes of one raster with the kernels; each method takes and frees what it needs. */
class HashSession {
  private readonly kernels: KernelExports;
  private readonly memory: KernelMemory;
  private readonly luma: LumaInMemory;

  constructor(
    kernels: KernelExports,
    memory: KernelMemory,
    luma: LumaInMemory,
  ) {
    this.kernels = kernels;
    this.memory = memory;
    this.luma = luma;
  }

  /** Resizes the luma; returns the offset of the result. */
  resize(outWidth: number, outHeight: number): number {
    return lanczosResize(
      this.kernels,
      this.memory,
      this.luma,
      outWidth,
      outHeight,
    );
  }

  aHash(side: HashSide): Uint8Array {
    const out = this.memory.take((side * side) / 8);
    this.kernels.averageHash(this.resize(side, side), side, out);
    return this.memory.read(out, (side * side) / 8);
  }

  dHash(side: HashSide): Uint8Array {
    const out = this.memory.take((side * side) / 8);
    this.kernels.differenceHash(this.resize(side + 1, side), side, out);
    return this.memory.read(out, (side * side) / 8);
  }

  /** The eight dihedral pHashes, one after the other. */
  pHashes(side: HashSide): Uint8Array {
    const big = side * DCT_OVERSAMPLING;
    const out = this.memory.take(side * side);
    const scratch = this.memory.take(this.kernels.dctScratchBytes(side));
    this.kernels.dctHashes(this.resize(big, big), side, out, scratch);
    return this.memory.read(out, side * side);
  }

  /** Both sizes at once: they share the pyramid. */
  wHashes(): { wHash64: Uint8Array; wHash256: Uint8Array } {
    const shortSide = Math.min(this.luma.widthPx, this.luma.heightPx);
    if (shortSide < 8) {
      return { wHash64: new Uint8Array(8), wHash256: new Uint8Array(32) };
    }
    const scale = 2 ** (31 - Math.clz32(shortSide));
    const out64 = this.memory.take(8);
    const out256 = this.memory.take(32);
    const scratch = this.memory.take(this.kernels.haarScratchBytes(scale));
    this.memory.clear(out256, 32);
    const square = this.resize(scale, scale);
    this.kernels.haarHashes(square, scale, out64, out256, scratch);
    return {
      wHash64: this.memory.read(out64, 8),
      wHash256: this.memory.read(out256, 32),
    };
  }
}

function loadLuma(
  kernels: KernelExports,
  memory: KernelMemory,
  raster: RgbRaster,
): { rgb: number; luma: LumaInMemory } {
  checkRgb(raster);
  const { data, widthPx, heightPx } = raster;
  memory.reset();
  const rgb = memory.put(data);
  const offset = memory.take(widthPx * heightPx);
  kernels.rgbToLuma(rgb, offset, widthPx * heightPx);
  return { rgb, luma: { offset, widthPx, heightPx } };
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
  const { rgb, luma } = loadLuma(kernels, memory, raster);
  const session = new HashSession(kernels, memory, luma);
  const pdq = memory.take(32);
  const pdqScratch = memory.take(
    kernels.pdqScratchBytes(raster.widthPx, raster.heightPx),
  );
  const pdqQuality = kernels.pdqHash(
    rgb,
    raster.widthPx,
    raster.heightPx,
    pdq,
    pdqScratch,
  );
  const dihedralPHash64 = session.pHashes(8);
  const dihedralPHash256 = session.pHashes(16);
  return {
    pHash64: dihedralPHash64.slice(0, 8),
    pHash256: dihedralPHash256.slice(0, 32),
    pdq256: memory.read(pdq, 32),
    pdqQuality,
    aHash64: session.aHash(8),
    aHash256: session.aHash(16),
    dHash64: session.dHash(8),
    dHash256: session.dHash(16),
    ...session.wHashes(),
    dihedralPHash64,
    dihedralPHash256,
  };
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
  const { luma } = loadLuma(kernels, memory, raster);
  const session = new HashSession(kernels, memory, luma);
  return {
    pHash64: session.pHashes(8).slice(0, 8),
    pHash256: session.pHashes(16).slice(0, 32),
  };
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
  const { luma } = loadLuma(kernels, memory, raster);
  const session = new HashSession(kernels, memory, luma);
  const thumb = session.resize(THUMB_SIDE, THUMB_SIDE);
  return memory.read(thumb, THUMB_SIDE * THUMB_SIDE);
}
