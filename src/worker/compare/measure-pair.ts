import {
  type AffineMap,
  coveredShare,
  invertMap,
  wholeMap,
} from './affine-map.ts';
import { clippedGain } from './clipped-gain.ts';
import { compareTiles, type TileFigures } from './compare-tiles.ts';
import { findDrawnOn } from './drawn-on.ts';
import { findAlignment } from './find-alignment.ts';
import { fitOverlaid } from './fit-overlaid.ts';
import { marginOf, type Part, WHOLE } from './margin.ts';
import {
  type EquallySharp,
  equaliseSharpness,
  type OverlaidPlanes,
  warpPlane,
} from './overlay-planes.ts';
import {
  type Plane,
  planeFromRaster,
  rasterFromPlane,
  shrinkPlane,
  smoothPlane,
} from './plane.ts';
import { withSharedMargin } from './shared-margin.ts';
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
interface Opening extends Part {
  plane: Plane;
}

function openingOf(plane: Plane): Opening | undefined {
  const { widthPx, heightPx } = plane;
  const box = borderBox(rasterFromPlane(plane));
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

/** Two pictures, or what is inside their borders, laid over each other. */
interface Agreement {
  first: Opening;
  second: Opening;
  /** From places of the second opening to places of the first. */
  map: AffineMap;
  overlaid: OverlaidPlanes;
  /** The same, equally sharp… */
  soft: EquallySharp;
  /** …and of one tone. */
  even: OverlaidPlanes;
  tiles: TileFigures;
}

/**
 * Both without their finest detail: where grain is most of a picture, the detail that scaling and
 * alignment take passes for less contrast.
 */
function softer({ first, second, mask }: OverlaidPlanes): OverlaidPlanes {
  return {
    first: smoothPlane(smoothPlane(first)),
    second: smoothPlane(smoothPlane(second)),
    mask,
  };
}

function agree(first: Opening, second: Opening, known?: AffineMap): Agreement {
  const pixels = Math.min(
    first.plane.widthPx * first.plane.heightPx,
    second.plane.widthPx * second.plane.heightPx,
  );
  const plane1 = shrinkToPixels(first.plane, pixels);
  const plane2 = shrinkToPixels(second.plane, pixels);
  const map = findAlignment(plane1, plane2, known);
  const overlaid = warpPlane(plane1, plane2, map);
  const soft = equaliseSharpness(overlaid);
  const even = equaliseTone(soft);
  const tiles = compareTiles(even, TILE_SIDE_PX);
  return { first, second, map, overlaid, soft, even, tiles };
}

/** What is said of the best way only: to choose it, the tiles suffice. */
function figuresOf({ overlaid, soft, even, tiles }: Agreement) {
  const tone = fitOverlaid(softer(soft));
  return {
    widthPx: even.second.widthPx,
    heightPx: even.second.heightPx,
    ncc: fitOverlaid(even).ncc,
    ...tiles,
    gain: tone.gain,
    offset: tone.offset,
    detailRatio: soft.detailRatio,
    clippedGain: clippedGain(overlaid),
    ...findDrawnOn(even),
  };
}

function areaOf({ width, height }: Part): number {
  return width * height;
}

/** How much of each whole picture the other shows, and what is in the rest. */
function geometryOf(
  plane1: Plane,
  plane2: Plane,
  agreement: Agreement,
): Pick<PairMeasure, 'overlap' | 'secondOverlap'> & Partial<PairMeasure> {
  const { first, second, map } = withSharedMargin(plane1, plane2, agreement);
  const inverse = invertMap(map);
  const margin1 = inverse && marginOf(plane1, first, inverse);
  const margin2 = marginOf(plane2, second, map);
  const share = areaOf(first) / areaOf(second);
  return {
    overlap: inverse === undefined ? 0 : coveredShare(inverse) * areaOf(first),
    secondOverlap: coveredShare(map) * areaOf(second),
    // In parts of each own size; measureSources makes it a scale of full-size pixels.
    scale: Math.sqrt(Math.abs(map.uu * map.vv - map.uv * map.vu) * share),
    ...(margin1 && {
      firstMarginFlat: margin1.flat,
      firstMarginEdge: margin1.edge,
    }),
    ...(margin2 && {
      secondMarginFlat: margin2.flat,
      secondMarginEdge: margin2.edge,
    }),
  };
}

/** To choose between two ways of laying them over each other. */
function goodness({ tiles }: Agreement): number {
  return tiles.medianTileNcc - tiles.badTileShare;
}

/** Whole pictures laid over each other by what is inside their borders may agree this much less. */
const WIDER_LOSS = 0.005;

/**
 * The pictures as they are; where they do not agree, what is inside their borders. A dark sky or a
 * white ground passes for a border too, so the whole pictures are then tried in that place.
 */
function agreeBest(plane1: Plane, plane2: Plane): Agreement {
  const whole1: Opening = { plane: plane1, ...WHOLE };
  const whole2: Opening = { plane: plane2, ...WHOLE };
  let best = agree(whole1, whole2);
  if (goodness(best) >= GOOD_AGREEMENT) return best;
  const opening1 = openingOf(plane1);
  const opening2 = openingOf(plane2);
  const pairs: (readonly [Opening, Opening])[] = [];
  if (opening1 && opening2) pairs.push([opening1, opening2]);
  if (opening1) pairs.push([opening1, whole2]);
  if (opening2) pairs.push([whole1, opening2]);
  for (const [one, other] of pairs) {
    const inside = agree(one, other);
    if (goodness(inside) > goodness(best)) best = inside;
  }
  if (best.first === whole1 && best.second === whole2) return best;
  const wide = agree(
    whole1,
    whole2,
    wholeMap(best.map, best.first, best.second),
  );
  return goodness(wide) >= goodness(best) - WIDER_LOSS ? wide : best;
}

/**
 * The second look: brings two pictures to the smaller one's resolution, turns the first as
 * `transform` says, aligns them (crop, border, shift, scale, small turns), fits the tone and
 * compares them tile by tile. Where one has a border or a bar, what is inside is tried too; what
 * is outside then counts as not shown by the other. Pure; tens of milliseconds at 512 px.
 * @param first long side ≤ 512 px is meant; more only costs time
 */
export function measurePair(
  first: LumaRaster,
  second: LumaRaster,
  transform: DihedralTransform,
): PairMeasure {
  const plane1 = planeFromRaster(first, transform);
  const plane2 = planeFromRaster(second, 'upright');
  const best = agreeBest(plane1, plane2);
  return {
    transform,
    ...figuresOf(best),
    ...geometryOf(plane1, plane2, best),
  };
}
