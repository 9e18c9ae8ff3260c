/** A filter as programs that resize pictures use them. */
export interface ResampleFilter {
  /** How far it reaches, in pixels of the coarser grid. */
  support: number;
  weight: (distance: number) => number;
  /** Reaches no farther where it reduces: what lies between is dropped. */
  isPoint?: true;
  /** How far from the centre of a pixel it looks, px of the source. @param ratio as in TargetLine */
  shift?: (ratio: number) => number;
}

function cubicWeight(distance: number): number {
  const x = Math.abs(distance);
  if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
  return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

export const BOX: ResampleFilter = {
  support: 0.5,
  weight: (distance) => (distance > -0.5 && distance <= 0.5 ? 1 : 0),
};
export const BILINEAR: ResampleFilter = {
  support: 1,
  weight: (distance) => Math.max(0, 1 - Math.abs(distance)),
};
/** Pillow's: nearly as sharp as a box, without its jaggies. */
export const HAMMING: ResampleFilter = {
  support: 1,
  weight: (distance) =>
    Math.abs(distance) < 1
      ? sinc(distance) * (0.54 + 0.46 * Math.cos(Math.PI * distance))
      : 0,
};
export const BICUBIC: ResampleFilter = { support: 2, weight: cubicWeight };
export const LANCZOS: ResampleFilter = {
  support: 3,
  weight: (distance) =>
    Math.abs(distance) < 3 ? sinc(distance) * sinc(distance / 3) : 0,
};

/** As programs use it that drop pixels for speed: cv2, canvases, graphics cards. */
function dropping(filter: ResampleFilter): ResampleFilter {
  return { ...filter, isPoint: true };
}

export const POINT_BILINEAR = dropping(BILINEAR);
export const POINT_BICUBIC = dropping(BICUBIC);
/** Halfway between two pixels rounding decides, and each program rounds in its own way. */
const HALFWAY_PX = 1e-4;
const PIXEL = dropping(BOX);
/**
 * Take one pixel whole: the nearest, this or that of two as near, or the one at the corner. The last
 * knows no pixel where two are as near (NaN), for programs whose rounding changes on the way.
 */
export const NEAREST: readonly ResampleFilter[] = [
  { ...PIXEL, shift: () => HALFWAY_PX },
  { ...PIXEL, shift: () => -HALFWAY_PX },
  { ...PIXEL, shift: (ratio) => HALFWAY_PX - ratio / 2 },
  {
    ...PIXEL,
    weight: (distance) =>
      Math.abs(Math.abs(distance) - 0.5) < HALFWAY_PX
        ? NaN
        : PIXEL.weight(distance),
  },
];

/** Luma levels, row by row. */
export interface Levels {
  data: Float32Array;
  widthPx: number;
  heightPx: number;
}

/** Pixels in a line of the target, and where they lie beside those of the source. */
export interface TargetLine {
  count: number;
  /** Pixels of the source per pixel of the target. */
  ratio: number;
  /** Where the first one begins, px of the source. */
  start: number;
}

/** Part of a picture's pixels in another size. */
export interface TargetPart {
  across: TargetLine;
  down: TargetLine;
}

/** Which pixels of a line make one of the target. */
interface Taps {
  from: number;
  weights: Float64Array;
}

function tapsOf(
  { support, weight, isPoint, shift }: ResampleFilter,
  { count, ratio, start }: TargetLine,
  length: number,
): Taps[] {
  const inside = (at: number): number => Math.min(length - 1, Math.max(0, at));
  return Array.from({ length: count }, (_, at) => {
    const centre = start + (at + 0.5) * ratio + (shift?.(ratio) ?? 0);
    const reach = isPoint ? 1 : Math.max(1, ratio);
    const from = inside(Math.ceil(centre - support * reach - 0.5));
    const to = inside(Math.floor(centre + support * reach - 0.5));
    const weights = Float64Array.from({ length: to - from + 1 }, (_tap, tap) =>
      weight((from + tap + 0.5 - centre) / reach),
    );
    const sum = weights.reduce((a, b) => a + b, 0);
    // Beyond the edge there is nothing to weigh.
    if (sum === 0) return { from, weights: weights.fill(1 / weights.length) };
    return { from, weights: weights.map((one) => one / sum) };
  });
}

/** Adds a weighted row to one of the result. */
function addRow(
  source: Float32Array,
  from: number,
  weight: number,
  result: Float32Array,
  to: number,
  width: number,
): void {
  for (let x = 0; x < width; x += 1) {
    result[to + x] = (result[to + x] ?? 0) + weight * (source[from + x] ?? 0);
  }
}

/** Each row of the result is a sum of rows of the source, which are `width` long. */
function resampleRows(
  source: Float32Array,
  width: number,
  rows: readonly Taps[],
): Float32Array {
  const result = new Float32Array(rows.length * width);
  rows.forEach(({ from, weights }, y) => {
    weights.forEach((weight, tap) => {
      addRow(source, (from + tap) * width, weight, result, y * width, width);
    });
  });
  return result;
}

function transposed(rows: Float32Array, width: number): Float32Array {
  const height = rows.length / width;
  const columns = new Float32Array(rows.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      columns[x * height + y] = rows[y * width + x] ?? 0;
    }
  }
  return columns;
}

/**
 * A part of a picture as it looks enlarged or reduced by one of the usual filters, with pixel
 * centres where Pillow and the like have them. Row by row; what lies outside the source is left out.
 */
export function resamplePart(
  { data, widthPx, heightPx }: Levels,
  part: TargetPart,
  filter: ResampleFilter,
): Float32Array {
  const rows = resampleRows(data, widthPx, tapsOf(filter, part.down, heightPx));
  const columns = resampleRows(
    transposed(rows, widthPx),
    part.down.count,
    tapsOf(filter, part.across, widthPx),
  );
  return transposed(columns, part.down.count);
}
