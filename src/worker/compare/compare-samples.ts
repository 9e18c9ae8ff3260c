import { coverEachOther, measureParts } from './measure-parts.ts';
import { measurePair } from './measure-pair.ts';
import { measureSources } from './measure-sources.ts';
import type { PictureSample } from './picture-sample.ts';
import type { Kernels } from '../kernels/load-kernels.ts';
import type { DihedralTransform } from '../../domain/fingerprint.ts';
import type { PairMeasure } from '../../domain/relation.ts';

/** All that a second look measures of two pictures. */
export function compareSamples(
  kernels: Kernels,
  first: PictureSample,
  second: PictureSample,
  transform: DihedralTransform,
): PairMeasure {
  const measure = measurePair(first.luma, second.luma, transform);
  return {
    ...measure,
    ...measureSources(
      kernels,
      first,
      second,
      measure.scale ?? 1,
      transform === 'upright',
    ),
    ...(coverEachOther(measure) &&
      measureParts(kernels, first.fine, second.fine, transform)),
  };
}
