import type { PairMeasure } from './relation.ts';

/** For tests: what a second look says of a copy in which nothing but the saving differs. */
export const PLAIN_LOOK: PairMeasure = {
  transform: 'upright',
  widthPx: 512,
  heightPx: 384,
  ncc: 0.999,
  worstTileNcc: 0.99,
  badTileShare: 0,
  worstTileDifference: 1.5,
  gain: 1,
  offset: 0,
  overlap: 1,
  secondOverlap: 1,
  medianTileNcc: 0.998,
  detailRatio: 1,
  scale: 1,
  partMisfit: 1,
};
