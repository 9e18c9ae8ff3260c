import { describe, expect, it } from 'vitest';
import { measurePair } from './measure-pair.ts';
import { changed, drawRaster, TestScene } from './test-pictures.ts';
import type { LumaRaster } from '../kernels/raster.ts';

const WIDTH = 300;
const HEIGHT = 240;
const scene = new TestScene(7).draw(WIDTH, HEIGHT, WIDTH);

/** The picture with a border of this level around it. */
function bordered(inner: LumaRaster, byPx: number, level: number): LumaRaster {
  const { widthPx, heightPx, data } = inner;
  return drawRaster(widthPx + 2 * byPx, heightPx + 2 * byPx, (x, y) => {
    const [left, top] = [x - byPx, y - byPx];
    const isInside = left >= 0 && top >= 0 && left < widthPx && top < heightPx;
    return isInside ? (data[top * widthPx + left] ?? 0) : level;
  });
}

/** Clockwise by a quarter. */
function turn({ widthPx, heightPx, data }: LumaRaster): LumaRaster {
  return drawRaster(
    heightPx,
    widthPx,
    (x, y) => data[(heightPx - 1 - x) * widthPx + y] ?? 0,
  );
}

/** A photo that has a black margin by itself. */
const original = bordered(scene, 24, 3);

describe('a margin that both pictures have', () => {
  it('is a part of the picture, and a border around it is none', () => {
    const copy = bordered(original, 20, 250);
    const look = measurePair(original, copy, 'upright');
    expect(look.overlap).toBeGreaterThan(0.99);
    expect(look.secondOverlap).toBeCloseTo(
      (original.widthPx * original.heightPx) / (copy.widthPx * copy.heightPx),
      2,
    );
    expect(look.secondMarginFlat).toBeGreaterThan(0.95);
    expect(look.secondMarginEdge).toBeGreaterThan(0.95);
    expect(look.firstMarginFlat).toBeUndefined();
  });

  it('is one whatever is drawn on what is inside', () => {
    const marked = changed(original, (level, x, y) =>
      x > 60 && x < 160 && y > 60 && y < 120 ? 250 : level,
    );
    const look = measurePair(original, bordered(marked, 20, 250), 'upright');
    expect(look.overlap).toBeGreaterThan(0.99);
    expect(look.secondMarginFlat).toBeGreaterThan(0.95);
  });

  it('is one whichever picture comes first', () => {
    const copy = bordered(original, 20, 250);
    const look = measurePair(copy, original, 'upright');
    const share =
      (original.widthPx * original.heightPx) / (copy.widthPx * copy.heightPx);
    expect(look.secondOverlap).toBeGreaterThan(0.99);
    expect(look.overlap).toBeCloseTo(share, 2);
    expect(look.firstMarginFlat).toBeGreaterThan(0.95);
    expect(look.secondMarginFlat).toBeUndefined();
    const turned = measurePair(copy, turn(original), 'turned-90');
    expect(turned.secondOverlap).toBeGreaterThan(0.99);
    expect(turned.overlap).toBeCloseTo(share, 2);
  });

  it('is none where one side of it is another', () => {
    const other = changed(original, (level, _x, y) => (y < 24 ? 250 : level));
    const look = measurePair(original, bordered(other, 20, 250), 'upright');
    expect(look.overlap).toBeLessThan(0.75);
    expect(look.secondOverlap).toBeLessThan(0.75);
  });

  it('is none where each has another one', () => {
    const look = measurePair(original, bordered(scene, 30, 250), 'upright');
    expect(look.overlap).toBeLessThan(0.75);
    expect(look.secondOverlap).toBeLessThan(0.75);
  });
});
