import { kthSmallest } from './kth-smallest.ts';
import type { FinePicture } from './picture-sample.ts';
import { turnRaster } from './plane.ts';
import type { Kernels } from '../kernels/load-kernels.ts';
import type { PartSums } from '../kernels/part-sums.ts';
import { PART_PX, type ScaledLuma } from '../kernels/soft-rows.ts';
import { isWhole } from '../../domain/choose-keeper-flaws-outline.ts';
import type { DihedralTransform } from '../../domain/fingerprint.ts';
import { swapsSides } from '../../domain/judge-edge-geometry.ts';
import type { PairMeasure } from '../../domain/relation.ts';

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

function root(square: number | undefined): number {
  return Math.sqrt(Math.max(0, square ?? 0));
}

/** How much structure each part has: the greater deviation of the two, levels. */
function texturesOf({ first, second }: PartSums): Float64Array {
  const textures = new Float64Array(first.length);
  for (let at = 0; at < textures.length; at += 1) {
    textures[at] = root(Math.max(first[at] ?? 0, second[at] ?? 0));
  }
  return textures;
}

/** How much the worst part differs, against what parts of its structure do in this pair. */
function worstMisfit(
  { differences }: PartSums,
  textures: Float64Array,
): number {
  // Plain loops: callbacks a part took half as long as the sums.
  const rates = new Float64Array(differences.length);
  for (let at = 0; at < rates.length; at += 1) {
    rates[at] = root(differences[at]) / Math.sqrt((textures[at] ?? 0) + 1);
  }
  const usual = kthSmallest(rates, rates.length >> 1) ?? 0;
  const saving = Math.max(LEAST_SAVING, usual);
  let worst = 0;
  for (let at = 0; at < differences.length; at += 1) {
    const texture = textures[at] ?? 0;
    const expected =
      LEAST_LEVELS + saving * Math.sqrt(texture + 1) + OUTLINE_SHARE * texture;
    worst = Math.max(worst, root(differences[at]) / expected);
  }
  return worst;
}

/** How much grain each has where there is hardly anything else, and whether it is the same. */
function grainOf(parts: PartSums, textures: Float64Array): PartMeasure {
  const rank = Math.floor(PLAIN_SHARE * (textures.length - 1));
  const most = kthSmallest(textures.slice(), rank) ?? 0;
  let count = 0;
  let first = 0;
  let second = 0;
  let products = 0;
  for (let at = 0; at < textures.length; at += 1) {
    if ((textures[at] ?? 0) > most) continue;
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

/** Upright beside the other picture. */
function turned(
  { luma, spanX, spanY }: FinePicture,
  transform: DihedralTransform,
): FinePicture {
  const shown = turnRaster(luma, transform);
  return swapsSides(transform)
    ? { luma: shown, spanX: spanY, spanY: spanX }
    : { luma: shown, spanX, spanY };
}

/** The finer of two brought to the size of the other, which stays as it is. */
function broughtTo(from: FinePicture, to: FinePicture): ScaledLuma {
  return {
    luma: from.luma,
    scaleX: from.spanX / to.spanX,
    scaleY: from.spanY / to.spanY,
  };
}

/**
 * Looks for what tiles of the small pictures cannot show: another digit, closed eyes, a thing in
 * the distance, another shot's grain. The pictures are laid over each other edge to edge, without
 * the finest detail, which saving and scaling change most.
 */
export function measureParts(
  kernels: Kernels,
  first: FinePicture,
  second: FinePicture,
  transform: DihedralTransform,
): PartMeasure {
  const one = turned(first, transform);
  const isFirstFiner = one.spanX * one.spanY > second.spanX * second.spanY;
  const size = isFirstFiner ? second.luma : one.luma;
  if (Math.min(size.widthPx, size.heightPx) < PART_PX) return {};
  const parts = kernels.partSums(
    broughtTo(one, isFirstFiner ? second : one),
    broughtTo(second, isFirstFiner ? second : one),
    size,
  );
  const textures = texturesOf(parts);
  return {
    partMisfit: worstMisfit(parts, textures),
    ...grainOf(parts, textures),
  };
}
