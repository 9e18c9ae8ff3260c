import type { KernelExports } from './kernel-exports.ts';
import type { KernelMemory } from './kernel-memory.ts';
import type { LumaRaster } from './raster.ts';

/** Side of a part, px. */
export const PART_PX = 8;
/** So many rows more on each side are weighed for the rows of a part. */
const REACH = 2;
/** Rows that a row of parts takes. */
const ROWS = PART_PX + 2 * REACH;

/** A picture, and how many of its pixels, along each side, make one that is compared. */
export interface ScaledLuma {
  luma: LumaRaster;
  scaleX: number;
  scaleY: number;
}

export interface PictureSize {
  widthPx: number;
  heightPx: number;
}

/**
 * The rows of a picture as `partSums` takes them: brought to a size, smoothed along themselves, twelve at
 * a time. Each row is made once.
 */
export class SoftRows {
  private readonly kernels: KernelExports;
  private readonly memory: KernelMemory;
  private readonly picture: ScaledLuma;
  private readonly size: PictureSize;
  private readonly isScaled: boolean;
  /** Where these lie: a row of the picture, its sum with others, a row that is compared, the soft ones. */
  private readonly levels: number;
  private readonly sums: number;
  private readonly row: number;
  private readonly soft: number;
  private readonly softBytes: number;
  /** The part rows that lie there. */
  private top = Number.NEGATIVE_INFINITY;

  constructor(
    kernels: KernelExports,
    memory: KernelMemory,
    picture: ScaledLuma,
    size: PictureSize,
  ) {
    this.kernels = kernels;
    this.memory = memory;
    this.picture = picture;
    this.size = size;
    const { luma, scaleX, scaleY } = picture;
    this.isScaled =
      scaleX !== 1 ||
      scaleY !== 1 ||
      luma.widthPx !== size.widthPx ||
      luma.heightPx !== size.heightPx;
    this.softBytes = kernels.softRowBytes(size.widthPx);
    this.levels = memory.take(luma.widthPx);
    this.sums = memory.take(luma.widthPx * Float32Array.BYTES_PER_ELEMENT);
    this.row = memory.take(kernels.partRowBytes(size.widthPx));
    this.soft = memory.take(ROWS * this.softBytes);
  }

  /** Where the rows lie now that the parts of this row of pixels take. Never goes up. */
  from(top: number): number {
    const kept = Math.max(0, ROWS - (top - this.top));
    const first = this.soft + (ROWS - kept) * this.softBytes;
    const bytes = kept * this.softBytes;
    this.memory.write(this.soft, this.memory.view(first, bytes));
    for (let at = kept; at < ROWS; at++) this.soften(top - REACH + at, at);
    this.top = top;
    return this.soft;
  }

  /** Puts a row, or the one that is mirrored there, into a place of the twelve. */
  private soften(y: number, place: number): void {
    const { widthPx, heightPx } = this.size;
    const last = heightPx - 1;
    const inside = y < 0 ? -1 - y : y > last ? 2 * last + 1 - y : y;
    if (this.isScaled) this.boxRow(inside);
    else {
      this.write(inside);
      this.kernels.spreadPartRow(this.levels, widthPx, this.row);
    }
    const soft = this.soft + place * this.softBytes;
    this.kernels.softenPartRow(this.row, widthPx, soft);
  }

  /** The mean of as many rows and columns as the scale says. */
  private boxRow(y: number): void {
    const { luma, scaleX, scaleY } = this.picture;
    const begin = y * scaleY;
    const end = Math.min(luma.heightPx, begin + scaleY);
    const width = luma.widthPx;
    this.memory.clear(this.sums, width * Float32Array.BYTES_PER_ELEMENT);
    for (let from = Math.floor(begin); from < end; from++) {
      const covered = Math.min(end, from + 1) - Math.max(begin, from);
      this.write(from);
      const weight = covered / (end - begin);
      this.kernels.addPartRow(this.levels, width, weight, this.sums);
    }
    const { widthPx } = this.size;
    this.kernels.boxPartRow(this.sums, width, scaleX, widthPx, this.row);
  }

  private write(y: number): void {
    const { data, widthPx } = this.picture.luma;
    const row = data.subarray(y * widthPx, (y + 1) * widthPx);
    this.memory.write(this.levels, row);
  }
}
