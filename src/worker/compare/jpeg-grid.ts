import { storedFirst, swapsSides } from '../orient-pixels.ts';
import type { PictureSample } from './picture-sample.ts';

const BLOCK_PX = 8;

/** How a JPEG's 8×8 blocks lie in the picture as it is shown. */
export interface JpegGrid {
  /** Where the first whole column and row of blocks begin, 0–7 px. */
  left: number;
  top: number;
  /** Shown turned by a quarter: tables count frequencies down before those across. */
  isTransposed: boolean;
}

/**
 * The blocks begin in the corner of the stored picture's first pixel. Where a turn has brought that to
 * the right or to the bottom, what is left over by them lies at the left or at the top.
 */
export function jpegGrid({
  widthPx,
  heightPx,
  turn = 1,
}: Pick<PictureSample, 'widthPx' | 'heightPx' | 'turn'>): JpegGrid {
  const { isRight, isBottom } = storedFirst(turn);
  return {
    left: isRight ? widthPx % BLOCK_PX : 0,
    top: isBottom ? heightPx % BLOCK_PX : 0,
    isTransposed: swapsSides(turn),
  };
}
