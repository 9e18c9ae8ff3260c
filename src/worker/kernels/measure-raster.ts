import type {
  ContentFlags,
  PerceptualHashes,
} from '../../domain/fingerprint.ts';
import { borderBox, type BorderBox } from './border-box.ts';
import { colourOfLoaded } from './colour-signature.ts';
import { flagsOfLoaded } from './content-flags.ts';
import type { KernelExports } from './kernel-exports.ts';
import type { KernelMemory } from './kernel-memory.ts';
import { type LoadedRaster, loadRaster } from './loaded-raster.ts';
import { HashSession } from './perceptual-hashes.ts';
import type { RgbRaster } from './raster.ts';
import { sharpnessOfLoaded } from './sharpness.ts';

/** All that a fingerprint takes from its raster. Each field is what the kernel of its name gives. */
export interface RasterMeasures {
  hashes: PerceptualHashes;
  /** 48 bytes. */
  colour: Uint8Array;
  /** THUMB_SIDE² bytes. */
  lumaThumb: Uint8Array;
  flags: ContentFlags;
  sharpness: number;
  /** What is inside the border, where there is one. */
  border: BorderBox | undefined;
}

/**
 * Measures a raster in one go: it is copied into the kernels' memory once, and its luma, planes
 * and resized copies are shared.
 * @throws RangeError on a raster whose data does not fit its size
 */
export function measureRaster(
  kernels: KernelExports,
  memory: KernelMemory,
  raster: RgbRaster,
): RasterMeasures {
  return measureLoaded(kernels, memory, loadRaster(kernels, memory, raster));
}

/** The same of a raster in memory. */
export function measureLoaded(
  kernels: KernelExports,
  memory: KernelMemory,
  loaded: LoadedRaster,
): RasterMeasures {
  const { widthPx, heightPx } = loaded;
  const session = new HashSession(kernels, memory, loaded);
  const hashes = session.all();
  const lumaThumb = session.lumaThumb();
  return {
    hashes,
    lumaThumb,
    colour: colourOfLoaded(kernels, memory, loaded),
    flags: flagsOfLoaded(kernels, memory, loaded),
    sharpness: sharpnessOfLoaded(kernels, memory, loaded),
    border: borderBox({
      data: memory.view(loaded.luma, widthPx * heightPx),
      widthPx,
      heightPx,
    }),
  };
}
