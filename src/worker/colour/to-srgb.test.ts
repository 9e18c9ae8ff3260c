import { describe, expect, test } from 'vitest';
import { codedSpace } from './colour-space.ts';
import { findColourSpace } from './find-colour-space.ts';
import { readIcc } from './read-icc.ts';
import { rasterToSrgb, srgbConversion } from './to-srgb.ts';
import { bytesOf, u16be, u32be } from '../test-pictures.ts';
import type { ColourSpace } from './colour-space.ts';

const P3 = [
  [0.51512, 0.2412, -0.00105],
  [0.29198, 0.69225, 0.04189],
  [0.1571, 0.06657, 0.78407],
];
const SRGB = [
  [0.43607, 0.2225, 0.01393],
  [0.38506, 0.71688, 0.0971],
  [0.14308, 0.06062, 0.71417],
];

function fixed(value: number): number[] {
  return u32be(Math.round(value * 65_536) >>> 0);
}

/**
 * A profile of three colorants that share one curve.
 * @param codePoints primaries and transfer, by ITU-T H.273
 */
function profile(
  colorants: readonly (readonly number[])[],
  curve: number[],
  codePoints?: readonly [number, number],
) {
  const coded =
    codePoints === undefined
      ? []
      : [
          {
            name: 'cicp',
            data: [...bytesOf('cicp', u32be(0), codePoints, [0, 1])],
          },
        ];
  const tags = ['r', 'g', 'b'].flatMap((channel, i) => [
    {
      name: `${channel}XYZ`,
      data: [...bytesOf('XYZ ', [0, 0, 0, 0]), ...colorants[i]!.flatMap(fixed)],
    },
    { name: `${channel}TRC`, data: curve },
  ]);
  tags.push(...coded);
  let at = 132 + 12 * tags.length;
  const table: number[] = [];
  for (const { name, data } of tags) {
    table.push(...bytesOf(name), ...u32be(at), ...u32be(data.length));
    at += data.length;
  }
  const head = new Uint8Array(128);
  head.set(bytesOf('RGB '), 16);
  head.set(bytesOf('acsp'), 36);
  return bytesOf(
    head,
    u32be(tags.length),
    table,
    tags.flatMap(({ data }) => data),
  );
}

const SRGB_CURVE = [
  ...bytesOf('para', [0, 0, 0, 0, 0, 3, 0, 0]),
  ...[2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045].flatMap(fixed),
];
const GAMMA_2_2 = [
  ...bytesOf('curv', [0, 0, 0, 0]),
  ...u32be(1),
  ...u16be(563),
];

function convert(space: ColourSpace | undefined, ...rgb: number[]): number[] {
  const raster = { data: Uint8Array.from(rgb), widthPx: 1, heightPx: 1 };
  return [...rasterToSrgb(raster, srgbConversion(space)).data];
}

describe('a colour comes out the same whichever space names it', () => {
  // Display P3 (234, 51, 35) is the red of sRGB (W3C CSS Color 4, example).
  test('by profile', () => {
    const red = convert(readIcc(profile(P3, SRGB_CURVE)), 234, 51, 35);
    expect(red[0]).toBeGreaterThanOrEqual(253);
    expect(red[1]).toBeLessThanOrEqual(8);
    expect(red[2]).toBeLessThanOrEqual(8);
  });

  test('by code points', () => {
    const byProfile = convert(readIcc(profile(P3, SRGB_CURVE)), 180, 90, 40);
    const byCode = convert(codedSpace(12, 13), 180, 90, 40);
    byCode.forEach((value, i) => {
      expect(Math.abs(value - byProfile[i]!)).toBeLessThanOrEqual(1);
    });
    expect(byCode).not.toEqual([180, 90, 40]);
  });

  test('two descriptions of one space have one key', () => {
    const byProfile = srgbConversion(readIcc(profile(P3, SRGB_CURVE)));
    expect(byProfile?.key).toBe(srgbConversion(codedSpace(12, 13))?.key);
    const adobeLike = srgbConversion(readIcc(profile(P3, GAMMA_2_2)));
    expect(adobeLike?.key).not.toBe(byProfile?.key);
  });
});

