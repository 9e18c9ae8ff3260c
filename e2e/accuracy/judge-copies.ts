import type { RelationKind } from '../../src/domain/relation.ts';
import { COPY_MAKERS } from './lab/copy-makers.ts';
import type {
  CopyOutcome,
  CopyResult,
  CopyResults,
} from './lab/lab-results.ts';

/** How the copies of one transform came out, over all photos. */
export interface TransformScore {
  name: string;
  /** Copies large enough to be compared. */
  tried: number;
  /** Found with the settings as delivered. */
  grouped: number;
  /** With cropped copies looked for too; what follows is of these. */
  groupedWithCrops: number;
  relationRight: number;
  /** The app stands by the copy as the keeper. */
  copyKept: number;
  abstained: number;
  proposed: number;
  /** The copy has lost something that the original has, whatever else was done. */
  isDegraded: boolean;
  /** Found by each peer method. */
  peers: Partial<Record<string, number>>;
  /** How often each relation was named. */
  relations: Partial<Record<RelationKind, number>>;
}

const PLAIN: readonly RelationKind[] = ['re-encoded', 'identical-pixels'];
const EXPECTED: readonly [RegExp, readonly RelationKind[]][] = [
  [/^metadata/u, ['identical-pixels']],
  [/^(reencode|mozjpeg|resaved|webp|png)/u, PLAIN],
  [/^(scale|upscaled|squeeze)/u, ['resized']],
  [/^crop/u, ['cropped']],
  [/^(rotate|mirror|exifOrientation)/u, ['rotated-or-mirrored']],
];

/** Smaller, of lower quality, enlarged, saved again, cropped, stripped, marked, or a screenshot. */
const DEGRADED =
  /^(reencode|mozjpeg|resaved|metadata|scale|upscaled|crop|watermark|screenshot|phoneScreenshot)/u;

/** Changes that only the looking for cropped copies is there to find. */
const NEEDS_CROPS = /^(crop([5-9]|\d\d)|captionBar)/u;

type Grouped = Extract<CopyOutcome, { kind: 'grouped' }>;

/** The relations that name a transform rightly; whatever is not listed is an edit. */
export function rightRelations(transform: string): readonly RelationKind[] {
  return EXPECTED.find(([name]) => name.test(transform))?.[1] ?? ['edited'];
}

/** Whether a transform is to be found with cropped copies looked for. */
export function needsCrops(transform: string): boolean {
  return NEEDS_CROPS.test(transform);
}

function countBy<Name extends string>(
  names: readonly Name[],
): Partial<Record<Name, number>> {
  const counts: Partial<Record<Name, number>> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

function isGrouped(outcome: CopyOutcome): outcome is Grouped {
  return outcome.kind === 'grouped';
}

/** Adds up the results of all photos, one score a transform, in the order of the makers. */
export function scoreTransforms(all: readonly CopyResults[]): TransformScore[] {
  return COPY_MAKERS.map(({ name }) => {
    const tried = all
      .flatMap((of): CopyResult[] => (of[name] ? [of[name]] : []))
      .filter((result) => result.kind === 'tried');
    const grouped = tried.map(({ withCrops }) => withCrops).filter(isGrouped);
    const count = (isCounted: (outcome: Grouped) => boolean): number =>
      grouped.filter(isCounted).length;
    const right = rightRelations(name);
    return {
      name,
      tried: tried.length,
      grouped: tried.filter(({ byDefault }) => isGrouped(byDefault)).length,
      groupedWithCrops: grouped.length,
      relationRight: count(({ relation }) => right.includes(relation)),
      copyKept: count(
        ({ keeper, isAbstained }) => keeper === 'copy' && !isAbstained,
      ),
      abstained: count(({ isAbstained }) => isAbstained),
      proposed: count(({ isProposed }) => isProposed),
      isDegraded: DEGRADED.test(name),
      peers: countBy(tried.flatMap(({ peers }) => peers)),
      relations: countBy(grouped.map(({ relation }) => relation)),
    };
  });
}
