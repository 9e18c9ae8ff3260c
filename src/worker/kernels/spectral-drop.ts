import { centralLuma, type LumaPatch } from './central-patch.ts';
import type { KernelExports } from './kernel-exports.ts';
import type { KernelMemory } from './kernel-memory.ts';

const BLOCK_PX = 32;
const BLOCK_AREA = BLOCK_PX * BLOCK_PX;

/** Spectra of the most textured quarter of the blocks, but of at least this many. */
const MIN_BLOCKS = 4;

/** Bands as fractions of the Nyquist frequency, by distance from zero. */
const MID_BAND = { from: 0.2, to: 0.45 };
const HIGH_BAND = { from: 0.75, to: 1.2 };

/**
 * High-band power that a picture of its own resolution has at least, relative to the mid band
 * (−15 dB). Camera pictures were measured between −7 and −23 dB, enlarged ones around −27.
 */
const EXPECTED_RATIO = 10 ** -1.5;

/** Mean mid-band power below which a block has no texture to judge by (about 1 grey level). */
const MIN_MID_POWER = 20;

/** Places of a band in a spectrum, row by row. */
function bandPlaces(band: { from: number; to: number }): number[] {
  const places: number[] = [];
  for (let v = 0; v < BLOCK_PX; v++) {
    for (let u = 0; u < BLOCK_PX; u++) {
      const radius = Math.hypot(u, v) / BLOCK_PX;
      if (radius >= band.from && radius < band.to)
        places.push(v * BLOCK_PX + u);
    }
  }
  return places;
}

const MID_PLACES = bandPlaces(MID_BAND);
const HIGH_PLACES = bandPlaces(HIGH_BAND);

function meanAt(power: Float32Array, places: readonly number[]): number {
  let sum = 0;
  for (const place of places) sum += power[place]!;
  return sum / places.length;
}

/** Offsets of the most textured blocks of the patch. */
function texturedBlocks(kernels: KernelExports, patch: LumaPatch): number[] {
  const blocks: { offset: number; texture: number }[] = [];
  for (let y = 0; y + BLOCK_PX <= patch.heightPx; y += BLOCK_PX) {
    for (let x = 0; x + BLOCK_PX <= patch.widthPx; x += BLOCK_PX) {
      const offset = patch.offset + y * patch.stride + x;
      // wasm hands u32 over as a signed number
      const texture = kernels.blockTexture(offset, patch.stride) >>> 0;
      blocks.push({ offset, texture });
    }
  }
  blocks.sort((a, b) => b.texture - a.texture);
  const count = Math.max(MIN_BLOCKS, Math.floor(blocks.length / 4));
  return blocks.slice(0, count).map((block) => block.offset);
}

/** The spectral drop of a patch in memory. */
export function spectralDropOf(
  kernels: KernelExports,
  memory: KernelMemory,
  patch: LumaPatch,
): number {
  const offsets = texturedBlocks(kernels, patch);
  if (offsets.length < MIN_BLOCKS) return 0;
  const power = memory.take(BLOCK_AREA * 4);
  const temp = memory.take(BLOCK_AREA * 4);
  memory.clear(power, BLOCK_AREA * 4);
  for (const offset of offsets) {
    kernels.addBlockSpectrum(offset, patch.stride, power, temp);
  }
  const spectrum = memory.readF32(power, BLOCK_AREA);
  const mid = meanAt(spectrum, MID_PLACES);
  if (mid / offsets.length < MIN_MID_POWER) return 0;
  const ratio = meanAt(spectrum, HIGH_PLACES) / mid;
  return 1 - Math.min(1, ratio / EXPECTED_RATIO);
}

/**
 * Share of the high-frequency energy expected at full size that is missing, 0–1: above about 0.88
 * the picture was probably enlarged (or is out of focus everywhere), well below for one sharp at
 * its own size. From the most textured blocks of the middle 512 px. 0, which accuses nobody,
 * where there are fewer than 4 blocks of 32 px or no texture.
 * @throws RangeError on sizes that do not fit the data
 */
export function spectralDrop(
  kernels: KernelExports,
  memory: KernelMemory,
  rgba: Uint8Array | Uint8ClampedArray,
  widthPx: number,
  heightPx: number,
): number {
  const patch = centralLuma(kernels, memory, rgba, widthPx, heightPx);
  return spectralDropOf(kernels, memory, patch);
}
