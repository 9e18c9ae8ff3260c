import type { ExifOrientation } from '../../domain/fingerprint.ts';
import type { LumaRaster } from '../kernels/raster.ts';

/** A picture as fine as it is, or reduced by a whole number. */
export interface FinePicture {
  luma: LumaRaster;
  /** Its whole size in pixels of `luma`, whose last column and row may stand for a part of one. */
  spanX: number;
  spanY: number;
}

/** What the second look takes of one picture. All of it upright. */
export interface PictureSample {
  /** The whole picture, long side ≤ 512 px. */
  luma: LumaRaster;
  /** The whole picture, long side ≤ 2048 px. */
  fine: FinePicture;
  /**
   * Its middle at full size, ≤ 512 px a side, starting at multiples of 8 px. Absent where the
   * picture is too large to be decoded whole for it.
   */
  patch?: LumaRaster;
  /** Full size. */
  widthPx: number;
  heightPx: number;
  /**
   * Steps of the luma frequencies as the file's own table gives them, as the picture is shown, 64
   * row-major (vertical frequency first); JPEG only.
   */
  steps?: readonly number[];
  /** What turned the picture as stored into what is shown; absent where nothing did. */
  turn?: ExifOrientation;
}

/** A picture that was decoded whole. */
export interface PatchedSample extends PictureSample {
  patch: LumaRaster;
}

export function hasPatch(sample: PictureSample): sample is PatchedSample {
  return sample.patch !== undefined;
}

const FINE_SIDE_PX = 2048;

/** By how much a picture of this size is reduced to be looked at in its parts. */
export function fineFactor(widthPx: number, heightPx: number): number {
  return Math.ceil(Math.max(widthPx, heightPx) / FINE_SIDE_PX);
}

const PATCH_SIDE_PX = 512;
/** Keeps JPEG's blocks in place. */
const GRID_PX = 8;

function startOf(size: number, patch: number): number {
  return Math.floor((size - patch) / 2 / GRID_PX) * GRID_PX;
}

/** Where the middle of a picture of this size lies. */
function middleOf(widthPx: number, heightPx: number) {
  const patchWidth = Math.min(widthPx, PATCH_SIDE_PX);
  const patchHeight = Math.min(heightPx, PATCH_SIDE_PX);
  return {
    patchWidth,
    patchHeight,
    left: startOf(widthPx, patchWidth),
    top: startOf(heightPx, patchHeight),
  };
}

/** Where the patch begins in its picture, px. */
export function startOfPatch({ widthPx, heightPx }: PictureSample): {
  left: number;
  top: number;
} {
  const { left, top } = middleOf(widthPx, heightPx);
  return { left, top };
}

/** Luma (JFIF) of the middle of a full-size RGBA picture. Alpha is ignored. */
export function middlePatch(
  rgba: Uint8Array | Uint8ClampedArray,
  widthPx: number,
  heightPx: number,
): LumaRaster {
  const { patchWidth, patchHeight, left, top } = middleOf(widthPx, heightPx);
  const data = new Uint8Array(patchWidth * patchHeight);
  for (let y = 0; y < patchHeight; y += 1) {
    let from = ((top + y) * widthPx + left) * 4;
    for (let x = 0; x < patchWidth; x += 1) {
      data[y * patchWidth + x] =
        0.299 * (rgba[from] ?? 0) +
        0.587 * (rgba[from + 1] ?? 0) +
        0.114 * (rgba[from + 2] ?? 0) +
        0.5;
      from += 4;
    }
  }
  return { data, widthPx: patchWidth, heightPx: patchHeight };
}

/** The middle of a full-size picture that is luma already; a copy. */
export function middleOfLuma(luma: LumaRaster): LumaRaster {
  const { patchWidth, patchHeight, left, top } = middleOf(
    luma.widthPx,
    luma.heightPx,
  );
  const data = new Uint8Array(patchWidth * patchHeight);
  for (let y = 0; y < patchHeight; y += 1) {
    const from = (top + y) * luma.widthPx + left;
    data.set(luma.data.subarray(from, from + patchWidth), y * patchWidth);
  }
  return { data, widthPx: patchWidth, heightPx: patchHeight };
}
