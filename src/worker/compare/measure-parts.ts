import { tileStarts } from './compare-tiles.ts';
import { kthSmallest } from './kth-smallest.ts';
import type { FinePicture } from './picture-sample.ts';
import {
  type Plane,
  planeFromRaster,
  rescalePlane,
  smoothPlane,
} from './plane.ts';
import { isWhole } from '../../domain/choose-keeper-flaws.ts';
import type { DihedralTransform } from '../../domain/fingerprint.ts';
import { swapsSides } from '../../domain/judge-edge-geometry.ts';
import type { PairMeasure } from '../../domain/relation.ts';

/** As small as a digit or an eye in a picture looked at whole. */
const PART_SIDE_PX = 8;

/**
 * How much a part of a copy may differ, by how much structure it has: what saving takes grows with
 * the square root of it, and what scaling does to outlines with the structure itself.
 */
const LEAST_LEVELS = 0.3;
const LEAST_SAVING = 0.3;
const OUTLINE_SHARE = 0.06;

/** Grain shows where a picture is plainest. */
const PLAIN_SHARE = 0.3;

/** With more than this the pictures are not copies of each other, and their parts say nothing new. */
const MOST_BAD_TILES = 0.06;
const LEAST_TILE_NCC = 0.5;

/** What small parts at fine resolution say. See PairMeasure for the meaning of each. */
type PartMeasure = Pick<
  PairMeasure,
  'partMisfit' | 'grainAgreement' | 'firstGrain' | 'secondGrain'
>;

/** Whether each shows all of the other and no tile is another, so that parts can be compared. */
export function coverEachOther(look: PairMeasure): boolean {
  return (
    look.badTileShare <= MOST_BAD_TILES &&
    look.worstTileNcc >= LEAST_TILE_NCC &&
    isWhole(Math.min(look.overlap, look.secondOverlap ?? 1), look)
  );
}

/** Of each part: the mean squared difference, both variances and the covariance, levels². */
interface Parts {
  differences: Float64Array;
  first: Float64Array;
  second: Float64Array;
  products: Float64Array;
}

function partsOf(one: Plane, other: Plane): Parts {
  const { widthPx } = other;
  const lefts = tileStarts(widthPx, PART_SIDE_PX);
  const tops = tileStarts(other.heightPx, PART_SIDE_PX);
  const count = lefts.length * tops.length;
  const parts = {
    differences: new Float64Array(count),
    first: new Float64Array(count),
    second: new Float64Array(count),
    products: new Float64Array(count),
  };
  const pixels = PART_SIDE_PX ** 2;
  let part = 0;
  for (const top of tops) {
    for (const left of lefts) {
      let sum1 = 0;
      let sum2 = 0;
      let sum11 = 0;
      let sum22 = 0;
      let sum12 = 0;
      for (let y = top; y < top + PART_SIDE_PX; y += 1) {
        const row = y * widthPx;
        for (let at = row + left; at < row + left + PART_SIDE_PX; at += 1) {
          const a = one.data[at] ?? 0;
          const b = other.data[at] ?? 0;
          sum1 += a;
          sum2 += b;
          sum11 += a * a;
          sum22 += b * b;
          sum12 += a * b;
        }
      }
      parts.differences[part] = (sum11 - 2 * sum12 + sum22) / pixels;
      parts.first[part] = (sum11 - sum1 ** 2 / pixels) / pixels;
      parts.second[part] = (sum22 - sum2 ** 2 / pixels) / pixels;
      parts.products[part] = (sum12 - (sum1 * sum2) / pixels) / pixels;
      part += 1;
    }
  }
  return parts;
}

function root(square: number | undefined): number {
  return Math.sqrt(Math.max(0, square ?? 0));
}

/** How much the worst part differs, against what parts of its structure do in this pair. */
function worstMisfit({ differences }: Parts, textures: Float64Array): number {
  const rates = differences.map(
    (square, at) => root(square) / Math.sqrt((textures[at] ?? 0) + 1),
  );
  const usual = kthSmallest(rates, rates.length >> 1) ?? 0;
  const saving = Math.max(LEAST_SAVING, usual);
  let worst = 0;
  for (const [at, square] of differences.entries()) {
    const texture = textures[at] ?? 0;
    const expected =
      LEAST_LEVELS + saving * Math.sqrt(texture + 1) + OUTLINE_SHARE * texture;
    worst = Math.max(worst, root(square) / expected);
  }
  return worst;
}

/** How much grain each has where there is hardly anything else, and whether it is the same. */
function grainOf(parts: Parts, textures: Float64Array): PartMeasure {
  const rank = Math.floor(PLAIN_SHARE * (textures.length - 1));
  const most = kthSmallest(textures.slice(), rank) ?? 0;
  let count = 0;
  let first = 0;
  let second = 0;
  let products = 0;
  for (const [at, texture] of textures.entries()) {
    if (texture > most) continue;
    count += 1;
    first += parts.first[at] ?? 0;
    second += parts.second[at] ?? 0;
    products += parts.products[at] ?? 0;
  }
  const both = root(first) * root(second);
  return {
    firstGrain: root(first / count),
    secondGrain: root(second / count),
    ...(both > 0 && { grainAgreement: products / both }),
  };
}

/** A plane and how many of its pixels the whole picture is long and high. */
interface Spanned {
  plane: Plane;
  spanX: number;
  spanY: number;
}

function turned(
  { luma, spanX, spanY }: FinePicture,
  transform: DihedralTransform,
): Spanned {
  const plane = planeFromRaster(luma, transform);
  return swapsSides(transform)
    ? { plane, spanX: spanY, spanY: spanX }
    : { plane, spanX, spanY };
}

/** The finer of two brought to the size of the other. */
function broughtTo({ plane, spanX, spanY }: Spanned, to: Spanned): Plane {
  const { widthPx, heightPx } = to.plane;
  const [scaleX, scaleY] = [spanX / to.spanX, spanY / to.spanY];
  return rescalePlane(plane, widthPx, heightPx, scaleX, scaleY);
}

/**
 * Looks for what tiles of the small pictures cannot show: another digit, closed eyes, a thing in
 * the distance, another shot's grain. The pictures are laid over each other edge to edge.
 */
export function measureParts(
  first: FinePicture,
  second: FinePicture,
  transform: DihedralTransform,
): PartMeasure {
  const one = turned(first, transform);
  const other = turned(second, 'upright');
  const isFirstFiner = one.spanX * one.spanY > other.spanX * other.spanY;
  const pair = isFirstFiner
    ? [broughtTo(one, other), other.plane]
    : [one.plane, broughtTo(other, one)];
  // The finest detail is what saving and scaling change most.
  const [plane1, plane2] = pair.map((plane) => smoothPlane(smoothPlane(plane)));
  if (plane1 === undefined || plane2 === undefined) return {};
  const parts = partsOf(plane1, plane2);
  const textures = parts.first.map((square, at) =>
    root(Math.max(square, parts.second[at] ?? 0)),
  );
  return {
    partMisfit: worstMisfit(parts, textures),
    ...grainOf(parts, textures),
  };
}
