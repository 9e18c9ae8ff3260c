import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinedBytes } from '../../domain/joined-bytes.ts';
import {
  anyHeader,
  jxlHeader,
  PLAIN_HDR,
  type TestHeader,
} from '../testing/jxl-header-bits.ts';
import { box, bytesOf, u32be } from '../test-pictures.ts';
import { codedSpace } from './colour-space.ts';
import { relabelJxl } from './relabel-jxl.ts';

const HEAD = bytesOf(
  '\0\0\0\x0cJXL \r\n\x87\n',
  box('ftyp', ...bytesOf('jxl ', 0, 0, 0, 0)),
);

/** Three parts, with boxes between them; the header stands in the first. */
function inParts(header: Uint8Array, frames: Uint8Array): Uint8Array {
  const [one, two] = [frames.length / 3, frames.length / 2];
  const part = (number: number, data: Uint8Array): number[] =>
    box('jxlp', ...u32be(number), ...data);
  return bytesOf(
    HEAD,
    part(0, bytesOf(header, frames.subarray(0, one))),
    box('Exif', 0, 0, 0, 0),
    part(1, frames.subarray(one, two)),
    part(0x8000_0002, frames.subarray(two)),
  );
}

const WAYS: readonly ((
  header: Uint8Array,
  frames: Uint8Array,
) => Uint8Array)[] = [
  (header, frames) => bytesOf(header, frames),
  (header, frames) => bytesOf(HEAD, box('jxlc', ...header, ...frames)),
  inParts,
];

const VIDEO = 1;
const PQ = 16;
const SRGB = 13;

/** What a decoder is to find. */
function srgbHeader(header: TestHeader): Uint8Array {
  const { extra, targetHalf } = header;
  return jxlHeader({
    ...header,
    whitePoint: undefined,
    primaries: 1,
    transfer: SRGB,
    extra: extra ?? { turn: 0 },
    // 608 nits, and else what it was, or the usual 255.
    targetHalf:
      header.transfer === PQ ? 0x60c0 : ((extra && targetHalf) ?? 0x5bf8),
  });
}

test('all but the name of the colours stays, whatever holds it', () => {
  fc.assert(
    fc.property(
      anyHeader,
      fc.uint8Array({ minLength: 1, maxLength: 60 }),
      fc.constantFrom(...WAYS),
      (header, frames, way) => {
        const file = Uint8Array.from(way(jxlHeader(header), frames));
        const made = relabelJxl(file);
        expect(made?.bytes).toEqual(joinedBytes([srgbHeader(header), frames]));
      },
    ),
    { numRuns: 300 },
  );
});

describe('the space of the pixels that are then made', () => {
  test.each([
    [1, 1],
    [9, 9],
    [11, 12],
  ])('samples as stored: the named one, %i', (primaries, h273) => {
    for (const transfer of [VIDEO, PQ, 18]) {
      const file = jxlHeader({ ...PLAIN_HDR, primaries, transfer });
      expect(relabelJxl(file)?.space).toEqual(codedSpace(h273, transfer));
    }
  });

  /** The level for light of so many nits under sRGB's curve, made sRGB by the rule. */
  function shown(header: Partial<TestHeader>, level: number): number {
    const file = jxlHeader({ ...PLAIN_HDR, isXyb: true, ...header });
    return relabelJxl(file)!.space.linear[0][level]!;
  }

  test('stored light in PQ: the top is 608 nits, three times white', () => {
    expect(shown({}, 255)).toBeCloseTo(
      1 - 0.5 * Math.exp(1 - (2 * 608) / 203),
      4,
    );
    // sRGB's 120 is .1878 of the light: 114 nits, over half of white.
    expect(shown({}, 120)).toBeCloseTo(
      1 - 0.5 * Math.exp(1 - (2 * 0.1878 * 608) / 203),
      3,
    );
  });

  test('stored light in HLG: as on a screen of 1000 nits', () => {
    const target = { extra: { turn: 0 }, transfer: 18 };
    // For a screen of 1000 nits, it is what it is.
    const same = shown({ ...target, targetHalf: 0x63d0 }, 60);
    expect(same).toBeCloseTo(
      (1000 * ((60 / 255 + 0.055) / 1.055) ** 2.4) / 203,
    );
    // Made for a darker screen, whose system gamma is lower, the same light is darker on this one.
    expect(shown({ ...target, targetHalf: 0x5bf8 }, 60)).toBeLessThan(same);
  });
});

test('stored light of video: as its numbers are shown that are taken for those of sRGB', () => {
  const file = jxlHeader({
    ...{ ...PLAIN_HDR, isXyb: true },
    ...{ primaries: 1, transfer: VIDEO },
  });
  const { linear, toXyz } = relabelJxl(file)!.space;
  // ITU-R BT.709: mid-gray light of .18 is the number .409, which as sRGB's is light of .139.
  const level = 255 * (1.055 * 0.18 ** (1 / 2.4) - 0.055);
  expect(linear[0][Math.round(level)]).toBeCloseTo(0.139, 2);
  expect([linear[0][0], linear[0][255]]).toEqual([0, 1]);
  expect(toXyz).toEqual(codedSpace(1, SRGB)?.toXyz);
});

test.each<[string, Partial<TestHeader>]>([
  ['sRGB', { primaries: 1, transfer: SRGB }],
  ['linear light', { transfer: 8 }],
  ['primaries written out', { primaries: 2 }],
  ['a profile', { hasProfile: true }],
])('left as it is: %s', (_name, change) => {
  expect(relabelJxl(jxlHeader({ ...PLAIN_HDR, ...change }))).toBeUndefined();
});

test('a header that is cut, or goes on in the next part, is left as it is', () => {
  const header = jxlHeader(PLAIN_HDR);
  const split = bytesOf(
    HEAD,
    box('jxlp', 0, 0, 0, 0, ...header.subarray(0, -2)),
    box('jxlp', 0, 0, 0, 1, ...header.subarray(-2)),
  );
  expect(relabelJxl(split)).toBeUndefined();
  for (let end = 0; end < header.length; end++) {
    expect(relabelJxl(header.slice(0, end))).toBeUndefined();
  }
});

test('changed and cut files: never an error, never much more bytes, always light in range', () => {
  fc.assert(
    fc.property(
      anyHeader,
      fc.constantFrom(...WAYS),
      fc.array(fc.tuple(fc.nat(300), fc.nat(255)), { maxLength: 8 }),
      fc.nat(400),
      (header, way, changes, cut) => {
        const bytes = Uint8Array.from(
          way(jxlHeader(header), new Uint8Array(30)),
        );
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        const made = relabelJxl(bytes.slice(0, Math.max(cut, 60)));
        if (!made) return;
        expect(made.bytes.length).toBeLessThan(bytes.length + 20);
        const light = [...made.space.linear[0]];
        expect(light.every((one) => one >= 0 && one <= 1)).toBe(true);
      },
    ),
    { numRuns: 1000 },
  );
});
