import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { av1Colour } from './av1-colour.ts';
import { hevcColour } from './hevc-colour.ts';
import {
  anySequence,
  av1Units,
  PLAIN_SEQUENCE,
  type TestSequence,
} from '../testing/av1-header.ts';
import {
  anySps,
  hevcConfig,
  PLAIN_SPS,
  type TestSps,
} from '../testing/hevc-header.ts';

function ofAv1(change: Partial<TestSequence>): unknown {
  const units = av1Units({ ...PLAIN_SEQUENCE, ...change });
  return av1Colour(Uint8Array.from(units));
}

function ofHevc(change: Partial<TestSps>): unknown {
  return hevcColour(hevcConfig({ ...PLAIN_SPS, ...change }));
}

describe('whatever stands in front of them, colours are found', () => {
  test('in HEVC', () => {
    fc.assert(
      fc.property(anySps, (sps) => {
        expect(hevcColour(hevcConfig(sps))).toEqual(sps.colour);
      }),
      { numRuns: 500 },
    );
  });

  test('in AV1', () => {
    fc.assert(
      fc.property(anySequence, (sequence) => {
        const units = Uint8Array.from(av1Units(sequence));
        expect(av1Colour(units)).toEqual(sequence.colour);
      }),
      { numRuns: 500 },
    );
  });
});

describe('nothing is found where nothing is said', () => {
  test.each<[string, unknown]>([
    ['HEVC without colours', ofHevc({ colour: undefined })],
    ['HEVC without a word of the signal', ofHevc({ hasSignal: false })],
    [
      'HEVC of films, whose sets are made of others',
      ofHevc({ sets: [2, 2], isMadeOfOther: true }),
    ],
    ['HEVC with more sets than there can be', ofHevc({ sets: sixtyFive() })],
    ['no HEVC units', hevcColour(new Uint8Array(23))],
    ['AV1 without colours', ofAv1({ colour: undefined })],
    ['AV1 without a header', av1Colour(Uint8Array.of(0x12, 0, 0x32, 0))],
    ['nothing', av1Colour(new Uint8Array())],
  ])('%s', (_name, found) => {
    expect(found).toBeUndefined();
    expect(ofHevc({})).toEqual(PLAIN_SPS.colour);
    expect(ofAv1({})).toEqual(PLAIN_SEQUENCE.colour);
  });
});

function sixtyFive(): number[] {
  return Array.from({ length: 65 }, () => 0);
}

describe('any bytes at all: an answer, or none', () => {
  test.each([
    ['HEVC', hevcColour, hevcConfig({ ...PLAIN_SPS, lists: 'written' })],
    [
      'AV1',
      av1Colour,
      Uint8Array.from(av1Units({ ...PLAIN_SEQUENCE, isReduced: false })),
    ],
  ] as const)('%s', (_name, read, whole) => {
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 8 }),
        fc.nat(whole.length),
        (changes, length) => {
          const bytes = whole.slice();
          for (const [at, value] of changes) bytes[at] = value;
          const found = read(bytes.subarray(0, length));
          const levels = found ? [found.primaries, found.transfer] : [];
          expect(levels.every((one) => one >= 0 && one <= 255)).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('of a cut header the colours that it had, or none', () => {
    for (const [read, whole] of [
      [hevcColour, hevcConfig(PLAIN_SPS)],
      [av1Colour, Uint8Array.from(av1Units(PLAIN_SEQUENCE))],
    ] as const) {
      const found = new Set(
        Array.from(whole, (_, length) =>
          JSON.stringify(read(whole.subarray(0, length))),
        ),
      );
      const { colour } = PLAIN_SPS;
      expect(found).toEqual(new Set([undefined, JSON.stringify(colour)]));
    }
  });

  test('soon, of a million of them', () => {
    for (const value of [0, 0x08, 0xff]) {
      const bytes = new Uint8Array(1_000_000).fill(value);
      const startedMs = performance.now();
      hevcColour(bytes);
      av1Colour(bytes);
      expect(performance.now() - startedMs).toBeLessThan(500);
    }
  });
});
