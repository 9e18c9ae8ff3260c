import type { RelationKind } from '../../src/domain/relation.ts';
import { COPY_MAKERS } from './lab/copy-makers.ts';
import type { CopyResult, CopyResults } from './lab/lab-results.ts';

/** How the copies of one transform came out, over all photos. */
export interface TransformScore {
  name: string;
  /** Copies large enough to be compared. */
  tried: number;
  grouped: number;
  relationRight: number;
  keeperDegraded: number;
  abstained: number;
  proposed: number;
}

const PLAIN: readonly RelationKind[] = ['re-encoded', 'identical-pixels'];
const EXPECTED: readonly [RegExp, readonly RelationKind[]][] = [
  [/^(reencode|webp|png)/u, PLAIN],
  [/^scale/u, ['resized']],
  [/^crop/u, ['cropped']],
  [/^(rotate|mirror)/u, ['rotated-or-mirrored']],
];

/** The relations that name a transform rightly; whatever is not listed is an edit. */
export function rightRelations(transform: string): readonly RelationKind[] {
  return EXPECTED.find(([name]) => name.test(transform))?.[1] ?? ['edited'];
}

function count(
  results: readonly CopyResult[],
  isCounted: (result: Extract<CopyResult, { kind: 'grouped' }>) => boolean,
): number {
  return results.filter(
    (result) => result.kind === 'grouped' && isCounted(result),
  ).length;
}

/** Adds up the results of all photos, one score a transform, in the order of the makers. */
export function scoreTransforms(all: readonly CopyResults[]): TransformScore[] {
  return COPY_MAKERS.map(({ name }) => {
    const results = all.flatMap((of) => of[name] ?? []);
    const right = rightRelations(name);
    return {
      name,
      tried: results.filter(({ kind }) => kind !== 'too-small').length,
      grouped: count(results, () => true),
      relationRight: count(results, ({ relation }) => right.includes(relation)),
      keeperDegraded: count(results, ({ keeper }) => keeper === 'copy'),
      abstained: count(results, ({ keeper }) => keeper === 'abstained'),
      proposed: count(results, ({ isProposed }) => isProposed),
    };
  });
}
