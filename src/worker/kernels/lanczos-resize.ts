import type { KernelExports } from './kernel-exports.ts';
import type { KernelMemory } from './kernel-memory.ts';

/** One byte per pixel, in the kernels' memory. */
export interface LumaInMemory {
  offset: number;
  /** The same laid out by lanczosPairs, once for all sizes. */
  pairs: number;
  widthPx: number;
  heightPx: number;
}

/** Makes a picture in the kernels' memory ready to be resized. */
export function layOutLuma(
  kernels: KernelExports,
  memory: KernelMemory,
  offset: number,
  widthPx: number,
  heightPx: number,
): LumaInMemory {
  const pairs = memory.take(kernels.lanczosPairsBytes(widthPx, heightPx));
  kernels.lanczosPairs(offset, widthPx, heightPx, pairs);
  return { offset, pairs, widthPx, heightPx };
}

/** More than any axis has pixels. */
const SIZES = 2 ** 26;

/**
 * Weight tables by size of axis, in the kernels' lasting memory. Photos of one camera share their
 * sizes, and building the tables of one fingerprint takes as long as all its resizing. When the
 * area is full it is begun anew.
 */
class TableShelf {
  private readonly tables = new Map<number, number>();
  private readonly kernels: KernelExports;
  private next: number;
  private readonly end: number;

  constructor(kernels: KernelExports) {
    this.kernels = kernels;
    this.next = kernels.lastingBase();
    this.end = this.next + kernels.lastingBytes();
  }

  /** Room for this many tables at once, so that taking the second never drops the first. */
  reserve(bytes: number): boolean {
    if (this.next + bytes > this.end) {
      this.tables.clear();
      this.next = this.kernels.lastingBase();
    }
    return this.next + bytes <= this.end;
  }

  table(inSize: number, outSize: number): number {
    const key = inSize * SIZES + outSize;
    const known = this.tables.get(key);
    if (known !== undefined) return known;
    const offset = this.next;
    this.kernels.lanczosTable(offset, inSize, outSize);
    this.tables.set(key, offset);
    this.next += aligned(this.kernels.lanczosTableBytes(inSize, outSize));
    return offset;
  }
}

/** By instance of the kernels: the lasting memory is its own. */
const shelves = new WeakMap<KernelExports, TableShelf>();

function shelfOf(kernels: KernelExports): TableShelf {
  const shelf = shelves.get(kernels) ?? new TableShelf(kernels);
  shelves.set(kernels, shelf);
  return shelf;
}

function aligned(bytes: number): number {
  return (bytes + 15) & ~15;
}

/** Resizes as Pillow's 8-bit LANCZOS does, bit for bit. Returns the offset of the result. */
export function lanczosResize(
  kernels: KernelExports,
  memory: KernelMemory,
  { offset, pairs, widthPx, heightPx }: LumaInMemory,
  outWidthPx: number,
  outHeightPx: number,
): number {
  const target = memory.take(outWidthPx * outHeightPx);
  const scratch = memory.take(
    kernels.lanczosScratchBytes(heightPx, outWidthPx),
  );
  const [horizontal, vertical] = tables(
    kernels,
    memory,
    [widthPx, outWidthPx],
    [heightPx, outHeightPx],
  );
  kernels.lanczosResize(
    offset,
    pairs,
    widthPx,
    heightPx,
    target,
    outWidthPx,
    outHeightPx,
    scratch,
    horizontal,
    vertical,
  );
  return target;
}

type Axis = [inSize: number, outSize: number];

function tables(
  kernels: KernelExports,
  memory: KernelMemory,
  horizontal: Axis,
  vertical: Axis,
): [number, number] {
  const axes = [horizontal, vertical];
  const bytes = axes.map((axis) => aligned(kernels.lanczosTableBytes(...axis)));
  const shelf = shelfOf(kernels);
  if (shelf.reserve((bytes[0] ?? 0) + (bytes[1] ?? 0))) {
    return [shelf.table(...horizontal), shelf.table(...vertical)];
  }
  // A picture so long that its tables do not fit: built for this one call.
  const [first = 0, second = 0] = axes.map((axis, at) => {
    const table = memory.take(bytes[at] ?? 0);
    kernels.lanczosTable(table, ...axis);
    return table;
  });
  return [first, second];
}
