import { describe, expect, it } from 'vitest';
import {
  changed,
  drawRaster,
  seededRandom,
  TestScene,
} from '../compare/test-pictures.ts';
import { borderBox } from './border-box.ts';
import type { LumaRaster } from './raster.ts';

const picture = new TestScene(5).draw(300, 200, 300);

/** The picture at (left, top) on a screen of one level. */
function onScreen(
  widthPx: number,
  heightPx: number,
  left: number,
  top: number,
  level: number,
): LumaRaster {
  return drawRaster(widthPx, heightPx, (x, y) => {
    const isInside = x >= left && y >= top && x < left + 300 && y < top + 200;
    return isInside ? (picture.data[(y - top) * 300 + x - left] ?? 0) : level;
  });
}

describe('borderBox', () => {
  it('finds a border on all sides, JPEG noise in it or not', () => {
    const framed = onScreen(330, 240, 12, 20, 255);
    const box = { left: 12, top: 20, right: 312, bottom: 220 };
    expect(borderBox(framed)).toEqual(box);
    const random = seededRandom(1);
    expect(
      borderBox(changed(framed, (level) => level + 8 * (random() - 0.5))),
    ).toEqual(box);
  });

  it('finds the bars of a letterbox', () => {
    expect(borderBox(onScreen(300, 300, 0, 50, 0))).toEqual({
      left: 0,
      top: 50,
      right: 300,
      bottom: 250,
    });
  });

  it('passes over a clock and buttons on the screen', () => {
    const screen = changed(onScreen(300, 600, 0, 200, 0), (level, x, y) =>
      (y > 20 && y < 40 && x > 10 && x < 60) ||
      (y > 560 && y < 580 && x % 75 < 12)
        ? 255
        : level,
    );
    expect(borderBox(screen)).toEqual({
      left: 0,
      top: 200,
      right: 300,
      bottom: 400,
    });
  });

  it('takes off a frame inside bars', () => {
    const inner = onScreen(320, 220, 10, 10, 255);
    const outer = drawRaster(320, 400, (x, y) =>
      y >= 90 && y < 310 ? (inner.data[(y - 90) * 320 + x] ?? 0) : 0,
    );
    expect(borderBox(outer)).toEqual({
      left: 10,
      top: 100,
      right: 310,
      bottom: 300,
    });
  });

  it('finds none in a picture, in a thin edge and in a blank sheet', () => {
    expect(borderBox(picture)).toBeUndefined();
    expect(borderBox(onScreen(302, 202, 1, 1, 255))).toBeUndefined();
    expect(borderBox(drawRaster(64, 64, () => 200))).toBeUndefined();
    expect(borderBox(drawRaster(1, 1, () => 0))).toBeUndefined();
  });
});
