import { describe, expect, it } from 'vitest';
import type { LumaRaster } from '../kernels/raster.ts';
import {
  BICUBIC,
  BILINEAR,
  BOX,
  LANCZOS,
  NEAREST,
  POINT_BICUBIC,
  POINT_BILINEAR,
  type ResampleFilter,
  resamplePart,
} from './resample-part.ts';
import { changed, drawRaster } from './test-pictures.ts';
import { grainy, sample } from './test-savings.ts';
import { foretell } from './unforetold.ts';

const FILTERS: [string, ResampleFilter][] = [
  ...NEAREST.map((filter, at): [string, ResampleFilter] => [
    `nearest ${at}`,
    filter,
  ]),
  ['box', BOX],
  ['bilinear', BILINEAR],
  ['bicubic', BICUBIC],
  ['lanczos', LANCZOS],
];

function resized(
  source: LumaRaster,
  widthPx: number,
  filter: ResampleFilter,
  heightPx = Math.round((source.heightPx * widthPx) / source.widthPx),
): LumaRaster {
  const line = (count: number, from: number) => ({
    count,
    ratio: from / count,
    start: 0,
  });
  const levels = resamplePart(
    { ...source, data: Float32Array.from(source.data) },
    {
      across: line(widthPx, source.widthPx),
      down: line(heightPx, source.heightPx),
    },
    filter,
  );
  return drawRaster(widthPx, heightPx, (x, y) => levels[y * widthPx + x] ?? 0);
}

describe('what a smaller picture does not foretell', () => {
  it.each(FILTERS)('is much where it was reduced (%s)', (_name, filter) => {
    const large = grainy(400);
    const small = resized(large, 270, filter);
    const told = foretell(sample(large), sample(small));
    expect(told?.unforetoldDb).toBeGreaterThan(5);
    expect(told?.foretoldDb).toBeGreaterThan(0);
  });

  it.each([
    ['bilinear', POINT_BILINEAR],
    ['bicubic', POINT_BICUBIC],
  ])('knows pictures reduced by few pixels each (%s)', (_name, filter) => {
    const large = grainy(400);
    const small = resized(large, 130, filter);
    const told = foretell(sample(large), sample(small));
    expect(told?.foretoldDb).toBeGreaterThan(20);
  });

  it.each(FILTERS)(
    'is little where the larger one was enlarged (%s)',
    (_name, filter) => {
      const small = grainy(270);
      const large = resized(small, 400, filter);
      expect(foretell(sample(large), sample(small))?.unforetoldDb).toBeLessThan(
        2,
      );
    },
  );

  it('knows an enlarged picture whose program rounded now up, now down', () => {
    const small = grainy(300);
    const ties = [NEAREST[0], NEAREST[1]].map(
      (filter) => filter && resized(small, 450, filter),
    );
    const large = drawRaster(450, ties[0]?.heightPx ?? 0, (x, y) => {
      const { data } = ties[(x < 200 ? 1 : 0) ^ (y < 170 ? 1 : 0)] ?? small;
      return data[y * 450 + x] ?? 0;
    });
    const told = foretell(sample(large), sample(small));
    expect(told?.unforetoldDb).toBeLessThan(-10);
  });

  it('is as much in another tone', () => {
    const large = grainy(400);
    const small = resized(large, 270, BICUBIC);
    const darker = changed(small, (level) => 0.8 * level);
    const plain = foretell(sample(large), sample(small))?.unforetoldDb ?? 0;
    const toned = foretell(sample(large), sample(darker))?.unforetoldDb ?? 0;
    expect(Math.abs(toned - plain)).toBeLessThan(3);
  });

  it('is told of squeezed pictures', () => {
    const large = grainy(400);
    const squeezed = resized(large, 250, BICUBIC, 180);
    const told = foretell(sample(large), sample(squeezed));
    expect(told?.unforetoldDb).toBeGreaterThan(5);
    const back = resized(squeezed, 400, BILINEAR, large.heightPx);
    const enlarged = foretell(sample(back), sample(squeezed));
    expect(enlarged?.unforetoldDb).toBeLessThan(2);
  });

  it('cannot be told where a few rows may be missing, or of a few pixels', () => {
    const large = grainy(400);
    const trimmed = drawRaster(200, (large.heightPx >> 1) - 3, (x) => x);
    expect(foretell(sample(large), sample(trimmed))).toBeUndefined();
    const tiny = resized(large, 20, BOX);
    expect(foretell(sample(large), sample(tiny))).toBeUndefined();
  });
});
