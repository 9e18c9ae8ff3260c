/**
 * Browsers end an element at some height (Firefox at 17.9 million px, Chromium and Safari at 33.5
 * million). A list that would be taller is this tall, and scrolls as many times faster.
 */
export const TALLEST_LIST_PX = 15_000_000;

/** Rows drawn above and below what is seen, for the frames in which the browser is ahead. */
const SPARE_ROWS = 4;

/** A list of rows of one height, and the part of it that is seen. */
export interface RowView {
  count: number;
  rowPx: number;
  /** Height of what it is seen through, px. */
  viewPx: number;
  /**
   * How far the top edge of the view is below the top of the list, px on the page. Negative where
   * the list begins further down.
   */
  atPx: number;
}

/** The rows to be drawn: from `first` to before `end`. */
export interface RowWindow {
  first: number;
  end: number;
  /** Row i is to be drawn `i * rowPx + shiftPx` below the top of the list. 0 unless it is too tall. */
  shiftPx: number;
}

/** What the list takes on the page, px. */
export function listHeightPx({
  count,
  rowPx,
}: Pick<RowView, 'count' | 'rowPx'>): number {
  return Math.min(count * rowPx, TALLEST_LIST_PX);
}

/** The rows that a view shows, with some to spare. */
export function rowWindow(view: RowView): RowWindow {
  const { count, rowPx, viewPx } = view;
  const seenPx = clamp(view.atPx, 0, listHeightPx(view) - viewPx);
  const fromPx = seenPx * scaleOf(view);
  return {
    first: clamp(Math.floor(fromPx / rowPx) - SPARE_ROWS, 0, count),
    end: clamp(Math.ceil((fromPx + viewPx) / rowPx) + SPARE_ROWS, 0, count),
    shiftPx: seenPx - fromPx,
  };
}

/** Where the view must stand so that a row is seen whole; where it is if that is so. */
export function placeToSee(
  view: RowView,
  index: number,
  block: 'nearest' | 'center' = 'nearest',
): number {
  const { rowPx, viewPx } = view;
  const scale = scaleOf(view);
  const fromPx = view.atPx * scale;
  const topPx = index * rowPx;
  const isSeen = topPx >= fromPx && topPx + rowPx <= fromPx + viewPx;
  if (block === 'nearest' && isSeen) return view.atPx;
  const nearest = topPx < fromPx ? topPx : topPx + rowPx - viewPx;
  const wanted = block === 'center' ? topPx + (rowPx - viewPx) / 2 : nearest;
  return clamp(wanted / scale, 0, listHeightPx(view) - viewPx);
}

/** Px of rows for each px scrolled: 1 unless the list is too tall. */
function scaleOf(view: RowView): number {
  const { count, rowPx, viewPx } = view;
  const heightPx = listHeightPx(view);
  return count * rowPx > heightPx
    ? (count * rowPx - viewPx) / (heightPx - viewPx)
    : 1;
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}
