import { type PatchedSample, startOfPatch } from './picture-sample.ts';
import type { PairMeasure } from '../../domain/relation.ts';
import {
  BICUBIC,
  BILINEAR,
  BOX,
  HAMMING,
  LANCZOS,
  type Levels,
  NEAREST,
  POINT_BICUBIC,
  POINT_BILINEAR,
  type ResampleFilter,
  resamplePart,
  type TargetLine,
  type TargetPart,
} from './resample-part.ts';

/*
 * A picture that was enlarged holds what the smaller one foretells; one that was reduced, what the
 * larger one foretells. Programs resize by few filters, so all of them are tried.
 */

/** Programs round the sides of a reduced picture to whole pixels, up or down. */
const ROUNDED_PX = 1.5;
/** Of pictures that show all of each other, sides this far from one proportion come from squeezing. */
const SQUEEZED = 0.03;
/** Fewer pixels of the smaller picture a side say nothing. */
const LEAST_SIDE_PX = 32;
/** More pixels of the larger picture a side say no more, and take their time. */
const MOST_SIDE_PX = 256;
/** As far as the widest filter reaches that enlarges. */
const FILTER_REACH_PX = 4;
/** Rounding to whole levels: what is this near to a picture is that picture. */
const ROUNDING = 0.3;

/** Where fewer of the pixels are known, nothing is said. */
const LEAST_KNOWN = 0.25;

const ENLARGING = [...NEAREST, BILINEAR, HAMMING, BICUBIC, LANCZOS];
const REDUCING = [
  ...NEAREST,
  POINT_BILINEAR,
  POINT_BICUBIC,
  BOX,
  BILINEAR,
  BICUBIC,
  LANCZOS,
];

/**
 * Root mean square of what is left of the differences when both have one tone, levels: saving in
 * another colour space moves all of them. Pixels that are not known (NaN) do not count.
 */
function misfit(pixels: Float32Array, others: Float32Array): number {
  let count = 0;
  let [sum, otherSum, squares, otherSquares, products] = [0, 0, 0, 0, 0];
  for (let at = 0; at < pixels.length; at += 1) {
    const pixel = pixels[at] ?? 0;
    const other = others[at] ?? 0;
    if (Number.isNaN(other)) continue;
    count += 1;
    sum += pixel;
    otherSum += other;
    squares += pixel * pixel;
    otherSquares += other * other;
    products += pixel * other;
  }
  if (count < LEAST_KNOWN * pixels.length) return Infinity;
  const variance = squares / count - (sum / count) ** 2;
  const otherVariance = otherSquares / count - (otherSum / count) ** 2;
  const covariance = products / count - (sum / count) * (otherSum / count);
  const explained = otherVariance > 0 ? covariance ** 2 / otherVariance : 0;
  return Math.sqrt(Math.max(0, variance - explained));
}

function least(
  source: Levels,
  part: TargetPart,
  target: Float32Array,
  filters: readonly ResampleFilter[],
): number {
  return Math.min(
    ...filters.map((filter) =>
      misfit(target, resamplePart(source, part, filter)),
    ),
  );
}

/** Part of a picture at full size. */
interface Part extends Levels {
  /** Where it lies in the picture, px. */
  left: number;
  top: number;
}

/** Pixels of a line. */
interface Shown {
  from: number;
  count: number;
}

/** These pixels of a part. */
function cut(
  { data, widthPx, left, top }: Part,
  columns: Shown,
  rows: Shown,
): Part {
  const pixels = new Float32Array(columns.count * rows.count);
  for (let y = 0; y < rows.count; y += 1) {
    const from = (rows.from + y) * widthPx + columns.from;
    pixels.set(data.subarray(from, from + columns.count), y * columns.count);
  }
  return {
    data: pixels,
    widthPx: columns.count,
    heightPx: rows.count,
    left: left + columns.from,
    top: top + rows.from,
  };
}

function partOf(sample: PatchedSample): Part {
  const { data, widthPx, heightPx } = sample.patch;
  const levels = Float32Array.from(data);
  return { data: levels, widthPx, heightPx, ...startOfPatch(sample) };
}

function middleOf(lengthPx: number): Shown {
  const count = Math.min(lengthPx, MOST_SIDE_PX);
  return { from: Math.floor((lengthPx - count) / 2), count };
}

/** One axis of two pictures: where the part of each begins, and how long it is, px. */
interface Axis {
  /** Pixels of the larger picture per pixel of the smaller. */
  ratio: number;
  larger: Line;
  smaller: Line;
}

interface Line {
  startPx: number;
  lengthPx: number;
}

/** Both axes of two parts of pictures. @param ratios across and down */
function axesOf(
  larger: Part,
  smaller: Part,
  [across, down]: readonly [number, number],
): { across: Axis; down: Axis } {
  const columns = ({ left, widthPx }: Part): Line => ({
    startPx: left,
    lengthPx: widthPx,
  });
  const rows = ({ top, heightPx }: Part): Line => ({
    startPx: top,
    lengthPx: heightPx,
  });
  return {
    across: {
      ratio: across,
      larger: columns(larger),
      smaller: columns(smaller),
    },
    down: { ratio: down, larger: rows(larger), smaller: rows(smaller) },
  };
}

