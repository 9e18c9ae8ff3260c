import fc from 'fast-check';
import type { CodePoints } from '../headers/hevc-colour.ts';
import { bytesOf, u16be } from '../test-pictures.ts';
import {
  codePoints,
  flag,
  golomb,
  number,
  packed,
} from './header-bit-writer.ts';

/** A sequence parameter set in words (ITU-T H.265, 7.3.2.2). */
export interface TestSps {
  /** Of each: whether its profile and its level are written. */
  subLayers: readonly (readonly [boolean, boolean])[];
  chroma: number;
  hasWindow: boolean;
  hasOrders: boolean;
  /** Lists are used, and written; each as it is, or like another. */
  lists: 'none' | 'usual' | 'written' | 'copied';
  hasPcm: boolean;
  /** Pictures of each set. */
  sets: readonly number[];
  isMadeOfOther: boolean;
  longTerm: number;
  /** 255 is written out. */
  aspect: number | undefined;
  hasOverscan: boolean;
  hasSignal: boolean;
  colour: CodePoints | undefined;
}

export const PLAIN_SPS: TestSps = {
  subLayers: [],
  chroma: 1,
  hasWindow: false,
  hasOrders: true,
  lists: 'none',
  hasPcm: false,
  sets: [],
  isMadeOfOther: false,
  longTerm: 0,
  aspect: undefined,
  hasOverscan: false,
  hasSignal: true,
  colour: { primaries: 12, transfer: 13 },
};

export const anyColour = fc.record({
  primaries: fc.nat(255),
  transfer: fc.nat(255),
});

export const anySps: fc.Arbitrary<TestSps> = fc.record({
  subLayers: fc.array(fc.tuple(fc.boolean(), fc.boolean()), { maxLength: 6 }),
  chroma: fc.nat(3),
  hasWindow: fc.boolean(),
  hasOrders: fc.boolean(),
  lists: fc.constantFrom('none', 'usual', 'written', 'copied'),
  hasPcm: fc.boolean(),
  sets: fc.array(fc.nat(16), { maxLength: 4 }),
  isMadeOfOther: fc.constant(false),
  longTerm: fc.nat(4),
  aspect: fc.option(fc.constantFrom(1, 255), { nil: undefined }),
  hasOverscan: fc.boolean(),
  hasSignal: fc.constant(true),
  colour: anyColour,
});

const SIZE = [...golomb(319), ...golomb(239)];
/** Ones: no zeros that hide a mistake. */
const ones = (count: number): number[] => number(2 ** count - 1, count).slice();

function profile({ subLayers }: TestSps): number[] {
  const rest = subLayers.length === 0 ? 0 : 8 - subLayers.length;
  return [
    ...[1, 0x60, 0, 0, 0, 0x90, 0, 0, 0, 0, 0, 30].flatMap((byte) =>
      number(byte, 8),
    ),
    ...subLayers.flatMap(([first, second]) => [
      ...flag(first),
      ...flag(second),
    ]),
    ...number(0, 2 * rest),
    ...subLayers.flatMap(([hasProfile, hasLevel]) =>
      Array.from({ length: (hasProfile ? 11 : 0) + (hasLevel ? 1 : 0) }, () =>
        ones(8),
      ).flat(),
    ),
  ];
}

function lists(kind: TestSps['lists']): number[] {
  if (kind === 'none') return [0];
  if (kind === 'usual') return [1, 0];
  const written = [16, 64, 65, 65].flatMap((count, size) =>
    Array.from({ length: size === 3 ? 2 : 6 }, () =>
      kind === 'written'
        ? [1, ...Array.from({ length: count }, (_, i) => golomb(i)).flat()]
        : [0, ...golomb(1)],
    ).flat(),
  );
  return [1, 1, ...written];
}

function references(sps: TestSps): number[] {
  const { sets, isMadeOfOther, longTerm } = sps;
  return [
    ...golomb(sets.length),
    ...sets.flatMap((count, set) => [
      ...(set === 0 ? [] : flag(isMadeOfOther)),
      ...golomb(count >> 1),
      ...golomb(count - (count >> 1)),
      ...Array.from({ length: count }, (_, i) => [...golomb(i), 1]).flat(),
    ]),
    ...(longTerm === 0
      ? [0]
      : [1, ...golomb(longTerm), ...ones(longTerm * (4 + 4 + 1))]),
  ];
}

function use({ aspect, hasOverscan, hasSignal, colour }: TestSps): number[] {
  return [
    ...flag(aspect !== undefined),
    ...(aspect === undefined ? [] : number(aspect, 8)),
    ...(aspect === 255 ? ones(32) : []),
    ...(hasOverscan ? [1, 1] : [0]),
    ...(hasSignal ? [1, 1, 0, 1, 1, ...codePoints(colour)] : [0]),
  ];
}

/** With the bytes that keep zeros apart (7.4.2). */
function spsUnit(sps: TestSps): number[] {
  const { subLayers, chroma, hasWindow, hasOrders, hasPcm } = sps;
  const orders = hasOrders ? subLayers.length + 1 : 1;
  const bits = [
    ...number(0, 4),
    ...number(subLayers.length, 3),
    1,
    ...profile(sps),
    ...golomb(0),
    ...golomb(chroma),
    ...(chroma === 3 ? [0] : []),
    ...SIZE,
    ...(hasWindow ? [1, ...[1, 2, 3, 4].flatMap(golomb)] : [0]),
    ...[...golomb(0), ...golomb(2), ...golomb(4)],
    ...flag(hasOrders),
    ...Array.from({ length: 3 * orders }, () => golomb(4)).flat(),
    ...[0, 1, 0, 3, 1, 2].flatMap(golomb),
    ...lists(sps.lists),
    ...[1, 0],
    ...(hasPcm ? [1, ...number(0x77, 8), ...golomb(0), ...golomb(2), 1] : [0]),
    ...references(sps),
    ...[1, 0, 1],
    ...use(sps),
    1,
  ];
  return [0x42, 1, ...separated(packed(bits))];
}

function separated(bytes: readonly number[]): number[] {
  const unit: number[] = [];
  for (const byte of bytes) {
    if (byte <= 3 && unit.at(-1) === 0 && unit.at(-2) === 0) unit.push(3);
    unit.push(byte);
  }
  return unit;
}

/** What an hvcC box holds (ISO/IEC 14496-15, 8.3.3.1): another unit, then this one. */
export function hevcConfig(sps: TestSps): Uint8Array<ArrayBuffer> {
  const unit = spsUnit(sps);
  return bytesOf(
    new Uint8Array(22),
    2,
    ...[0xa0, u16be(2), u16be(3), [0x40, 1, 1], u16be(2), [0x40, 1]],
    ...[0xa1, u16be(1), u16be(unit.length), unit],
  );
}
