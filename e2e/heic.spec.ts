import { chooseFolder, expect, test } from './support/app-test.ts';
import { callEngine, appStateOf, scanEnd } from './support/app-state-of.ts';
import { FORMAT_PICTURE, formatFiles } from './support/format-files.ts';
import {
  codedPicture,
  cropBox,
  gainMapHeic,
  gridHeic,
  mirrorBox,
  turnBox,
  withProperties,
} from './support/heic-files.ts';
import { HEIC_PICTURE } from './support/heic-picture.ts';
import { PhotoFolder } from './support/photo-folder.ts';
import { storedOutcomes } from './support/stored-outcomes.ts';
import { hammingBits } from '../src/domain/hamming.ts';

/** A picture of three bytes a pixel. */
interface Rgb {
  widthPx: number;
  heightPx: number;
  /** Where its pixel at x, y stands in the drawing. */
  from: (x: number, y: number) => readonly [x: number, y: number];
}

const { widthPx: WIDTH, heightPx: HEIGHT } = FORMAT_PICTURE;
const CROP = { widthPx: 240, heightPx: 200, left: 50, top: 10 };

/** Not twice the drawing: a picture that repeats has no waves of its own size to hash. */
const TILED: Rgb = {
  widthPx: 460,
  heightPx: 400,
  from: (x, y) => [x % WIDTH, y % HEIGHT],
};

/** What each HEIC shows, out of the drawing. */
const SHOWN: Readonly<Record<string, Rgb>> = {
  grid: TILED,
  'gain map': TILED,
  'left right': {
    widthPx: WIDTH,
    heightPx: HEIGHT,
    from: (x, y) => [WIDTH - 1 - x, y],
  },
  'top bottom': {
    widthPx: WIDTH,
    heightPx: HEIGHT,
    from: (x, y) => [x, HEIGHT - 1 - y],
  },
  quarter: {
    widthPx: HEIGHT,
    heightPx: WIDTH,
    from: (x, y) => [WIDTH - 1 - y, x],
  },
  'quarter and mirror': {
    widthPx: HEIGHT,
    heightPx: WIDTH,
    from: (x, y) => [WIDTH - 1 - y, HEIGHT - 1 - x],
  },
  crop: {
    widthPx: CROP.widthPx,
    heightPx: CROP.heightPx,
    from: (x, y) => [x + CROP.left, y + CROP.top],
  },
};

/** What holds for one picture in two formats. */
const MOST = { bits64: 2, bits256: 6, levels: 4 };

function ppmOf({ widthPx, heightPx, from }: Rgb, drawing: Buffer): Buffer {
  const start = drawing.length - WIDTH * HEIGHT * 3;
  const pixels = Buffer.alloc(widthPx * heightPx * 3);
  for (let y = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1) {
      const [fromX, fromY] = from(x, y);
      const at = start + (fromY * WIDTH + fromX) * 3;
      drawing.copy(pixels, (y * widthPx + x) * 3, at, at + 3);
    }
  }
  return Buffer.concat([
    Buffer.from(`P6 ${widthPx} ${heightPx} 255\n`, 'latin1'),
    pixels,
  ]);
}

function heics(drawing: Buffer): Record<keyof typeof SHOWN, Buffer> {
  const tile = codedPicture(drawing, FORMAT_PICTURE);
  const gainMap = codedPicture(HEIC_PICTURE, { widthPx: 160, heightPx: 120 });
  const moved = {
    x: CROP.left - (WIDTH - CROP.widthPx) / 2,
    y: CROP.top - (HEIGHT - CROP.heightPx) / 2,
  };
  return {
    grid: gridHeic(tile, TILED),
    'gain map': gainMapHeic(tile, TILED, gainMap),
    'left right': withProperties(tile, mirrorBox(1)),
    'top bottom': withProperties(tile, mirrorBox(0)),
    quarter: withProperties(tile, turnBox(1)),
    'quarter and mirror': withProperties(tile, turnBox(1), mirrorBox(1)),
    crop: withProperties(tile, cropBox(CROP.widthPx, CROP.heightPx, moved)),
  };
}

test('HEIC as phones write it is compared as it is shown', async ({
  openApp,
}) => {
  const folder = await PhotoFolder.create();
  try {
    const files = await formatFiles();
    const written = heics(files.get('p3 no colr.heic')!);
    for (const [name, shown] of Object.entries(SHOWN)) {
      await folder.write(`${name}.heic`, written[name]!);
      await folder.write(`${name}.ppm`, ppmOf(shown, files.get('still.ppm')!));
    }
    const { page } = await openApp({ granted: [folder.path] });
    const { settings } = await appStateOf(page);
    await callEngine(page, 'applySettings', {
      ...settings,
      matching: { ...settings.matching, minShortSidePx: 1 },
    });
    await chooseFolder(page, folder.path);
    await scanEnd(page);
    const outcomes = await storedOutcomes(page);
    for (const [name, { widthPx, heightPx }] of Object.entries(SHOWN)) {
      const [heic, ppm] = ['heic', 'ppm'].map((end) =>
        outcomes.get(`${name}.${end}`),
      );
      expect(heic, name).toMatchObject({
        kind: 'fingerprinted',
        format: 'heic',
        frameCount: 1,
        widthPx,
        heightPx,
      });
      if (heic?.kind !== 'fingerprinted' || ppm?.kind !== 'fingerprinted') {
        throw new Error(`${name} is not compared.`);
      }
      const bits = (a: string, b: string): number =>
        hammingBits(Buffer.from(a, 'hex'), Buffer.from(b, 'hex')) ?? Infinity;
      const levels = heic.colour.map((level, i) =>
        Math.abs(level - ppm.colour[i]!),
      );
      expect(bits(heic.pHash64, ppm.pHash64), name).toBeLessThanOrEqual(
        MOST.bits64,
      );
      expect(bits(heic.pHash256, ppm.pHash256), name).toBeLessThanOrEqual(
        MOST.bits256,
      );
      expect(Math.max(...levels), name).toBeLessThanOrEqual(MOST.levels);
    }
  } finally {
    await folder.remove();
  }
});