/** The whole pixels of the smaller part that the larger shows. @param marginPx more on each side */
function shownOf({ ratio, larger, smaller }: Axis, marginPx: number): Shown {
  const first = Math.ceil(larger.startPx / ratio) - marginPx;
  const last =
    Math.floor((larger.startPx + larger.lengthPx) / ratio) + marginPx;
  const from = Math.max(0, first - smaller.startPx);
  const to = Math.min(smaller.lengthPx, last - smaller.startPx);
  return { from, count: to - from };
}

/** All pixels of the smaller part, beside those of the larger. */
function reducedLine({ ratio, larger, smaller }: Axis): TargetLine {
  const start = smaller.startPx * ratio - larger.startPx;
  return { count: smaller.lengthPx, ratio, start };
}

/** All pixels of the larger part, beside those of the smaller. */
function enlargedLine({ ratio, larger, smaller }: Axis): TargetLine {
  const start = larger.startPx / ratio - smaller.startPx;
  return { count: larger.lengthPx, ratio: 1 / ratio, start };
}

function decibels(misfitLevels: number, against: number): number {
  return 20 * Math.log10((misfitLevels + ROUNDING) / (against + ROUNDING));
}

/** What a picture holds that one so much smaller could not, levels. */
function ownDetail(
  large: Part,
  [across, down]: readonly [number, number],
): number {
  const coarseLine = (lengthPx: number, ratio: number): TargetLine => ({
    // All of it, so that no pixel is foretold from the far side of an edge.
    count: Math.ceil(lengthPx / ratio),
    ratio,
    start: 0,
  });
  const coarse = {
    across: coarseLine(large.widthPx, across),
    down: coarseLine(large.heightPx, down),
  };
  const reduced = {
    data: resamplePart(large, coarse, LANCZOS),
    widthPx: coarse.across.count,
    heightPx: coarse.down.count,
  };
  const whole = {
    across: { count: large.widthPx, ratio: 1 / across, start: 0 },
    down: { count: large.heightPx, ratio: 1 / down, start: 0 },
  };
  return misfit(large.data, resamplePart(reduced, whole, BICUBIC));
}

/** A row or column less at the edge would move everything; a whole picture that was squeezed is even. */
function isPerhapsTrimmed(
  larger: PatchedSample,
  smaller: PatchedSample,
): boolean {
  const across = larger.widthPx / smaller.widthPx;
  const down = larger.heightPx / smaller.heightPx;
  const isOneShape =
    Math.abs(larger.heightPx / across - smaller.heightPx) <= ROUNDED_PX;
  return !isOneShape && Math.abs(Math.log(across / down)) < SQUEEZED;
}

/** What two pictures of other sizes foretell of each other. See PairMeasure for the meaning. */
type Foretold = Required<Pick<PairMeasure, 'unforetoldDb' | 'foretoldDb'>>;

/**
 * Tells whether the larger of two was reduced or the smaller one enlarged. Reduced copies have 4.5 dB
 * and more that is not foretold, whatever the filter and the saving; enlarged ones 4.5 at most in nine
 * of ten. Both are whole, upright pictures.
 * @returns undefined where one may be trimmed, or too little is shown
 */
export function foretell(
  larger: PatchedSample,
  smaller: PatchedSample,
): Foretold | undefined {
  const ratios = [
    larger.widthPx / smaller.widthPx,
    larger.heightPx / smaller.heightPx,
  ] as const;
  if (isPerhapsTrimmed(larger, smaller)) return undefined;
  const { patch } = larger;
  const large = cut(
    partOf(larger),
    middleOf(patch.widthPx),
    middleOf(patch.heightPx),
  );
  const around = axesOf(large, partOf(smaller), ratios);
  const [columns, rows] = [
    shownOf(around.across, FILTER_REACH_PX),
    shownOf(around.down, FILTER_REACH_PX),
  ];
  if (Math.min(columns.count, rows.count) < LEAST_SIDE_PX) return undefined;
  const source = cut(partOf(smaller), columns, rows);
  const axes = axesOf(large, source, ratios);
  const small = cut(source, shownOf(axes.across, 0), shownOf(axes.down, 0));
  const beside = axesOf(large, small, ratios);
  const reduced = {
    across: reducedLine(beside.across),
    down: reducedLine(beside.down),
  };
  const enlarged = {
    across: enlargedLine(axes.across),
    down: enlargedLine(axes.down),
  };
  const ofReduced = least(large, reduced, small.data, REDUCING);
  const ofEnlarged = least(source, enlarged, large.data, ENLARGING);
  const own = ownDetail(large, ratios);
  return {
    unforetoldDb: decibels(ofEnlarged, ofReduced) + decibels(ofEnlarged, own),
    foretoldDb: decibels(own, ofReduced),
  };
}
