import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bmffSpace } from './bmff-space.ts';
import { codedSpace } from './colour-space.ts';
import { srgbConversion } from './to-srgb.ts';
import { ByteReader } from '../byte-reader.ts';
import { box, bytesOf, u16be, u32be } from '../test-pictures.ts';
import { av1Units, PLAIN_SEQUENCE } from '../testing/av1-header.ts';
import { hevcConfig, PLAIN_SPS } from '../testing/hevc-header.ts';

type Points = readonly [primaries: number, transfer: number];

const P3: Points = [12, 13];
const PQ: Points = [9, 16];
const UNSPECIFIED: Points = [2, 2];

function nclx([primaries, transfer]: Points): number[] {
  const points = [...u16be(primaries), ...u16be(transfer), ...u16be(1), 0];
  return box('colr', ...bytesOf('nclx', points));
}

function hvcC([primaries, transfer]: Points): number[] {
  const colour = { primaries, transfer };
  return box('hvcC', ...hevcConfig({ ...PLAIN_SPS, colour }));
}

function units([primaries, transfer]: Points): number[] {
  return av1Units({ ...PLAIN_SEQUENCE, colour: { primaries, transfer } });
}

function av1C(content: readonly number[] = []): number[] {
  return box('av1C', 0x81, 0, 0x0c, 0, ...content);
}

function full(type: string, version: number, ...content: number[]): number[] {
  return box(type, version, 0, 0, 0, ...content);
}

interface TestItem {
  id: number;
  properties: number[][];
  madeOf?: number[];
  data?: number[];
}

interface Layout {
  /** Data in the `idat` box. */
  isInMeta?: boolean;
  /** Nothing says whose the properties are. */
  isLoose?: boolean;
}

/** The first item is the primary one. */
function heif(
  items: readonly TestItem[],
  { isInMeta = false, isLoose = false }: Layout = {},
): Uint8Array<ArrayBuffer> {
  const all = items.flatMap(({ properties }) => properties);
  const data = items.flatMap(({ data: own = [] }) => own);
  const meta = (dataAt: number): number[] => {
    let offset = 0;
    let index = 0;
    const places = items.flatMap(({ id, data: own = [] }) => {
      const at = offset;
      offset += own.length;
      const construction = isInMeta ? 1 : 0;
      return [
        ...[...u16be(id), ...u16be(construction), ...u16be(0)],
        // Two parts, of which the second is nothing to speak of.
        ...[...u32be(isInMeta ? 0 : dataAt), ...u16be(2)],
        ...[...u32be(at), ...u32be(own.length), ...u32be(0), ...u32be(1)],
      ];
    });
    const owned = items.flatMap(({ id, properties }) => [
      ...u16be(id),
      properties.length,
      ...properties.map(() => ++index),
    ]);
    const count = u32be(items.length);
    return full(
      'meta',
      0,
      ...(isLoose ? [] : full('pitm', 0, ...u16be(items[0]!.id))),
      ...full('iloc', 1, 0x44, 0x40, ...u16be(items.length), ...places),
      ...full(
        'iref',
        0,
        ...items.flatMap(({ id, madeOf = [] }) =>
          madeOf.length === 0
            ? []
            : box(
                'dimg',
                ...[id, madeOf.length, ...madeOf].flatMap((one) => u16be(one)),
              ),
        ),
      ),
      ...box(
        'iprp',
        ...box('ipco', ...all.flat()),
        ...(isLoose ? [] : full('ipma', 0, ...count, ...owned)),
      ),
      ...(isInMeta ? box('idat', ...data) : []),
    );
  };
  const head = meta(0).length + 8;
  return bytesOf(meta(head), box('mdat', ...(isInMeta ? [] : data)));
}

function keyOf(bytes: Uint8Array<ArrayBuffer>): string | undefined {
  return srgbConversion(bmffSpace(new ByteReader(bytes)))?.key;
}

function keyFor(points: Points): string | undefined {
  return srgbConversion(codedSpace(...points))?.key;
}

describe('what the coded picture says', () => {
  test('counts where the container says nothing', () => {
    expect(keyOf(heif([{ id: 1, properties: [hvcC(P3)] }]))).toBe(keyFor(P3));
    const unspecified = [nclx(UNSPECIFIED), hvcC(PQ)];
    expect(keyOf(heif([{ id: 1, properties: unspecified }]))).toBe(keyFor(PQ));
    expect(keyFor(P3)).not.toBe(keyFor(PQ));
  });

  test('does not count beside what the container says', () => {
    const stated = heif([{ id: 1, properties: [hvcC(PQ), nclx(P3)] }]);
    expect(keyOf(stated)).toBe(keyFor(P3));
    const srgb = heif([{ id: 1, properties: [hvcC(PQ), nclx([1, 13])] }]);
    expect(keyOf(srgb)).toBeUndefined();
  });

  test('is that of the first tile where there are tiles', () => {
    const file = heif([
      { id: 9, properties: [], madeOf: [4, 5] },
      { id: 5, properties: [hvcC(PQ)] },
      { id: 4, properties: [hvcC(P3)] },
    ]);
    expect(keyOf(file)).toBe(keyFor(P3));
  });

  test.each([
    ['in the property', heif([{ id: 1, properties: [av1C(units(PQ))] }])],
    [
      'in front of the data',
      heif([
        { id: 3, properties: [av1C()], data: units(PQ) },
        { id: 2, properties: [av1C()], data: units(P3) },
      ]),
    ],
    [
      'in front of the data, which stand behind others',
      heif([
        { id: 3, properties: [], madeOf: [7] },
        { id: 2, properties: [av1C()], data: units(P3) },
        { id: 7, properties: [av1C()], data: units(PQ) },
      ]),
    ],
    [
      'in front of data within the container',
      heif(
        [
          { id: 3, properties: [], madeOf: [7] },
          { id: 2, properties: [av1C()], data: units(P3) },
          { id: 7, properties: [av1C()], data: units(PQ) },
        ],
        { isInMeta: true },
      ),
    ],
  ])('AV1: %s', (_name, file) => {
    expect(keyOf(file)).toBe(keyFor(PQ));
  });
});

test('the colours are those of the picture, not of what an HDR map makes of it', () => {
  const file = heif([
    { id: 1, properties: [hvcC(P3)] },
    { id: 2, properties: [nclx(PQ)], madeOf: [1, 3] },
    { id: 3, properties: [hvcC([1, 13])] },
  ]);
  expect(keyOf(file)).toBe(keyFor(P3));
});

test('colours of nobody are those of the picture', () => {
  const file = heif([{ id: 1, properties: [nclx(PQ)] }], { isLoose: true });
  expect(keyOf(file)).toBe(keyFor(PQ));
});

test('any bytes at all: no throw, no colour that is none', () => {
  const whole = heif([
    { id: 3, properties: [hvcC(PQ)], madeOf: [7] },
    { id: 7, properties: [av1C(), nclx(UNSPECIFIED)], data: units(PQ) },
  ]);
  const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
  fc.assert(
    fc.property(
      fc.array(change, { maxLength: 6 }),
      fc.nat(whole.length),
      (changes, length) => {
        const bytes = whole.slice();
        for (const [at, value] of changes) bytes[at] = value;
        const space = bmffSpace(new ByteReader(bytes.subarray(0, length)));
        const light = space?.linear[0][255] ?? 1;
        expect(light).toBeGreaterThan(0.9);
      },
    ),
    { numRuns: 3000 },
  );
});
