import { linearToSrgb } from './unpack-samples.ts';
import { PHOTOMETRIC, type TiffLayout } from './tiff-layout.ts';

/**
 * Writes `count` pixels of 0–255 samples as RGBA.
 * `samples` holds all components of a pixel side by side.
 */
export type PaintRow = (
  samples: Uint16Array,
  count: number,
  rgba: Uint8ClampedArray,
  at: number,
) => void;

/**
 * How a page's samples become sRGB; undefined where nothing here knows its colours. Extra samples
 * are alpha only where the file says so.
 */
export function rowPainter(layout: TiffLayout): PaintRow | undefined {
  const step = layout.samplesPerPixel;
  switch (layout.photometric) {
    case PHOTOMETRIC.whiteIsZero:
      return grayPainter(step, 255, alphaOf(layout, 1));
    case PHOTOMETRIC.blackIsZero:
      return grayPainter(step, 0, alphaOf(layout, 1));
    case PHOTOMETRIC.mask:
      return grayPainter(step, 0);
    case PHOTOMETRIC.rgb:
      return step < 3
        ? grayPainter(step, 0)
        : rgbPainter(step, alphaOf(layout, 3));
    case PHOTOMETRIC.palette:
      return palettePainter(step, layout.colourMap);
    case PHOTOMETRIC.cmyk:
      return step < 4 || layout.inkSet !== 1 ? undefined : cmykPainter(step);
    case PHOTOMETRIC.yCbCr:
      return step < 3 ? undefined : yCbCrPainter(step);
    case PHOTOMETRIC.cieLab:
      return step < 3 ? grayPainter(step, 0) : labPainter(step, 128);
    case PHOTOMETRIC.iccLab:
      return step < 3 ? grayPainter(step, 0) : labPainter(step, 0);
    default:
      return undefined;
  }
}

type Alpha = 'none' | 'multiplied-in' | 'apart';

/** @param colours Samples of a pixel that are no extra ones. */
function alphaOf(
  { samplesPerPixel, extraSample }: TiffLayout,
  colours: number,
): Alpha {
  if (samplesPerPixel <= colours) return 'none';
  if (extraSample === 1) return 'multiplied-in';
  return extraSample === 2 ? 'apart' : 'none';
}

/** `flip` 255 turns black and white over. */
export function grayPainter(
  step: number,
  flip: 0 | 255,
  alpha: Alpha = 'none',
): PaintRow {
  return (samples, count, rgba, at) => {
    for (let i = 0, from = 0, to = at; i < count; i++, from += step, to += 4) {
      const opacity = alpha === 'none' ? 255 : (samples[from + 1] ?? 255);
      const value = (samples[from] ?? 0) * lightPerSample(alpha, opacity);
      const light = flip === 255 ? 255 - value : value;
      rgba[to] = light;
      rgba[to + 1] = light;
      rgba[to + 2] = light;
      rgba[to + 3] = opacity;
    }
  };
}

/** What undoes that alpha was multiplied in. */
function lightPerSample(alpha: Alpha, opacity: number): number {
  return alpha === 'multiplied-in' && opacity > 0 ? 255 / opacity : 1;
}

export function rgbPainter(step: number, alpha: Alpha): PaintRow {
  return (samples, count, rgba, at) => {
    for (let i = 0, from = 0, to = at; i < count; i++, from += step, to += 4) {
      const opacity = alpha === 'none' ? 255 : (samples[from + 3] ?? 255);
      const scale = lightPerSample(alpha, opacity);
      rgba[to] = (samples[from] ?? 0) * scale;
      rgba[to + 1] = (samples[from + 1] ?? 0) * scale;
      rgba[to + 2] = (samples[from + 2] ?? 0) * scale;
      rgba[to + 3] = opacity;
    }
  };
}

/** 16-bit reds, then greens, then blues. Some programs write 8-bit values; then all stay under 256. */
export function palettePainter(step: number, map: readonly number[]): PaintRow {
  const size = Math.floor(map.length / 3);
  const divisor = map.some((value) => value > 255) ? 257 : 1;
  const colours = Uint8Array.from(map, (value) => Math.round(value / divisor));
  return (samples, count, rgba, at) => {
    for (let i = 0, to = at; i < count; i++, to += 4) {
      const index = samples[i * step] ?? 0;
      rgba[to] = colours[index] ?? 0;
      rgba[to + 1] = colours[size + index] ?? 0;
      rgba[to + 2] = colours[2 * size + index] ?? 0;
      rgba[to + 3] = 255;
    }
  };
}

/**
 * The rule for inks: each takes away its share of the paper's light, and black of what is left
 * (R = (1 − C)(1 − K) …), as browsers do with CMYK JPEGs. Profiles of presses are not applied:
 * every step of every ladder can follow this rule, and copies follow the same one.
 */
export function cmykPainter(step: number): PaintRow {
  return (samples, count, rgba, at) => {
    for (let i = 0, from = 0, to = at; i < count; i++, from += step, to += 4) {
      const paper = (255 - (samples[from + 3] ?? 0)) / 255;
      rgba[to] = (255 - (samples[from] ?? 0)) * paper;
      rgba[to + 1] = (255 - (samples[from + 1] ?? 0)) * paper;
      rgba[to + 2] = (255 - (samples[from + 2] ?? 0)) * paper;
      rgba[to + 3] = 255;
    }
  };
}

/** Full-range JFIF (ITU-T T.871). */
export function yCbCrPainter(step: number): PaintRow {
  return (samples, count, rgba, at) => {
    for (let i = 0, from = 0, to = at; i < count; i++, from += step, to += 4) {
      const y = samples[from] ?? 0;
      const cb = (samples[from + 1] ?? 0) - 128;
      const cr = (samples[from + 2] ?? 0) - 128;
      rgba[to] = y + 1.402 * cr;
      rgba[to + 1] = y - 0.344136 * cb - 0.714136 * cr;
      rgba[to + 2] = y + 1.772 * cb;
      rgba[to + 3] = 255;
    }
  };
}

/**
 * CIE L*a*b* of D50 to sRGB (CIE 15; Bradford adaptation, IEC 61966-2-1).
 * @param flip 128 where a and b are signed, 0 where they are stored plus 128.
 */
export function labPainter(step: number, flip: 0 | 128): PaintRow {
  return (samples, count, rgba, at) => {
    for (let i = 0, from = 0, to = at; i < count; i++, from += step, to += 4) {
      const fy = ((samples[from] ?? 0) / 2.55 + 16) / 116;
      const fx = fy + (((samples[from + 1] ?? 0) ^ flip) - 128) / 500;
      const fz = fy - (((samples[from + 2] ?? 0) ^ flip) - 128) / 200;
      const x = 0.9642 * inverseLab(fx);
      const y = inverseLab(fy);
      const z = 0.8249 * inverseLab(fz);
      rgba[to] = linearToSrgb(3.1339 * x - 1.6169 * y - 0.4906 * z);
      rgba[to + 1] = linearToSrgb(-0.9788 * x + 1.9161 * y + 0.0335 * z);
      rgba[to + 2] = linearToSrgb(0.0719 * x - 0.229 * y + 1.4052 * z);
      rgba[to + 3] = 255;
    }
  };
}

function inverseLab(t: number): number {
  return t > 6 / 29 ? t ** 3 : 3 * (6 / 29) ** 2 * (t - 4 / 29);
}
