import { describe, expect, it } from 'vitest';
import {
  TALLEST_LIST_PX,
  listHeightPx,
  placeToSee,
  rowWindow,
  type RowView,
} from './row-window.ts';

const LIST: RowView = { count: 1000, rowPx: 88, viewPx: 600, atPx: 0 };
/** Eight times as tall as a browser draws. */
const TALL: RowView = { count: 1_400_000, rowPx: 88, viewPx: 600, atPx: 0 };

/** The rows of which a part is seen, by where each is drawn. */
function seen(view: RowView): number[] {
  const { first, end, shiftPx } = rowWindow(view);
  const rows: number[] = [];
  for (let row = first; row < end; row += 1) {
    const topPx = row * view.rowPx + shiftPx - view.atPx;
    if (topPx < view.viewPx && topPx + view.rowPx > 0) rows.push(row);
  }
  return rows;
}

describe('rowWindow', () => {
  it('draws what is seen and some rows around it', () => {
    const { first, end, shiftPx } = rowWindow({ ...LIST, atPx: 8800 });
    expect(first).toBeLessThan(100);
    expect(first).toBeGreaterThan(90);
    expect(end).toBeGreaterThan(106);
    expect(end).toBeLessThan(117);
    expect(shiftPx).toBe(0);
    expect(seen({ ...LIST, atPx: 8800 })).toEqual([
      100, 101, 102, 103, 104, 105, 106,
    ]);
  });

  it('stays within the list at both ends', () => {
    expect(rowWindow(LIST).first).toBe(0);
    expect(rowWindow({ ...LIST, atPx: 88_000 }).end).toBe(1000);
    expect(rowWindow({ ...LIST, count: 3 })).toEqual({
      first: 0,
      end: 3,
      shiftPx: 0,
    });
    expect(rowWindow({ ...LIST, count: 0 })).toEqual({
      first: 0,
      end: 0,
      shiftPx: 0,
    });
  });

  it('draws the first rows while the list begins below the view', () => {
    expect(rowWindow({ ...LIST, atPx: -5000 }).first).toBe(0);
  });

  it('fills the view at every place of a list too tall for a browser', () => {
    expect(listHeightPx(TALL)).toBe(TALLEST_LIST_PX);
    const end = TALLEST_LIST_PX - TALL.viewPx;
    for (const atPx of [0, 1, 37, 1e5, 7_499_999, end - 11, end]) {
      const rows = seen({ ...TALL, atPx });
      expect(rows.length).toBeGreaterThanOrEqual(7);
    }
    expect(seen(TALL)[0]).toBe(0);
    expect(seen({ ...TALL, atPx: end }).at(-1)).toBe(TALL.count - 1);
  });
});

describe('placeToSee', () => {
  it('stays where the row is seen whole already', () => {
    expect(placeToSee({ ...LIST, atPx: 100 }, 3)).toBe(100);
  });

  it('goes no further than it must, in either direction', () => {
    expect(placeToSee({ ...LIST, atPx: 500 }, 2)).toBe(176);
    expect(placeToSee(LIST, 50)).toBe(51 * 88 - 600);
  });

  it('puts a row into the middle when asked', () => {
    expect(placeToSee(LIST, 50, 'center')).toBe(50 * 88 + 44 - 300);
    expect(placeToSee(LIST, 1, 'center')).toBe(0);
  });

  it('finds each row of a list too tall for a browser', () => {
    for (const index of [0, 5, 700_001, 1_399_990, 1_399_999]) {
      const atPx = placeToSee(TALL, index);
      expect(seen({ ...TALL, atPx })).toContain(index);
    }
  });
});
