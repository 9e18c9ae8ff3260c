import { describe, expect, it } from 'vitest';
import { measurePair } from './measure-pair.ts';
import {
  changed,
  drawRaster,
  seededRandom,
  TestScene,
} from './test-pictures.ts';
import {
  DIHEDRAL_TRANSFORMS,
  type DihedralTransform,
} from '../../domain/fingerprint.ts';
import { transformParts } from '../../domain/judge-edge-geometry.ts';
import type { LumaRaster } from '../kernels/raster.ts';

const WIDTH = 320;
const HEIGHT = 240;
const scene = new TestScene(7);
const picture = scene.draw(WIDTH, HEIGHT, WIDTH);

/** Turns pixel by pixel with quarter turns only: an independent way to the same result. */
function turned(raster: LumaRaster, transform: DihedralTransform): LumaRaster {
  const { isMirrored, quarterTurns } = transformParts(transform);
  let result = raster;
  if (isMirrored) {
    const { widthPx, heightPx, data } = result;
    result = drawRaster(
      widthPx,
      heightPx,
      (x, y) => data[y * widthPx + widthPx - 1 - x] ?? 0,
    );
  }
  for (let turn = 0; turn < quarterTurns; turn += 1) {
    const { widthPx, heightPx, data } = result;
    // Clockwise: what was the left column, from below, is the top row.
    result = drawRaster(
      heightPx,
      widthPx,
      (x, y) => data[(heightPx - 1 - x) * widthPx + y] ?? 0,
    );
  }
  return result;
}

function noisy(raster: LumaRaster, amplitude: number): LumaRaster {
  const random = seededRandom(3);
  return changed(raster, (level) => level + amplitude * (random() - 0.5));
}

describe('measurePair on copies', () => {
  it.each(DIHEDRAL_TRANSFORMS)('finds a %s copy perfect', (transform) => {
    const look = measurePair(picture, turned(picture, transform), transform);
    expect(look.medianTileNcc).toBeGreaterThan(0.999);
    expect(look.worstTileNcc).toBeGreaterThan(0.99);
    expect(look.overlap).toBeGreaterThan(0.998);
    expect(look.secondOverlap).toBeGreaterThan(0.998);
    expect(look.gain).toBeCloseTo(1, 1);
  });

  it('finds the wrong turn far off', () => {
    const look = measurePair(picture, turned(picture, 'turned-180'), 'upright');
    expect(look.medianTileNcc).toBeLessThan(0.7);
  });

  it('stays sure under strong noise', () => {
    const look = measurePair(picture, noisy(picture, 40), 'upright');
    expect(look.medianTileNcc).toBeGreaterThan(0.95);
    expect(look.badTileShare).toBeLessThan(0.01);
  });

  it('compares a copy of a quarter of the size at that size', () => {
    const small = scene.draw(WIDTH / 4, HEIGHT / 4, WIDTH / 4);
    const look = measurePair(picture, small, 'upright');
    expect([look.widthPx, look.heightPx]).toEqual([80, 60]);
    expect(look.medianTileNcc).toBeGreaterThan(0.99);
  });

  it('sees through a tone curve that clips, either way', () => {
    const harsh = changed(picture, (level) => 1.6 * (level - 128) + 128);
    for (const look of [
      measurePair(picture, harsh, 'upright'),
      measurePair(harsh, picture, 'upright'),
    ]) {
      expect(look.medianTileNcc).toBeGreaterThan(0.985);
      expect(look.badTileShare).toBeLessThan(0.02);
    }
    expect(measurePair(picture, harsh, 'upright').gain).toBeGreaterThan(1.2);
  });

  it.each([0.02, 0.1, 0.2])('measures how much a crop of %f left', (cut) => {
    const width = Math.round(WIDTH * (1 - cut));
    const height = Math.round(HEIGHT * (1 - cut));
    const crop = scene.draw(
      width,
      height,
      WIDTH,
      (WIDTH - width) / 2,
      (HEIGHT - height) / 3,
    );
    const look = measurePair(picture, crop, 'upright');
    expect(look.overlap).toBeCloseTo((1 - cut) ** 2, 2);
    expect(look.secondOverlap).toBeGreaterThan(0.995);
    expect(look.medianTileNcc).toBeGreaterThan(0.98);
    const back = measurePair(crop, picture, 'upright');
    expect(back.secondOverlap).toBeCloseTo((1 - cut) ** 2, 2);
  });

  it('measures a crop of a picture whose dark ground looks like a border', () => {
    const night = changed(picture, (level, x, y) =>
      y < HEIGHT * 0.35 || x < WIDTH * 0.2 ? 12 : level,
    );
    const width = Math.round(WIDTH * 0.82);
    const crop = drawRaster(
      width,
      HEIGHT,
      (x, y) => night.data[y * WIDTH + x] ?? 0,
    );
    const look = measurePair(night, crop, 'upright');
    expect(look.medianTileNcc).toBeGreaterThan(0.98);
    expect(look.overlap).toBeCloseTo(0.82, 2);
    expect(look.secondOverlap).toBeGreaterThan(0.99);
  });

  it('does not take grain that scaling took for less contrast', () => {
    const random = seededRandom(4);
    const grainy = changed(
      picture,
      (level) => 128 + 0.3 * (level - 128) + 240 * (random() - 0.5),
    );
    // Half a pixel aside: what a program does that scales or turns a little.
    const moved = drawRaster(WIDTH - 1, HEIGHT - 1, (x, y) => {
      const at = (dx: number, dy: number): number =>
        grainy.data[(y + dy) * WIDTH + x + dx] ?? 0;
      return (at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1)) / 4;
    });
    const look = measurePair(moved, grainy, 'upright');
    expect(Math.abs(look.gain - 1)).toBeLessThan(0.04);
  });

  it('follows a turn of two degrees', () => {
    const angle = (2 * Math.PI) / 180;
    const tilted = drawRaster(WIDTH, HEIGHT, (x, y) => {
      const dx = x + 0.5 - WIDTH / 2;
      const dy = y + 0.5 - HEIGHT / 2;
      return scene.level(
        (WIDTH / 2 + dx * Math.cos(angle) + dy * Math.sin(angle)) / WIDTH,
        (HEIGHT / 2 - dx * Math.sin(angle) + dy * Math.cos(angle)) / WIDTH,
      );
    });
    const look = measurePair(picture, tilted, 'upright');
    expect(look.medianTileNcc).toBeGreaterThan(0.98);
  });
});

