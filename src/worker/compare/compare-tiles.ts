import type { OverlaidPlanes } from './overlay-planes.ts';

/** Standard deviation of luma from which a tile has texture to compare. */
const TEXTURE_DEVIATION = 8;
/** A tile whose NCC is lower counts as bad. */
const BAD_NCC = 0.8;
/** Part of a tile that must lie in the overlap. */
const LEAST_COVER = 0.5;

/** What the tiles say. See PairMeasure for the meaning of each. */
export interface TileFigures {
  worstTileNcc: number;
  badTileShare: number;
  worstTileDifference: number;
  /** Median NCC of the textured tiles; 1 when there is none. */
  medianTileNcc: number;
  texturedTileShare: number;
  badInnerTileShare: number;
}

interface Tile {
  isAtRim: boolean;
  /** undefined when neither picture has texture there. */
  ncc: number | undefined;
  difference: number;
}

function measureTile(
  planes: OverlaidPlanes,
  left: number,
  top: number,
  sidePx: number,
): Tile | undefined {
  const { first, second, mask } = planes;
  const { widthPx, heightPx } = second;
  const right = Math.min(widthPx, left + sidePx);
  const bottom = Math.min(heightPx, top + sidePx);
  let pixels = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum11 = 0;
  let sum22 = 0;
  let sum12 = 0;
  let differences = 0;
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      const at = y * widthPx + x;
      if (mask[at] === 0) continue;
      const a = first.data[at] ?? 0;
      const b = second.data[at] ?? 0;
      pixels += 1;
      sum1 += a;
      sum2 += b;
      sum11 += a * a;
      sum22 += b * b;
      sum12 += a * b;
      differences += Math.abs(a - b);
    }
  }
  if (pixels < LEAST_COVER * sidePx * sidePx) return undefined;
  const var1 = Math.max(0, sum11 / pixels - (sum1 / pixels) ** 2);
  const var2 = Math.max(0, sum22 / pixels - (sum2 / pixels) ** 2);
  const covariance = sum12 / pixels - (sum1 / pixels) * (sum2 / pixels);
  const difference = differences / pixels;
  const isAtRim =
    left === 0 || top === 0 || right === widthPx || bottom === heightPx;
  if (Math.max(var1, var2) < TEXTURE_DEVIATION ** 2) {
    return { ncc: undefined, difference, isAtRim };
  }
  const product = Math.sqrt(var1 * var2);
  // Texture on one side only is the plainest kind of disagreement.
  return {
    ncc: product < 1e-6 ? 0 : covariance / product,
    difference,
    isAtRim,
  };
}

/** Start of each tile along a side; the last one is moved back so that it is whole. */
function tileStarts(sizePx: number, sidePx: number): number[] {
  const count = Math.max(1, Math.ceil(sizePx / sidePx));
  return Array.from({ length: count }, (_, at) =>
    Math.max(0, Math.min(at * sidePx, sizePx - sidePx)),
  );
}

/** Compares two overlaid pictures tile by tile; tiles are squares of `sidePx`. */
export function compareTiles(
  planes: OverlaidPlanes,
  sidePx: number,
): TileFigures {
  const tiles = tileStarts(planes.second.heightPx, sidePx).flatMap((top) =>
    tileStarts(planes.second.widthPx, sidePx).flatMap(
      (left) => measureTile(planes, left, top, sidePx) ?? [],
    ),
  );
  const badInside = tiles.filter(
    ({ ncc = 1, isAtRim }) => ncc < BAD_NCC && !isAtRim,
  ).length;
  const correlations = tiles
    .flatMap((tile) => tile.ncc ?? [])
    .sort((a, b) => a - b);
  const bad = correlations.filter((ncc) => ncc < BAD_NCC).length;
  return {
    worstTileNcc: correlations[0] ?? 1,
    badTileShare: correlations.length === 0 ? 0 : bad / correlations.length,
    badInnerTileShare:
      correlations.length === 0 ? 0 : badInside / correlations.length,
    worstTileDifference: Math.max(0, ...tiles.map((tile) => tile.difference)),
    texturedTileShare: correlations.length / Math.max(1, tiles.length),
    medianTileNcc: correlations[Math.floor(correlations.length / 2)] ?? 1,
  };
}
