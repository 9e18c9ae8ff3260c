import type { Kernels } from '../kernels/load-kernels.ts';
import type { PatchedSample } from './picture-sample.ts';

/**
 * The low frequencies of one picture's patch, computed once for each grid that is asked for. It
 * lives as long as the look at one pair: a grid of a patch of 512 px takes 330 kB.
 */
export class PatchFrequencies {
  readonly sample: PatchedSample;
  private readonly kernels: Kernels;
  private readonly grids = new Map<number, readonly Float32Array[]>();

  constructor(kernels: Kernels, sample: PatchedSample) {
    this.kernels = kernels;
    this.sample = sample;
  }

  /**
   * Of each of LOW_FREQUENCIES the values of all blocks of the grid that starts at (left, top).
   * @param left 0–7, px
   * @param top 0–7, px
   */
  onGrid(left: number, top: number): readonly Float32Array[] {
    const key = top * 8 + left;
    const known = this.grids.get(key);
    if (known !== undefined) return known;
    const values = this.kernels.lowFrequencies(this.sample.patch, left, top);
    this.grids.set(key, values);
    return values;
  }
}
