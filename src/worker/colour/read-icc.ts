import { ByteReader } from '../byte-reader.ts';
import {
  codedSpace,
  HLG,
  PQ,
  type ColourSpace,
  type Matrix,
} from './colour-space.ts';

const MOST_TAGS = 256;

/** The photos of one camera have one profile, whose curves take longer to read than to compare. */
let last: { profile: Uint8Array; space: ColourSpace | undefined } | undefined;

/**
 * An RGB profile of three colorants and curves (ICC.1:2022), which all cameras, phones and screens
 * use. Profiles of tables (printers, scanners) and of gray or CMYK are not followed.
 * @returns undefined for any other profile and for a broken one
 */
export function readIcc(bytes: Uint8Array): ColourSpace | undefined {
  if (last === undefined || !isSame(last.profile, bytes)) {
    last = { profile: bytes.slice(), space: readProfile(bytes) };
  }
  return last.space;
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

function readProfile(bytes: Uint8Array): ColourSpace | undefined {
  const reader = new ByteReader(bytes);
  if (!reader.isText(36, 'acsp') || !reader.isText(16, 'RGB '))
    return undefined;
  const tags = new Map<string, number>();
  const count = Math.min(reader.u32(128), MOST_TAGS);
  for (let i = 0; i < count; i++) {
    tags.set(reader.text(132 + 12 * i, 4), reader.u32(136 + 12 * i));
  }
  const coded = readCodePoints(reader, tags.get('cicp'));
  if (coded) return coded;
  const [red, green, blue] = ['r', 'g', 'b'].map((channel) =>
    readChannel(reader, tags, channel),
  );
  if (!red || !green || !blue) return undefined;
  const rowOf = (row: 0 | 1 | 2): Matrix[0] => [
    red.xyz[row],
    green.xyz[row],
    blue.xyz[row],
  ];
  return {
    linear: [red.linear, green.linear, blue.linear],
    toXyz: [rowOf(0), rowOf(1), rowOf(2)],
  };
}

/**
 * HDR by code points (ICC.1:2022, 10.3). The curves beside them are made for programs that know no
 * HDR, each by its maker's own rule; of other transfers they say the same as the code points.
 */
function readCodePoints(
  reader: ByteReader,
  at: number | undefined,
): ColourSpace | undefined {
  if (at === undefined || !reader.isText(at, 'cicp')) return undefined;
  const transfer = reader.u8(at + 9);
  return transfer === PQ || transfer === HLG
    ? codedSpace(reader.u8(at + 8), transfer)
    : undefined;
}

interface Channel {
  xyz: readonly [number, number, number];
  linear: Float32Array;
}

function readChannel(
  reader: ByteReader,
  tags: ReadonlyMap<string, number>,
  channel: string,
): Channel | undefined {
  const xyzAt = tags.get(`${channel}XYZ`);
  const curveAt = tags.get(`${channel}TRC`);
  if (xyzAt === undefined || curveAt === undefined) return undefined;
  const curve = readCurve(reader, curveAt);
  if (!curve || !reader.isText(xyzAt, 'XYZ ')) return undefined;
  const fixed = (i: number): number => s15Fixed16(reader, xyzAt + 8 + 4 * i);
  return {
    xyz: [fixed(0), fixed(1), fixed(2)],
    linear: Float32Array.from({ length: 256 }, (_, i) => {
      const light = curve(i / 255);
      return light > 0 ? Math.min(1, light) : 0;
    }),
  };
}

function s15Fixed16(reader: ByteReader, at: number): number {
  return reader.i32(at) / 65_536;
}

type Curve = (value: number) => number;

function readCurve(reader: ByteReader, at: number): Curve | undefined {
  if (reader.isText(at, 'para')) return parametricCurve(reader, at);
  if (!reader.isText(at, 'curv')) return undefined;
  const count = reader.u32(at + 8);
  if (count === 0) return (value) => value;
  if (count === 1) {
    const gamma = reader.u16(at + 12) / 256;
    return (value) => value ** gamma;
  }
  return (value) => {
    const place = value * (count - 1);
    const low = Math.min(count - 2, Math.floor(place));
    const [first, second] = [low, low + 1].map(
      (i) => reader.u16(at + 12 + 2 * i) / 65_535,
    );
    return (first ?? 0) + (place - low) * ((second ?? 0) - (first ?? 0));
  };
}

/** How many numbers each kind has (ICC.1:2022, 10.18). */
const PARAMETERS = [1, 3, 4, 5, 7];

function parametricCurve(reader: ByteReader, at: number): Curve | undefined {
  const kind = reader.u16(at + 8);
  const count = PARAMETERS[kind];
  if (count === undefined) return undefined;
  const [g = 1, a = 1, b = 0, c = 0, d = 0, e = 0, f = 0] = Array.from(
    { length: count },
    (_, i) => s15Fixed16(reader, at + 12 + 4 * i),
  );
  switch (kind) {
    case 0:
      return (value) => value ** g;
    case 1:
      return (value) => (a * value + b >= 0 ? (a * value + b) ** g : 0);
    case 2:
      return (value) => (a * value + b >= 0 ? (a * value + b) ** g : 0) + c;
    case 3:
      return (value) => (value >= d ? (a * value + b) ** g : c * value);
    default:
      return (value) => (value >= d ? (a * value + b) ** g + e : c * value + f);
  }
}
