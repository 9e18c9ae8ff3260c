import { beforeAll, describe, expect, it } from 'vitest';
import { pictureKey } from '../../domain/build-groups-input.ts';
import type { Fingerprint } from '../../domain/fingerprint.ts';
import { testFingerprint } from '../../domain/group-test-photos.ts';
import {
  DEFAULT_SETTINGS,
  type MatchingSettings,
} from '../../domain/settings.ts';
import { drawRaster, TestScene } from '../compare/test-pictures.ts';
import { findFrame } from '../find-frame.ts';
import type { Kernels } from '../kernels/load-kernels.ts';
import type { LumaRaster, RgbRaster } from '../kernels/raster.ts';
import { testKernels } from '../kernels/test-kernels.ts';
import { TestFinder } from './matcher-test-finder.ts';

/** Bordered and cropped copies through the finder, with real hashes of drawn scenes. */

const SIDE = 200;
const { matching } = DEFAULT_SETTINGS;
const WITH_CROPS: MatchingSettings = { ...matching, matchesCrops: true };

let kernels: Kernels;

beforeAll(async () => {
  kernels = await testKernels();
});

function rgb({ data, widthPx, heightPx }: LumaRaster): RgbRaster {
  const bytes = new Uint8Array(data.length * 3);
  data.forEach((level, at) => bytes.fill(level, at * 3, at * 3 + 3));
  return { data: bytes, widthPx, heightPx };
}

function fingerprintOf(name: string, luma: LumaRaster): Fingerprint {
  const raster = rgb(luma);
  const { hashes, lumaThumb, border } = kernels.measureRaster(raster);
  const frame = findFrame(kernels, raster, border);
  return {
    ...testFingerprint({ name, hashes }),
    lumaThumb,
    ...(frame === undefined ? {} : { frame }),
  };
}

function whole(seed: number): LumaRaster {
  return new TestScene(seed).draw(SIDE, SIDE, SIDE);
}

/** On a black screen, twice as high as the picture. */
function letterboxed({ data }: LumaRaster): LumaRaster {
  return drawRaster(SIDE, 2 * SIDE, (x, y) => {
    const from = y - SIDE / 2;
    return from >= 0 && from < SIDE ? (data[from * SIDE + x] ?? 0) : 0;
  });
}

function cropped(seed: number): LumaRaster {
  const side = Math.round(SIDE * 0.82);
  return new TestScene(seed).draw(side, side, SIDE, 0, SIDE - side);
}

function barred({ data }: LumaRaster): LumaRaster {
  return drawRaster(SIDE, SIDE, (x, y) =>
    y > SIDE * 0.88 ? 0 : (data[y * SIDE + x] ?? 0),
  );
}

/** Pairs found, step by step, by the names of the fingerprints. */
function pairs(
  settings: MatchingSettings,
  steps: readonly (readonly Fingerprint[])[],
): string[] {
  const finder = new TestFinder(kernels, settings);
  const names = new Map(
    steps.flat().map((one, at) => [pictureKey(one), String(at)]),
  );
  const found = new Set<string>();
  for (const step of steps) {
    for (const one of step) finder.add(one);
    for (const { from, to } of [
      ...finder.find(step),
      ...finder.findCrops(step),
    ]) {
      found.add([names.get(from), names.get(to)].sort().join('+'));
    }
  }
  return [...found].sort();
}

describe('bordered copies', () => {
  it('are found in any order, and beside each other', () => {
    const [a, b] = [whole(1), whole(2)];
    const list = [
      fingerprintOf('a', a),
      fingerprintOf('b', b),
      fingerprintOf('c', letterboxed(a)),
      fingerprintOf(
        'd',
        letterboxed(
          drawRaster(SIDE, SIDE, (x, y) => 0.95 * (a.data[y * SIDE + x] ?? 0)),
        ),
      ),
    ];
    const expected = ['0+2', '0+3', '2+3'];
    expect(pairs(matching, [list])).toEqual(expected);
    expect(
      pairs(
        matching,
        list.map((one) => [one]),
      ),
    ).toEqual(expected);
    const [first, ...rest] = list;
    expect(pairs(matching, [rest, [first!]])).toHaveLength(3);
  });

  it('go when their picture goes', () => {
    const finder = new TestFinder(kernels, matching);
    const framed = fingerprintOf('framed', letterboxed(whole(1)));
    const plain = fingerprintOf('plain', whole(1));
    finder.add(framed);
    finder.remove(framed);
    finder.add(plain);
    expect(finder.find([plain])).toEqual([]);
  });
});

describe('cropped copies', () => {
  const make = (): Fingerprint[] => [
    fingerprintOf('whole', whole(5)),
    fingerprintOf('other', whole(6)),
    fingerprintOf('crop', cropped(5)),
    fingerprintOf('barred', barred(whole(5))),
  ];

  it('are found in any order when asked for', () => {
    const list = make();
    const found = pairs(WITH_CROPS, [list]);
    expect(found).toContain('0+2');
    expect(found).toContain('0+3');
    expect(found.filter((pair) => pair.includes('1'))).toEqual([]);
    expect(
      pairs(
        WITH_CROPS,
        list.map((one) => [one]),
      ),
    ).toEqual(found);
  });

  it('are not looked for otherwise', () => {
    expect(pairs(matching, [make()])).not.toContain('0+2');
  });

  it('go when their picture goes', () => {
    const finder = new TestFinder(kernels, WITH_CROPS);
    const [one, , crop] = make();
    finder.add(one!);
    finder.add(crop!);
    expect(finder.findCrops([one!])).toEqual([]);
    expect(finder.findCrops([crop!])).not.toEqual([]);
    finder.remove(one!);
    expect(finder.findCrops([crop!])).toEqual([]);
  });
});
