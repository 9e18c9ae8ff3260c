import { describe, expect, it } from 'vitest';
import type { LumaRaster } from '../kernels/raster.ts';
import {
  BICUBIC,
  BILINEAR,
  BOX,
  LANCZOS,
  NEAREST,
  type ResampleFilter,
  resamplePart,
} from './resample-part.ts';
import { changed, drawRaster } from './test-pictures.ts';
import { grainy, sample } from './test-savings.ts';
import { unforetoldDb } from './unforetold.ts';

const FILTERS: [string, ResampleFilter | typeof NEAREST][] = [
  ['nearest', NEAREST],
  ['box', BOX],
  ['bilinear', BILINEAR],
  ['bicubic', BICUBIC],
  ['lanczos', LANCZOS],
];

function resized(
  source: LumaRaster,
  widthPx: number,
  filter: ResampleFilter | typeof NEAREST,
): LumaRaster {
  const heightPx = Math.round((source.heightPx * widthPx) / source.widthPx);
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
    expect(unforetoldDb(sample(large), sample(small))).toBeGreaterThan(5);
  });

  it.each(FILTERS)(
    'is little where the larger one was enlarged (%s)',
    (_name, filter) => {
      const small = grainy(270);
      const large = resized(small, 400, filter);
      expect(unforetoldDb(sample(large), sample(small))).toBeLessThan(2);
    },
  );

  it('is as much in another tone', () => {
    const large = grainy(400);
    const small = resized(large, 270, BICUBIC);
    const darker = changed(small, (level) => 0.8 * level);
    const plain = unforetoldDb(sample(large), sample(small)) ?? 0;
    const toned = unforetoldDb(sample(large), sample(darker)) ?? 0;
    expect(Math.abs(toned - plain)).toBeLessThan(3);
  });

  it('cannot be told of other proportions or a few pixels', () => {
    const large = grainy(400);
    const wide = drawRaster(300, 200, (x) => x);
    expect(unforetoldDb(sample(large), sample(wide))).toBeUndefined();
    const tiny = resized(large, 20, BOX);
    expect(unforetoldDb(sample(large), sample(tiny))).toBeUndefined();
  });
});
