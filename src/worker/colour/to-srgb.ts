import { linearToSrgb } from '../tiff/unpack-samples.ts';
import { toLinearSrgb, type ColourSpace, type Matrix } from './colour-space.ts';
import type { RgbRaster } from '../kernels/raster.ts';

/** How pixels of a space become sRGB. */
export interface SrgbConversion {
  linear: ColourSpace['linear'];
  matrix: Matrix;
  /** Equal for spaces that are the same to the eye, whichever profile describes them. */
  key: string;
}

/** Colours that differ by no more than this many levels of 255 need no conversion. */
const SAME_LEVELS = 2;

/** Corners and a few colours between; if these stay, all stay. */
const PROBES: readonly (readonly [number, number, number])[] = [
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
  [200, 100, 50],
  [50, 100, 200],
  [64, 64, 64],
  [128, 128, 128],
  [200, 200, 200],
];

/** @returns undefined when the space is sRGB or as good as that */
export function srgbConversion(
  space: ColourSpace | undefined,
): SrgbConversion | undefined {
  if (!space) return undefined;
  const { linear } = space;
  const matrix = toLinearSrgb(space);
  const probes = Uint8Array.from(PROBES.flat());
  const conversion = { linear, matrix, key: '' };
  const converted = convertRgb(probes, conversion);
  const isSrgb = converted.every(
    (value, i) => Math.abs(value - (probes[i] ?? 0)) <= SAME_LEVELS,
  );
  if (isSrgb || !matrix.flat().every(Number.isFinite)) return undefined;
  // In steps of three levels: two makers' descriptions of one space differ in the last digits.
  const key = [...converted].map((value) => Math.round(value / 3)).join();
  return { ...conversion, key };
}

/**
 * A raster in sRGB, which is where all pictures are compared. Done on the reduced raster: the
 * picture's own pixels would take a hundred times as long, and averages of neighbours hardly move.
 */
export function rasterToSrgb(
  raster: RgbRaster,
  conversion: SrgbConversion | undefined,
): RgbRaster {
  if (!conversion) return raster;
  return { ...raster, data: convertRgb(raster.data, conversion) };
}

/** Linear light in steps fine enough for the dark end of the curve. */
const STEPS = 8192;

const TO_SRGB = Uint8Array.from({ length: STEPS + 1 }, (_, i) =>
  linearToSrgb(i / STEPS),
);

function convertRgb(
  rgb: Uint8Array,
  { linear: [reds, greens, blues], matrix }: SrgbConversion,
): Uint8Array {
  const out = new Uint8Array(rgb.length);
  // In locals: this runs over every pixel of the raster.
  const [[rr, rg, rb], [gr, gg, gb], [br, bg, bb]] = matrix;
  for (let at = 0; at + 2 < rgb.length; at += 3) {
    const r = reds[rgb[at] ?? 0] ?? 0;
    const g = greens[rgb[at + 1] ?? 0] ?? 0;
    const b = blues[rgb[at + 2] ?? 0] ?? 0;
    out[at] = coded(rr * r + rg * g + rb * b);
    out[at + 1] = coded(gr * r + gg * g + gb * b);
    out[at + 2] = coded(br * r + bg * g + bb * b);
  }
  return out;
}

/** sRGB's level for linear light, 0–1; what is out of gamut goes to its edge. */
function coded(light: number): number {
  if (light <= 0) return 0;
  return TO_SRGB[light >= 1 ? STEPS : Math.round(light * STEPS)] ?? 0;
}
