import { expect, it } from 'vitest';
import { middleOfLuma, middlePatch } from './picture-sample.ts';

it.each([
  [700, 600],
  [512, 513],
  [40, 1100],
])(
  'the middle of %i × %i is the same from luma and from grey pixels',
  (widthPx, heightPx) => {
    const data = Uint8Array.from(
      { length: widthPx * heightPx },
      (_, at) => (at * 7) >> 3,
    );
    const rgba = new Uint8Array(data.length * 4);
    data.forEach((level, at) => rgba.fill(level, at * 4, at * 4 + 3));
    const middle = middleOfLuma({ data, widthPx, heightPx });
    expect(middle).toEqual(middlePatch(rgba, widthPx, heightPx));
    expect(Math.max(middle.widthPx, middle.heightPx)).toBe(512);
  },
);
