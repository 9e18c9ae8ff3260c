import type { QualityMeasures } from '../../domain/fingerprint.ts';
import { blockinessOf } from './blockiness.ts';
import { centralLuma, type LumaPatch } from './central-patch.ts';
import type { KernelExports } from './kernel-exports.ts';
import type { KernelMemory } from './kernel-memory.ts';
import { spectralDropOf } from './spectral-drop.ts';

/** What is measured where all pixels are there. */
export type FullSizeMeasures = Required<
  Pick<QualityMeasures, 'spectralDrop' | 'blockiness'>
>;

/**
 * Spectral drop and blockiness of the same middle patch, which is copied and turned to luma once.
 * @throws RangeError on sizes that do not fit the data
 */
export function measureFullSize(
  kernels: KernelExports,
  memory: KernelMemory,
  rgba: Uint8Array | Uint8ClampedArray,
  widthPx: number,
  heightPx: number,
): FullSizeMeasures {
  const patch = centralLuma(kernels, memory, rgba, widthPx, heightPx);
  return fullSizeOf(kernels, memory, patch);
}

/** The same of a patch in memory. */
export function fullSizeOf(
  kernels: KernelExports,
  memory: KernelMemory,
  patch: LumaPatch,
): FullSizeMeasures {
  return {
    spectralDrop: spectralDropOf(kernels, memory, patch),
    blockiness: blockinessOf(kernels, memory, patch),
  };
}
