import { expect, it } from 'vitest';
import { areLargerStacked } from './pair-layout.ts';

const LANDSCAPE = { widthPx: 6000, heightPx: 4000 };
const PORTRAIT = { widthPx: 4000, heightPx: 6000 };
const PANORAMA = { widthPx: 1600, heightPx: 200 };
const SMALL_LANDSCAPE = { widthPx: 600, heightPx: 400 };

const WIDE = { widthPx: 930, heightPx: 320 };
const TALL = { widthPx: 500, heightPx: 560 };

it.each([
  ['landscape photos in a wide window', WIDE, [LANDSCAPE, LANDSCAPE], false],
  ['landscape photos in a tall one', TALL, [LANDSCAPE, LANDSCAPE], true],
  ['a smaller copy there', TALL, [LANDSCAPE, SMALL_LANDSCAPE], true],
  ['portraits there', TALL, [PORTRAIT, PORTRAIT], false],
  ['panoramas in a wide window', WIDE, [PANORAMA, PANORAMA], true],
  ['a turned copy in a wide window', WIDE, [LANDSCAPE, PORTRAIT], false],
  ['no room yet', { widthPx: 0, heightPx: 0 }, [LANDSCAPE, LANDSCAPE], false],
])('stacks where that shows more: %s', (_, room, pictures, expected) => {
  expect(areLargerStacked(room, pictures)).toBe(expected);
});
