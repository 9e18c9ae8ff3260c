import { coveredShare, invertMap } from './affine-map.ts';
import { compareTiles } from './compare-tiles.ts';
import { findDrawnOn } from './drawn-on.ts';
import { findAlignment } from './find-alignment.ts';
import { fitOverlaid } from './fit-overlaid.ts';
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

/** What is inside a picture's border, and which share of it that is. */
interface Opening {
  plane: Plane;
  share: number;
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
    share: (width * height) / (widthPx * heightPx),
  };
}

function measurePlanes(
  first: Plane,
  second: Plane,
  transform: DihedralTransform,
): PairMeasure {
  const pixels = Math.min(
    first.widthPx * first.heightPx,
    second.widthPx * second.heightPx,
  );
  const plane1 = shrinkToPixels(first, pixels);
  const plane2 = shrinkToPixels(second, pixels);
  const map = findAlignment(plane1, plane2);
  const soft = equaliseSharpness(warpPlane(plane1, plane2, map));
  const even = equaliseTone(soft);
  const inverse = invertMap(map);
  const tone = fitOverlaid(soft);
  const tiles = compareTiles(even, TILE_SIDE_PX);
  const drawn = findDrawnOn(even);
  return {
    transform,
    widthPx: plane2.widthPx,
    heightPx: plane2.heightPx,
    ncc: fitOverlaid(even).ncc,
    ...tiles,
    gain: tone.gain,
    offset: tone.offset,
    overlap: inverse === undefined ? 0 : coveredShare(inverse),
    secondOverlap: coveredShare(map),
    detailRatio: soft.detailRatio,
    // In parts of each own size; measureSources makes it a scale of full-size pixels.
    scale: Math.sqrt(Math.abs(map.uu * map.vv - map.uv * map.vu)),
    ...drawn,
  };
}

/** How well two pictures agree, to choose between two ways of laying them over each other. */
function agreement(measure: PairMeasure): number {
  return (measure.medianTileNcc ?? measure.ncc) - measure.badTileShare;
}

/** Compares what is inside the borders, in figures of the whole pictures. */
function measureOpenings(
  first: Opening,
  second: Opening,
  transform: DihedralTransform,
): PairMeasure {
  const inside = measurePlanes(first.plane, second.plane, transform);
  return {
    ...inside,
    overlap: inside.overlap * first.share,
    secondOverlap: (inside.secondOverlap ?? 1) * second.share,
    scale: (inside.scale ?? 1) * Math.sqrt(first.share / second.share),
  };
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
  const whole = measurePlanes(plane1, plane2, transform);
  if (agreement(whole) >= GOOD_AGREEMENT) return whole;
  const opening1 = openingOf(plane1);
  const opening2 = openingOf(plane2);
  // Both openings, or one of them in the other picture as it is.
  const pairs: (readonly [Opening, Opening])[] = [];
  const whole1 = { plane: plane1, share: 1 };
  const whole2 = { plane: plane2, share: 1 };
  if (opening1 && opening2) pairs.push([opening1, opening2]);
  if (opening1) pairs.push([opening1, whole2]);
  if (opening2) pairs.push([whole1, opening2]);
  let best = whole;
  for (const [one, other] of pairs) {
    const inside = measureOpenings(one, other, transform);
    if (agreement(inside) > agreement(best)) best = inside;
  }
  return best;
}
