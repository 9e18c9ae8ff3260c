/** Three rows of three. */
export type Matrix = readonly [
  readonly [number, number, number],
  readonly [number, number, number],
  readonly [number, number, number],
];

/** An RGB space: how code values become light, and which light each channel is. */
export interface ColourSpace {
  /** Per channel, light from 0 to 1 for each of the 256 code values; 1 is white on a usual screen. */
  linear: readonly [Float32Array, Float32Array, Float32Array];
  /** Linear RGB to CIE XYZ under D50, as ICC profiles have it. */
  toXyz: Matrix;
}

/** sRGB's colorants under D50 (IEC 61966-2-1, Bradford adaptation). */
const SRGB_TO_XYZ: Matrix = [
  [0.4360747, 0.3850649, 0.1430804],
  [0.2225045, 0.7168786, 0.0606169],
  [0.0139322, 0.0971045, 0.7141733],
];

/** Primaries by their code point (ITU-T H.273, table 2), under D50: Display P3 and BT.2020. */
const PRIMARIES: Readonly<Record<number, Matrix>> = {
  1: SRGB_TO_XYZ,
  9: [
    [0.6734241, 0.1656411, 0.1251286],
    [0.2790177, 0.6753402, 0.0456377],
    [-0.00193, 0.0299784, 0.797333],
  ],
  12: [
    [0.5151187, 0.2919778, 0.1571035],
    [0.2411892, 0.6922441, 0.0665668],
    [-0.0010505, 0.0418791, 0.7840713],
  ],
};

/** Transfers by their code points (ITU-T H.273, table 3); that of BT.709 is the usual one of video. */
export const BT709 = 1;
export const PQ = 16;
export const HLG = 18;

/** Nits of SDR white in HDR pictures (ITU-R BT.2408), and of the screen that HLG is made for. */
const WHITE_NITS = 203;
const HLG_PEAK_NITS = 1000;

/**
 * A space by its code points in a file (ITU-T H.273). The rule for HDR: light is taken relative to
 * SDR white at 203 nits; up to half of that it stays, above it is bent towards 1, so that an HDR
 * picture and its SDR copy come out nearly alike and highlights keep their shapes. Other transfers count as sRGB's, which all of SDR video is close to.
 * @returns undefined for primaries that are not known here
 */
export function codedSpace(
  primaries: number,
  transfer: number,
): ColourSpace | undefined {
  const toXyz = PRIMARIES[primaries];
  if (!toXyz) return undefined;
  const curve = curveOf(transfer);
  const linear = Float32Array.from({ length: 256 }, (_, i) => curve(i / 255));
  return { linear: [linear, linear, linear], toXyz };
}

/**
 * sRGB but for its brightness.
 * @param shownAs what linear light from 0 to 1 is to be
 */
export function lightSpace(shownAs: (light: number) => number): ColourSpace {
  const linear = Float32Array.from({ length: 256 }, (_, i) =>
    shownAs(srgbToLinear(i / 255)),
  );
  return { linear: [linear, linear, linear], toXyz: SRGB_TO_XYZ };
}

function curveOf(transfer: number): (value: number) => number {
  if (transfer === PQ) return (value) => shownNits(pqNits(value));
  if (transfer === HLG) return (value) => shownNits(hlgNits(value));
  return srgbToLinear;
}

/** Light of so many nits on the screen, by the rule for HDR. */
export function shownNits(nits: number): number {
  return toneMap(nits / WHITE_NITS);
}

/** Light of video, by the rule for its numbers: they count as sRGB's. */
export function shownVideo(light: number): number {
  const number = light < 0.018 ? 4.5 * light : 1.099 * light ** 0.45 - 0.099; // ITU-R BT.709
  return srgbToLinear(number);
}

/** As it is up to half of white, then bent so that the brightest light comes near 1. */
function toneMap(light: number): number {
  return light <= 0.5 ? light : 1 - 0.5 * Math.exp(1 - 2 * light);
}

/** SMPTE ST 2084. */
function pqNits(value: number): number {
  const root = value ** (1 / 78.84375);
  const ratio = Math.max(0, root - 0.8359375) / (18.8515625 - 18.6875 * root);
  return 10_000 * ratio ** (1 / 0.1593017578125);
}

/** ARIB STD-B67 with the system gamma of a 1000-nit screen, per channel. */
function hlgNits(value: number): number {
  const scene =
    value <= 0.5
      ? value ** 2 / 3
      : (Math.exp((value - 0.55991073) / 0.17883277) + 0.28466892) / 12;
  return HLG_PEAK_NITS * scene ** 1.2;
}

/**
 * Nits on the screen that HLG is made for, of light on another one (ITU-R BT.2390, 6.2).
 * @param light of that screen, 0–1
 */
export function hlgScreenNits(light: number, peakNits: number): number {
  const gamma = 1.2 * 1.111 ** Math.log2(peakNits / HLG_PEAK_NITS);
  return HLG_PEAK_NITS * light ** (1.2 / gamma);
}

/** IEC 61966-2-1, 0–1 to 0–1. */
function srgbToLinear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** What turns linear light of a space into linear sRGB. */
export function toLinearSrgb({ toXyz }: ColourSpace): Matrix {
  return multiply(inverse(SRGB_TO_XYZ), toXyz);
}

function multiply(a: Matrix, b: Matrix): Matrix {
  const cell = (row: 0 | 1 | 2, column: 0 | 1 | 2): number =>
    a[row][0] * b[0][column] +
    a[row][1] * b[1][column] +
    a[row][2] * b[2][column];
  const rowOf = (row: 0 | 1 | 2): Matrix[0] => [
    cell(row, 0),
    cell(row, 1),
    cell(row, 2),
  ];
  return [rowOf(0), rowOf(1), rowOf(2)];
}

/** By cofactors. */
function inverse([[a, b, c], [d, e, f], [g, h, i]]: Matrix): Matrix {
  const scale =
    1 / (a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g));
  return [
    [(e * i - f * h) * scale, (c * h - b * i) * scale, (b * f - c * e) * scale],
    [(f * g - d * i) * scale, (a * i - c * g) * scale, (c * d - a * f) * scale],
    [(d * h - e * g) * scale, (b * g - a * h) * scale, (a * e - b * d) * scale],
  ];
}
