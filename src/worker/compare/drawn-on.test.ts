import { describe, expect, it } from 'vitest';
import { findDrawnOn } from './drawn-on.ts';
import type { Plane } from './plane.ts';
import { changed, seededRandom, TestScene } from './test-pictures.ts';
import type { LumaRaster } from '../kernels/raster.ts';

const SIDE = 200;
const picture = new TestScene(3).draw(SIDE, SIDE, SIDE);
const stripes = changed(picture, (level, x, y) =>
  y > 80 && y < 120 && x > 40 && x < 160 && x % 12 < 4 ? level + 70 : level,
);
const bar = changed(picture, (level, _x, y) => (y > 170 ? 0 : level));

function plane({ data, widthPx, heightPx }: LumaRaster): Plane {
  return { data: Float32Array.from(data), widthPx, heightPx };
}

function drawn(first: LumaRaster, second: LumaRaster) {
  return findDrawnOn({
    first: plane(first),
    second: plane(second),
    mask: new Uint8Array(SIDE * SIDE).fill(1),
  });
}

describe('findDrawnOn', () => {
  it('says nothing where only a thread of the pictures is laid over each other', () => {
    const mask = new Uint8Array(SIDE * SIDE);
    for (let y = 0; y < SIDE; y += 1) mask[y * SIDE + 100] = 1;
    const lighter = changed(picture, (level) => level + 40);
    expect(
      findDrawnOn({ first: plane(picture), second: plane(lighter), mask }),
    ).toBeUndefined();
  });

  it('finds marks in the picture that has them, whichever comes first', () => {
    const marked = drawn(picture, stripes);
    expect(marked?.outlineDb).toBeGreaterThan(3);
    expect(drawn(stripes, picture)?.outlineDb).toBeCloseTo(
      -(marked?.outlineDb ?? 0),
    );
  });

  it('finds them as plainly on strong texture', () => {
    const random = seededRandom(4);
    const rough = changed(
      picture,
      (level) => 80 + level / 4 + 80 * (random() - 0.5),
    );
    const faint = changed(rough, (level, x, y) =>
      y > 60 && y < 140 && x > 30 && x < 170 && x % 20 < 10
        ? level + 25
        : level,
    );
    const marked = drawn(rough, faint);
    expect(marked?.outlineDb).toBeLessThan(2);
    expect(marked?.outlineGain).toBeGreaterThan(0.4);
    expect(marked?.outlineGain).toBeLessThan(1.05);
    expect(drawn(faint, rough)?.outlineGain).toBeCloseTo(
      -(marked?.outlineGain ?? 0),
    );
    expect(drawn(picture, stripes)?.outlineGain).toBeGreaterThan(0.7);
  });

  it('finds the flat bar that covers what was there', () => {
    expect(drawn(picture, bar)?.flatGain).toBeGreaterThan(0.3);
    expect(drawn(bar, picture)?.flatGain).toBeLessThan(-0.3);
  });

  it('says nothing of equal pictures', () => {
    expect(drawn(picture, picture)).toBeUndefined();
  });
});
