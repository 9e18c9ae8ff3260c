import type { LumaRaster } from './raster.ts';

/** The part of a picture inside its border, px; right and bottom are just outside. */
export interface BorderBox {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Levels around a border's own within which a pixel belongs to it: JPEG's ringing stays inside. */
const SAME_LEVELS = 12;
/** The outermost and the innermost line of a border are of one level in this part at least… */
const BORDER_SHARE = 0.95;
/** …those between in this: a screen's clock and buttons, or a signature, stand on the border. */
const MARKED_SHARE = 0.7;
/** What is left must be at least this part of each side. */
const LEAST_LEFT = 0.2;
/** A border takes at least this part of a side, both ends together. */
const LEAST_BORDER = 0.02;
/** A frame inside bars inside a screen. */
const MOST_LAYERS = 3;

interface Line {
  /** Share of the line within SAME_LEVELS of the level. */
  shareNear(level: number): number;
  median(): number;
}

/** A row or a column of the raster, inside a box. */
function lineOf(
  { data, widthPx }: LumaRaster,
  isRow: boolean,
  at: number,
  from: number,
  to: number,
): Line {
  const start = isRow ? at * widthPx + from : from * widthPx + at;
  const step = isRow ? 1 : widthPx;
  const count = to - from;
  return {
    shareNear(level) {
      let near = 0;
      for (let i = 0, place = start; i < count; i += 1, place += step) {
        if (Math.abs((data[place] ?? 0) - level) <= SAME_LEVELS) near += 1;
      }
      return near / count;
    },
    median() {
      const counts = new Uint32Array(256);
      for (let i = 0, place = start; i < count; i += 1, place += step) {
        const value = data[place] ?? 0;
        counts[value] = (counts[value] ?? 0) + 1;
      }
      let seen = 0;
      return counts.findIndex((here) => {
        seen += here;
        return seen * 2 >= count;
      });
    },
  };
}

/** Lines of one level from an edge inwards. @param step 1 from the start, −1 from the end */
function borderDepth(
  lineAt: (at: number) => Line,
  size: number,
  step: 1 | -1,
): number {
  const first = step === 1 ? 0 : size - 1;
  const outer = lineAt(first);
  const level = outer.median();
  if (outer.shareNear(level) < BORDER_SHARE) return 0;
  let depth = 1;
  for (let at = 1; at < size; at += 1) {
    const share = lineAt(first + step * at).shareNear(level);
    if (share >= BORDER_SHARE) depth = at + 1;
    else if (share < MARKED_SHARE) break;
  }
  return depth;
}

/** Takes one layer of border off, above and below first. */
function peel(luma: LumaRaster, box: BorderBox): BorderBox {
  const row = (at: number): Line =>
    lineOf(luma, true, box.top + at, box.left, box.right);
  const height = box.bottom - box.top;
  const top = box.top + borderDepth(row, height, 1);
  const bottom = box.bottom - borderDepth(row, height, -1);
  if (bottom <= top) return box;
  const column = (at: number): Line =>
    lineOf(luma, false, box.left + at, top, bottom);
  const width = box.right - box.left;
  const left = box.left + borderDepth(column, width, 1);
  const right = box.right - borderDepth(column, width, -1);
  return right <= left ? box : { left, top, right, bottom };
}

/**
 * Finds a border of one level around a picture: a printed border, the bars of a letterbox, the
 * screen around a photo. Lines are taken off from each edge while they are of the edge's level; some
 * of them may carry marks, if plain ones follow.
 * @returns undefined when it takes under 2 % of both sides, or leaves next to nothing
 */
export function borderBox(luma: LumaRaster): BorderBox | undefined {
  const { widthPx, heightPx } = luma;
  let box: BorderBox = { left: 0, top: 0, right: widthPx, bottom: heightPx };
  for (let layer = 0; layer < MOST_LAYERS; layer += 1) {
    const inner = peel(luma, box);
    const isDone =
      inner.left === box.left &&
      inner.top === box.top &&
      inner.right === box.right &&
      inner.bottom === box.bottom;
    if (isDone) break;
    box = inner;
  }
  const across = (box.right - box.left) / widthPx;
  const down = (box.bottom - box.top) / heightPx;
  if (Math.min(across, down) < LEAST_LEFT) return undefined;
  return Math.min(across, down) > 1 - LEAST_BORDER ? undefined : box;
}
