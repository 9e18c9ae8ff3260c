import type { PairMeasure } from '../../domain/relation.ts';
import type { Kernels } from '../kernels/load-kernels.ts';
import { earlierMisfit } from './earlier-saving.ts';
import { enlargementDb } from './enlargement.ts';
import { resaveMisfit, sourceSteps } from './jpeg-steps.ts';
import { noiseLevel } from './noise-level.ts';
import { PatchFrequencies } from './patch-frequencies.ts';
import { foretell } from './unforetold.ts';
import {
  hasPatch,
  type PatchedSample,
  type PictureSample,
} from './picture-sample.ts';

/** Scales within this ratio are one: the grids of JPEG's blocks can agree. */
const SAME_SCALE = 0.002;
/** Two whole pictures are of one scale in parts of their sizes, as exactly as they are aligned. */
const WHOLE_SCALE = 0.01;
/** From this ratio on detail can tell which of two pictures was enlarged. */
const OTHER_SCALE = 1.04;

/** What full-size pixels say of which picture was made from which. */
type SourceMeasure = Pick<
  PairMeasure,
  | 'scale'
  | 'firstOnSecondSteps'
  | 'secondOnFirstSteps'
  | 'enlargementDb'
  | 'unforetoldDb'
  | 'foretoldDb'
  | 'finestDb'
  | 'firstResaveMisfit'
  | 'secondResaveMisfit'
  | 'firstEarlierMisfit'
  | 'secondEarlierMisfit'
  | 'firstNoise'
  | 'secondNoise'
>;

function misfitsOf(
  kernels: Kernels,
  first: PatchFrequencies,
  second: PatchFrequencies,
): SourceMeasure {
  const firstResaveMisfit = resaveMisfit(first, second);
  const secondResaveMisfit = resaveMisfit(second, first);
  const firstEarlierMisfit = earlierMisfit(kernels, first, second);
  const secondEarlierMisfit = earlierMisfit(kernels, second, first);
  return {
    ...(firstResaveMisfit === undefined ? {} : { firstResaveMisfit }),
    ...(secondResaveMisfit === undefined ? {} : { secondResaveMisfit }),
    ...(firstEarlierMisfit === undefined ? {} : { firstEarlierMisfit }),
    ...(secondEarlierMisfit === undefined ? {} : { secondEarlierMisfit }),
  };
}

function stepsOf(
  kernels: Kernels,
  first: PatchFrequencies,
  second: PatchFrequencies,
): SourceMeasure {
  const firstOnSecondSteps = sourceSteps(kernels, first, second);
  const secondOnFirstSteps = sourceSteps(kernels, second, first);
  return {
    ...(firstOnSecondSteps === undefined ? {} : { firstOnSecondSteps }),
    ...(secondOnFirstSteps === undefined ? {} : { secondOnFirstSteps }),
  };
}

function enlargementOf(
  kernels: Kernels,
  first: PatchedSample,
  second: PatchedSample,
  scale: number,
  isWhole: boolean,
): SourceMeasure {
  const [larger, smaller] = scale > 1 ? [first, second] : [second, first];
  const gained = enlargementDb(
    kernels,
    larger.patch,
    smaller.patch,
    Math.max(scale, 1 / scale),
  );
  return {
    ...(gained === undefined ? {} : { enlargementDb: gained }),
    ...(isWhole && foretell(larger, smaller)),
  };
}

/**
 * Looks at both pictures at full size for traces of how one came from the other.
 * @param relativeScale `scale` as measurePair gives it, in parts of each picture's own size
 * @param isUpright neither turned nor mirrored against the other
 */
export function measureSources(
  kernels: Kernels,
  first: PictureSample,
  second: PictureSample,
  relativeScale: number,
  isUpright: boolean,
): SourceMeasure {
  const pixels1 = first.widthPx * first.heightPx;
  const pixels2 = second.widthPx * second.heightPx;
  const scale = relativeScale * Math.sqrt(pixels1 / pixels2);
  if (!hasPatch(first) || !hasPatch(second)) return { scale };
  const shared = {
    scale,
    firstNoise: noiseLevel(first.patch),
    secondNoise: noiseLevel(second.patch),
  };
  const isOneScale = Math.abs(scale - 1) <= SAME_SCALE;
  if (isOneScale) {
    const own = new PatchFrequencies(kernels, first);
    const other = new PatchFrequencies(kernels, second);
    const finestDb = enlargementDb(kernels, first.patch, second.patch, 1);
    return {
      ...shared,
      ...stepsOf(kernels, own, other),
      ...(isUpright ? misfitsOf(kernels, own, other) : {}),
      ...(finestDb === undefined ? {} : { finestDb }),
    };
  }
  return Math.max(scale, 1 / scale) >= OTHER_SCALE
    ? {
        ...shared,
        ...enlargementOf(
          kernels,
          first,
          second,
          scale,
          isUpright && Math.abs(relativeScale - 1) <= WHOLE_SCALE,
        ),
      }
    : shared;
}
