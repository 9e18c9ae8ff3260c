import { type AffineMap, coveredShare, invertMap } from './affine-map.ts';
import { compareTiles } from './compare-tiles.ts';
import { findDrawnOn } from './drawn-on.ts';
import { findAlignment } from './find-alignment.ts';
import { fitOverlaid } from './fit-overlaid.ts';
import { marginOf } from './margin.ts';
import { equaliseSharpness, warpPlane } from './overlay-planes.ts';
import { type Plane, planeFromRaster, shrinkPlane } from './plane.ts';
import { equaliseTone } from './tone-curve.ts';
import { borderBox } from '../kernels/border-box.ts';
import type { LumaRaster } from '../kernels/raster.ts';
import type { DihedralTransform } from '../../domain/fingerprint.ts';
import type { PairMeasure } from '../../domain/relation.ts';

/** Small enough to catch one line of a receipt or a moved head, large enough to correlate. */
const TILE_SIDE_PX = 32;

/** With this much agreement no border stands between them, or the alignment saw past it. */
const GOOD_AGREEMENT = 0.97;

/** Shrinks a picture to at most this many pixels, shape kept. */
function shrinkToPixels(plane: Plane, pixels: number): Plane {
  const scale = Math.sqrt(pixels / (plane.widthPx * plane.heightPx));
  if (scale >= 1) return plane;
  return shrinkPlane(
    plane,
    Math.max(1, Math.round(plane.widthPx * scale)),
    Math.max(1, Math.round(plane.heightPx * scale)),
  );
}

/** A picture, or what is inside its border, and where that lies in the whole. */
interface Opening {
  plane: Plane;
  /** In parts of the whole. */
  left: number;
  top: number;
  width: number;
  height: number;
}

function wholeOf(plane: Plane): Opening {
  return { plane, left: 0, top: 0, width: 1, height: 1 };
}

function openingOf(plane: Plane): Opening | undefined {
  const { widthPx, heightPx } = plane;
  const box = borderBox({
    widthPx,
    heightPx,
    data: Uint8Array.from(plane.data, Math.round),
  });
  if (box === undefined) return undefined;
  const width = box.right - box.left;
  const height = box.bottom - box.top;
  const data = new Float32Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const from = (box.top + y) * widthPx + box.left;
    data.set(plane.data.subarray(from, from + width), y * width);
  }
  return {
    plane: { data, widthPx: width, heightPx: height },
    left: box.left / widthPx,
    top: box.top / heightPx,
    width: width / widthPx,
    height: height / heightPx,
  };
}

/** A map between two openings as a map between the whole pictures. */
function wholeMap(map: AffineMap, first: Opening, second: Opening): AffineMap {
  const uu = (first.width * map.uu) / second.width;
  const uv = (first.width * map.uv) / second.height;
  const vu = (first.height * map.vu) / second.width;
  const vv = (first.height * map.vv) / second.height;
  return {
    uu,
    uv,
    u0: first.left + first.width * map.u0 - uu * second.left - uv * second.top,
    vu,
    vv,
    v0: first.top + first.height * map.v0 - vu * second.left - vv * second.top,
  };
}

/** How two planes agree, and the map that lays them over each other. */
interface Agreement {
  map: AffineMap;
  figures: Omit<PairMeasure, 'transform' | 'overlap' | 'secondOverlap'>;
}

function agree(first: Plane, second: Plane): Agreement {
  const pixels = Math.min(
    first.widthPx * first.heightPx,
    second.widthPx * second.heightPx,
  );
  const plane1 = shrinkToPixels(first, pixels);
  const plane2 = shrinkToPixels(second, pixels);
  const map = findAlignment(plane1, plane2);
  const soft = equaliseSharpness(warpPlane(plane1, plane2, map));
  const even = equaliseTone(soft);
  const tone = fitOverlaid(soft);
  return {
    map,
    figures: {
      widthPx: plane2.widthPx,
      heightPx: plane2.heightPx,
      ncc: fitOverlaid(even).ncc,
      ...compareTiles(even, TILE_SIDE_PX),
      gain: tone.gain,
      offset: tone.offset,
      detailRatio: soft.detailRatio,
      ...findDrawnOn(even),
    },
  };
}

/** How much of each the other shows, and what is in the rest. */
function geometryOf(
  plane1: Plane,
  plane2: Plane,
  map: AffineMap,
): Pick<PairMeasure, 'overlap' | 'secondOverlap'> & Partial<PairMeasure> {
  const inverse = invertMap(map);
  const first = inverse && marginOf(plane1, inverse);
  const second = marginOf(plane2, map);
  return {
    overlap: inverse === undefined ? 0 : coveredShare(inverse),
    secondOverlap: coveredShare(map),
    // In parts of each own size; measureSources makes it a scale of full-size pixels.
    scale: Math.sqrt(Math.abs(map.uu * map.vv - map.uv * map.vu)),
    ...(first && { firstMarginFlat: first.flat, firstMarginEdge: first.edge }),
    ...(second && {
      secondMarginFlat: second.flat,
      secondMarginEdge: second.edge,
    }),
  };
}

/** To choose between two ways of laying them over each other. */
function goodness({ figures }: Agreement): number {
  return (figures.medianTileNcc ?? figures.ncc) - figures.badTileShare;
}

/** The pictures as they are; where they do not agree, what is inside their borders. */
function agreeBest(plane1: Plane, plane2: Plane): Agreement {
  let best = agree(plane1, plane2);
  if (goodness(best) >= GOOD_AGREEMENT) return best;
  const opening1 = openingOf(plane1);
  const opening2 = openingOf(plane2);
  const pairs: (readonly [Opening, Opening])[] = [];
  if (opening1 && opening2) pairs.push([opening1, opening2]);
  if (opening1) pairs.push([opening1, wholeOf(plane2)]);
  if (opening2) pairs.push([wholeOf(plane1), opening2]);
  for (const [one, other] of pairs) {
    const { map, figures } = agree(one.plane, other.plane);
    const inside = { map: wholeMap(map, one, other), figures };
    if (goodness(inside) > goodness(best)) best = inside;
  }
  return best;
}

/**
 * The second look: brings two pictures to the smaller one's resolution, turns the first as
 * `transform` says, aligns them (crop, border, shift, scale, small turns), fits the tone and
 * compares them tile by tile. Where one has a border, what is inside is tried too. Pure; tens of
 * milliseconds at 512 px.
 * @param first long side ≤ 512 px is meant; more only costs time
 */
export function measurePair(
  first: LumaRaster,
  second: LumaRaster,
  transform: DihedralTransform,
): PairMeasure {
  const plane1 = planeFromRaster(first, transform);
  const plane2 = planeFromRaster(second, 'upright');
  const { map, figures } = agreeBest(plane1, plane2);
  return { transform, ...figures, ...geometryOf(plane1, plane2, map) };
}
