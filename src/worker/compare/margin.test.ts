import { describe, expect, it } from 'vitest';
import { IDENTITY, windowMap } from './affine-map.ts';
import { marginOf, WHOLE } from './margin.ts';
import { planeFromRaster, type Plane } from './plane.ts';
import { drawRaster, TestScene } from './test-pictures.ts';

const SIDE = 200;
const FROM = 30;
const scene = new TestScene(4).draw(SIDE, SIDE, SIDE);

function plane(level: (x: number, y: number) => number): Plane {
  return planeFromRaster(drawRaster(SIDE, SIDE, level), 'upright');
}

function sceneLevel(x: number, y: number): number {
  return scene.data[y * SIDE + x] ?? 0;
}

function isInside(x: number, y: number): boolean {
  return x >= FROM && y >= FROM && x < SIDE - FROM && y < SIDE - FROM;
}

/** The other picture is the middle of this one. */
const map = windowMap(
  -FROM / (SIDE - 2 * FROM),
  -FROM / (SIDE - 2 * FROM),
  SIDE / (SIDE - 2 * FROM),
  SIDE / (SIDE - 2 * FROM),
);

describe('marginOf', () => {
  it('knows a border by its one level and its end', () => {
    const margin = marginOf(
      plane((x, y) => (isInside(x, y) ? sceneLevel(x, y) : 255)),
      WHOLE,
      map,
    );
    expect(margin?.flat).toBe(1);
    expect(margin?.edge).toBeGreaterThan(0.8);
  });

  it('knows a plain ground that goes on inside', () => {
    const margin = marginOf(
      plane((x, y) =>
        Math.hypot(x - SIDE / 2, y - SIDE / 2) < 40 ? sceneLevel(x, y) : 250,
      ),
      WHOLE,
      map,
    );
    expect(margin?.flat).toBe(1);
    expect(margin?.edge).toBe(0);
  });

  it('knows the rest of a scene', () => {
    expect(marginOf(plane(sceneLevel), WHOLE, map)?.flat).toBeLessThan(0.6);
  });

  it('finds none where both show the same, or the other shows more', () => {
    expect(marginOf(plane(sceneLevel), WHOLE, IDENTITY)).toBeUndefined();
    expect(
      marginOf(plane(sceneLevel), WHOLE, windowMap(0.1, 0.1, 0.8, 0.8)),
    ).toBeUndefined();
  });
});