test('sRGB needs no conversion, whoever says it', () => {
  expect(srgbConversion(undefined)).toBeUndefined();
  expect(srgbConversion(codedSpace(1, 13))).toBeUndefined();
  expect(srgbConversion(readIcc(profile(SRGB, SRGB_CURVE)))).toBeUndefined();
});

test.each([
  ['PQ', 16, 148],
  ['HLG', 18, 192],
])(
  '%s: white of SDR comes out bright, black black, brighter brighter',
  (_name, transfer, white) => {
    const space = codedSpace(9, transfer);
    const grays = [0, white / 2, white, 255].map(
      (v) => convert(space, v, v, v)[0]!,
    );
    expect(grays[0]).toBeLessThanOrEqual(1);
    expect(grays[2]).toBeGreaterThan(200);
    expect(grays).toEqual(grays.toSorted((a, b) => a - b));
  },
);

test('each profile is read as its own, whichever was read before', () => {
  const [wide, narrow] = [P3, SRGB].map((one) => profile(one, SRGB_CURVE));
  expect(wide!.length).toBe(narrow!.length);
  const first = readIcc(wide!);
  expect(readIcc(narrow!)).not.toEqual(first);
  expect(readIcc(wide!)).toEqual(first);
  // The memory a profile came in is used again for another.
  wide!.set(narrow!);
  expect(readIcc(wide!)).toEqual(readIcc(narrow!));
  expect(readIcc(wide!)).not.toEqual(first);
});

describe('code points in a profile', () => {
  test('of HDR come before its curves', () => {
    const [pq, hlg] = [16, 18].map((transfer) =>
      srgbConversion(readIcc(profile(P3, SRGB_CURVE, [9, transfer]))),
    );
    expect(pq?.key).toBe(srgbConversion(codedSpace(9, 16))?.key);
    expect(hlg?.key).toBe(srgbConversion(codedSpace(9, 18))?.key);
  });

  test('of anything else leave it to the curves', () => {
    const coded = readIcc(profile(P3, GAMMA_2_2, [12, 13]));
    const plain = readIcc(profile(P3, GAMMA_2_2));
    expect(srgbConversion(coded)?.key).toBe(srgbConversion(plain)?.key);
  });

  test('of a HEIC count where its profile is not followed', async () => {
    const box = (type: string, ...content: Uint8Array[]): Uint8Array => {
      const inner = bytesOf(...content);
      return bytesOf(u32be(8 + inner.length), type, inner);
    };
    const heic = (icc: Uint8Array): Uint8Array<ArrayBuffer> => {
      const nclx = bytesOf('nclx', u16be(9), u16be(16), u16be(9), [0]);
      const properties = [bytesOf('prof', icc), nclx];
      const all = properties.map((colr) => box('colr', colr));
      const inner = box('iprp', box('ipco', ...all));
      return bytesOf(box('meta', bytesOf(u32be(0)), inner));
    };
    const tables = bytesOf(new Uint8Array(16), 'RGB ', new Uint8Array(120));
    const fallen = await findColourSpace('heic', heic(tables));
    expect(srgbConversion(fallen)?.key).toBe(
      srgbConversion(codedSpace(9, 16))?.key,
    );
    const wide = profile(P3, SRGB_CURVE);
    const followed = await findColourSpace('heic', heic(wide));
    expect(srgbConversion(followed)?.key).toBe(
      srgbConversion(readIcc(wide))?.key,
    );
  });
});

describe('profiles that are not followed', () => {
  const good = profile(P3, SRGB_CURVE);

  test('CMYK, gray, tables, cut', () => {
    const cmyk = good.slice();
    cmyk.set(bytesOf('CMYK'), 16);
    expect(readIcc(cmyk)).toBeUndefined();
    expect(readIcc(new Uint8Array())).toBeUndefined();
    expect(readIcc(good.subarray(0, 150))).toBeUndefined();
  });

  test('any bytes at all: no throw, no value that is no colour', () => {
    let seed = 1;
    const random = (below: number): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    for (let i = 0; i < 2000; i++) {
      const bytes = good.slice();
      for (let change = 0; change < 4; change++) {
        bytes[random(bytes.length)] = random(256);
      }
      const [red] = convert(readIcc(bytes), 200, 100, 50);
      expect(red).toBeGreaterThanOrEqual(0);
    }
  });
});
