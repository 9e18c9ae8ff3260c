import fc from 'fast-check';
import { bytesOf } from '../test-pictures.ts';

/** A JPEG XL header in words, to be written bit by bit; what is left out is so in the file. */
export interface TestHeader {
  heightPx: number;
  widthPx: number;
  extra?: {
    turn: number;
    intrinsic?: [heightPx: number, widthPx: number];
    hasPreview?: boolean;
    loops?: number;
  };
  floatBits?: number;
  channelNames: string[];
  isXyb: boolean;
  isGray: boolean;
  hasProfile?: boolean;
  whitePoint?: [number, number] | undefined;
  primaries: number;
  gamma?: number;
  transfer: number;
  targetHalf?: number;
  extensions?: number;
  hasMatrix: boolean;
  tables: [boolean, boolean, boolean];
}

/** Lossless PQ with an alpha channel. */
export const PLAIN_HDR: TestHeader = {
  heightPx: 20,
  widthPx: 30,
  channelNames: ['a'.repeat(48)],
  isXyb: false,
  isGray: false,
  primaries: 9,
  transfer: 16,
  hasMatrix: false,
  tables: [false, false, false],
};

type Bits = number[];

function number(value: number, count: number): Bits {
  return Array.from(
    { length: count },
    (_, i) => Math.floor(value / 2 ** i) % 2,
  );
}

const flag = (value: boolean): Bits => [Number(value)];

/** The choice of that number, then so many bits. */
function chosen(choice: number, value = 0, count = 0): Bits {
  return [...number(choice, 2), ...number(value, count)];
}

function enumerated(value: number): Bits {
  if (value < 2) return chosen(value);
  return value < 18 ? chosen(2, value - 2, 4) : chosen(3, value - 18, 6);
}

/** Written out, never as ratio; the last choice holds every number. */
function size(heightPx: number, widthPx: number): Bits {
  const side = (px: number): Bits => chosen(3, px - 1, 30);
  return [0, ...side(heightPx), ...number(0, 3), ...side(widthPx)];
}

function extraFields({
  turn,
  intrinsic,
  hasPreview = false,
  loops,
}: NonNullable<TestHeader['extra']>): Bits {
  return [
    ...number(turn, 3),
    ...(intrinsic ? [1, ...size(...intrinsic)] : [0]),
    ...flag(hasPreview),
    // 1000 ticks, a divisor of 1001, and whether each frame has its time.
    ...(loops === undefined
      ? [0]
      : [1, ...chosen(1), ...chosen(1), ...chosen(3, loops, 32), 1]),
  ];
}

const HALF = 16;

function depth(floatBits: number | undefined): Bits {
  if (floatBits === undefined) return [0, ...chosen(3, 15, 6)];
  return [1, ...chosen(3, floatBits - 1, 6), ...number(7, 4)];
}

/** Alpha, by the long form with a name. */
function channel(name: string): Bits {
  return [
    ...[0, ...enumerated(0), ...depth(undefined), ...chosen(0)],
    ...chosen(3, name.length - 48, 10),
    ...[...bytesOf(name)].flatMap((letter) => number(letter, 8)),
    1,
  ];
}

const SRGB_TRANSFER = 13;

function space(header: TestHeader): Bits {
  const { isGray, whitePoint, primaries, gamma, transfer } = header;
  const point = ([x, y]: [number, number]): Bits => [
    ...chosen(3, x, 21),
    ...chosen(0, y, 19),
  ];
  if (!isGray && primaries === 1 && transfer === SRGB_TRANSFER) return [1];
  return [
    0,
    ...flag(header.hasProfile ?? false),
    ...enumerated(Number(isGray)),
    ...(whitePoint ? [...enumerated(2), ...point(whitePoint)] : enumerated(1)),
    ...(isGray ? [] : enumerated(primaries)),
    ...(!isGray && primaries === 2
      ? [...point([1, 2]), ...point([3, 4]), ...point([5, 6])]
      : []),
    ...(gamma === undefined
      ? [0, ...enumerated(transfer)]
      : [1, ...number(gamma, 24)]),
    ...enumerated(1),
  ];
}

function transform({ isXyb, hasMatrix, tables }: TestHeader): Bits {
  const numbers = (count: number): Bits =>
    Array.from({ length: count * HALF }, (_, i) => (i % 5 === 0 ? 1 : 0));
  if (!hasMatrix && !tables.includes(true)) return [1];
  return [
    0,
    ...(isXyb ? (hasMatrix ? [0, ...numbers(16)] : [1]) : []),
    ...tables.flatMap(flag),
    ...[15, 55, 210].flatMap((count, i) =>
      tables[i] === true ? numbers(count) : [],
    ),
  ];
}

/** By ISO/IEC 18181-1, D.2 and D.3: signature, size, metadata, up to a whole byte. */
export function jxlHeader(header: TestHeader): Uint8Array<ArrayBuffer> {
  const { extra, channelNames, targetHalf } = header;
  const bits = [
    ...size(header.heightPx, header.widthPx),
    ...[0, ...flag(extra !== undefined)],
    ...(extra ? extraFields(extra) : []),
    ...depth(header.floatBits),
    0,
    ...chosen(3, channelNames.length - 1, 12),
    ...channelNames.flatMap(channel),
    ...flag(header.isXyb),
    ...space(header),
    ...(extra
      ? targetHalf === undefined
        ? [1]
        : [0, ...number(targetHalf, HALF), ...number(0, 2 * HALF + 1)]
      : []),
    ...chosen(header.extensions ?? 0),
    ...transform(header),
  ];
  const packed = new Uint8Array(Math.ceil(bits.length / 8));
  bits.forEach((bit, i) => {
    packed[i >> 3] = (packed[i >> 3] ?? 0) | (bit << (i & 7));
  });
  return bytesOf([0xff, 0x0a], packed);
}

const anySide = fc.integer({ min: 1, max: 2 ** 30 });

/** What stands in every header. */
const anyRequired = fc.record({
  heightPx: anySide,
  widthPx: anySide,
  channelNames: fc.array(
    fc.integer({ min: 48, max: 300 }).map((length) => 'a'.repeat(length)),
    { minLength: 1, maxLength: 3 },
  ),
  isXyb: fc.boolean(),
  isGray: fc.boolean(),
  primaries: fc.constantFrom(1, 9, 11),
  transfer: fc.constantFrom(1, 16, 18),
  hasMatrix: fc.boolean(),
  tables: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
});

/** What may stand there, too. */
const anyOptional = fc.record(
  {
    extra: fc.record(
      {
        turn: fc.nat(7),
        intrinsic: fc.tuple(anySide, anySide),
        loops: fc.nat(2 ** 32 - 1),
      },
      { requiredKeys: ['turn'] },
    ),
    floatBits: fc.constantFrom(16, 24, 32),
    whitePoint: fc.tuple(fc.nat(2 ** 21 - 1), fc.nat(2 ** 19 - 1)),
    targetHalf: fc.nat(0x7bff),
  },
  { requiredKeys: [] },
);

/** Headers in PQ, HLG or the curve of video. */
export const anyHeader: fc.Arbitrary<TestHeader> = fc
  .tuple(anyRequired, anyOptional)
  .map(([required, optional]) => ({ ...required, ...optional }));
