import type { DistanceSample } from '../domain/distance-survey.ts';

/** Which pairs stand on each side of the line, nearest to it first. */
export interface CutSides {
  inside: readonly DistanceSample[];
  outside: readonly DistanceSample[];
}

/** Both sides of the line, nearest first; a pair at the line is inside. */
function sidesOf(
  samples: readonly DistanceSample[],
  cutBits: number,
): CutSides {
  return {
    inside: samples
      .filter(({ bits }) => bits <= cutBits)
      .sort((a, b) => b.bits - a.bits),
    outside: samples
      .filter(({ bits }) => bits > cutBits)
      .sort((a, b) => a.bits - b.bits),
  };
}

/**
 * Up to `count` pairs in their order, first such that show other pictures and another distance
 * than those before, then such with other pictures, then any.
 */
function varied(
  samples: readonly DistanceSample[],
  count: number,
  shown: Set<string>,
): readonly DistanceSample[] {
  const picked = new Set<DistanceSample>();
  const distances = new Set<number>();
  const isFresh = ({ first, second }: DistanceSample): boolean =>
    !shown.has(first) && !shown.has(second);
  const rules: readonly ((sample: DistanceSample) => boolean)[] = [
    (sample) => isFresh(sample) && !distances.has(sample.bits),
    isFresh,
    () => true,
  ];
  for (const passes of rules) {
    for (const sample of samples) {
      if (picked.size >= count) break;
      if (picked.has(sample) || !passes(sample)) continue;
      picked.add(sample);
      distances.add(sample.bits);
      shown.add(sample.first).add(sample.second);
    }
  }
  return samples.filter((sample) => picked.has(sample));
}

/** A few pairs just inside and just outside the line. */
export function pairsAtCut(
  samples: readonly DistanceSample[],
  cutBits: number,
  countPerSide: number,
): CutSides {
  const { inside, outside } = sidesOf(samples, cutBits);
  return {
    inside: varied(inside, countPerSide, new Set()),
    outside: varied(outside, countPerSide, new Set()),
  };
}

/**
 * Pairs around the line for a person to judge, from both sides in turn, so that their order tells
 * nothing. Where one side has too few, the other one gives more.
 */
export function pairsToJudge(
  samples: readonly DistanceSample[],
  cutBits: number,
  count: number,
): readonly DistanceSample[] {
  const { inside, outside } = sidesOf(samples, cutBits);
  const half = Math.floor(count / 2);
  const shown = new Set<string>();
  const far = varied(outside, Math.max(half, count - inside.length), shown);
  const near = varied(inside, count - far.length, shown);
  const mixed: DistanceSample[] = [];
  for (let at = 0; at < Math.max(near.length, far.length); at += 1) {
    for (const sample of [near[at], far[at]])
      if (sample !== undefined) mixed.push(sample);
  }
  return mixed;
}