describe('measurePair on other content', () => {
  it('sees one disc that moved', () => {
    const moved = changed(picture, (level, x, y) =>
      Math.hypot(x - 200, y - 120) < 14 ? 230 - level * 0.5 : level,
    );
    const look = measurePair(picture, moved, 'upright');
    expect(look.worstTileNcc).toBeLessThan(0.8);
    expect(look.badTileShare).toBeGreaterThan(0);
    expect(look.worstTileDifference).toBeGreaterThan(20);
    expect(look.medianTileNcc).toBeGreaterThan(0.98);
  });

  it('tells two receipts of one shop apart', () => {
    const receipt = (seed: number): LumaRaster => {
      const random = seededRandom(seed);
      const letters = Array.from({ length: 2000 }, () => random() < 0.5);
      return drawRaster(240, 360, (x, y) => {
        const isHead = y < 60;
        const inLine = y % 12 < 7;
        const letter = Math.floor(x / 6) + 40 * Math.floor(y / 12);
        const isInk = isHead
          ? (Math.floor(x / 9) * 5 + Math.floor(y / 12)) % 3 === 0
          : letters[letter] === true;
        return inLine && isInk && x > 20 && x < 220 ? 40 : 235;
      });
    };
    const look = measurePair(receipt(1), receipt(2), 'upright');
    expect(look.badTileShare).toBeGreaterThan(0.3);
    expect(look.medianTileNcc).toBeLessThan(0.9);
  });

  it('finds nothing in common between two scenes', () => {
    const other = new TestScene(8).draw(WIDTH, HEIGHT, WIDTH);
    const look = measurePair(picture, other, 'upright');
    expect(look.medianTileNcc).toBeLessThan(0.6);
    expect(look.badTileShare).toBeGreaterThan(0.5);
  });

  it('takes uniform and tiny pictures without failing', () => {
    const flat = drawRaster(64, 48, () => 90);
    const dot = drawRaster(1, 1, () => 90);
    for (const [first, second] of [
      [flat, flat],
      [flat, picture],
      [dot, picture],
      [picture, dot],
      [dot, dot],
    ] as const) {
      const look = measurePair(first, second, 'upright');
      for (const value of Object.values(look)) {
        if (typeof value === 'number') expect(value).not.toBeNaN();
      }
    }
  });
});
