import { isLosslessFormat } from './image-format.ts';
import type { EdgeCase } from './judge-edge-case.ts';
import type { PairMeasure } from './relation.ts';

/* What several rules read in the figures of a second look. */

/** More bad tiles than this are not noise: something is drawn on the picture, or it is another. */
const NOISE_BAD_SHARE = 0.01;
/** Quality 15 spoils .04 of the tiles at most; receipts of one shop never less than .12. */
const COARSE_BAD_SHARE = 0.06;
/** A single tile this bad is a drawn or a moved thing too: at quality 15 the worst has .75. */
const NOISE_WORST_NCC = 0.6;
/**
 * With fewer textured tiles (skies, fog, walls) the levels must agree instead: one slope of light
 * correlates with any other. Copies at quality 40 differ by 2.9 levels in their worst tile.
 */
const FEW_TEXTURED_SHARE = 0.1;
/** Untoned copies: gain .97–1.02 at quality 15, offset within 2.4. */
const SAME_GAIN = 0.05;
const SAME_OFFSET = 6;
/** What the lesser quality of two files lets one expect of a plain copy. */
export const FINE_QUALITY = 60;
export const COARSE_QUALITY = 30;

export function medianOf(look: PairMeasure): number {
  return look.medianTileNcc ?? look.ncc;
}

export function isDocumentEdge({ keeper, member }: EdgeCase): boolean {
  return keeper.flags.isDocument || member.flags.isDocument;
}

export function isSameSize({ keeper, member }: EdgeCase): boolean {
  return keeper.widthPx * keeper.heightPx === member.widthPx * member.heightPx;
}

/** Only a window of one of them made it a candidate. */
export function isFarByHash({ isFar }: EdgeCase): boolean {
  return isFar === true;
}

/**
 * Quality of the coarser file, 0–100.
 * @param untold that of formats that do not tell; lossless ones lose nothing
 */
export function lesserQuality(
  { keeper, member }: EdgeCase,
  untold = 0,
): number {
  const qualities = [keeper, member].map(
    ({ quality, format }) =>
      quality.jpegQuality ?? (isLosslessFormat(format) ? 100 : untold),
  );
  return Math.min(...qualities);
}

export function hasOverlay(edge: EdgeCase, look: PairMeasure): boolean {
  const noise =
    lesserQuality(edge) < COARSE_QUALITY ? COARSE_BAD_SHARE : NOISE_BAD_SHARE;
  return look.badTileShare > noise || look.worstTileNcc < NOISE_WORST_NCC;
}

export function isSmooth(look: PairMeasure): boolean {
  return (look.texturedTileShare ?? 1) < FEW_TEXTURED_SHARE;
}

export function isToneKept(look: PairMeasure): boolean {
  return (
    Math.abs(look.gain - 1) <= SAME_GAIN && Math.abs(look.offset) <= SAME_OFFSET
  );
}
