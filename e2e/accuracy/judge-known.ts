import { isOnePicture, type TruthGroup } from './corpus-truth.ts';
import type { LabFolderResult, LabGroup } from './lab/lab-results.ts';

/** How the labelled sets came out. */
export interface KnownVerdict {
  /** Same-picture files that ended with another one of their set, and all that could have. */
  found: number;
  expected: number;
  missed: { set: string; path: string }[];
  /** Labelled files that were not compared: unsupported, damaged, too small. */
  notCompared: { path: string; reason: string }[];
  /** Groups that hold two pictures which are not one. */
  wrong: { paths: string[]; why: string }[];
}

/** Names each file by its picture: files of one same-picture set or of equal bytes share a name. */
function pictureNames(
  truth: readonly TruthGroup[],
  contents: Readonly<Record<string, string>>,
): Map<string, string> {
  const names = new Map<string, string>();
  const byContent = new Map<string, string>();
  for (const group of truth) {
    const known = group.paths.flatMap(
      (path) => byContent.get(contents[path] ?? path) ?? [],
    );
    for (const path of group.paths) {
      const content = contents[path] ?? path;
      const name = isOnePicture(group)
        ? (known[0] ?? group.id)
        : (byContent.get(content) ?? `${group.id}: ${path}`);
      names.set(path, name);
      byContent.set(content, name);
    }
  }
  return names;
}

function pathsOf(group: LabGroup): string[] {
  return [group.keeper, ...group.members.map(({ path }) => path)];
}

/** Holds what the app made of the labelled files against what the labels say. */
export function judgeKnown(
  truth: readonly TruthGroup[],
  result: Pick<LabFolderResult, 'groups' | 'skipped' | 'contents'>,
): KnownVerdict {
  const names = pictureNames(truth, result.contents);
  const isSkipped = new Set(result.skipped.map(({ path }) => path));
  const verdict: KnownVerdict = {
    found: 0,
    expected: 0,
    missed: [],
    notCompared: result.skipped,
    wrong: result.groups.flatMap((group) => {
      const pictures = new Set(pathsOf(group).map((path) => names.get(path)));
      return pictures.size > 1
        ? [
            {
              paths: pathsOf(group),
              why: group.members.map(({ rule }) => rule).join('; '),
            },
          ]
        : [];
    }),
  };
  for (const group of truth.filter(isOnePicture)) {
    const comparable = group.paths.filter((path) => !isSkipped.has(path));
    if (comparable.length < 2) continue;
    const largest = largestShare(comparable, result.groups);
    verdict.expected += comparable.length;
    verdict.found += largest.size;
    verdict.missed.push(
      ...comparable
        .filter((path) => !largest.has(path))
        .map((path) => ({ set: group.id, path })),
    );
  }
  return verdict;
}

/** The members of a labelled group that the app put into one group, where most are. */
function largestShare(
  paths: readonly string[],
  groups: readonly LabGroup[],
): Set<string> {
  let largest = new Set<string>();
  for (const group of groups) {
    const together = new Set(pathsOf(group));
    const shared = paths.filter((path) => together.has(path));
    if (shared.length > largest.size) largest = new Set(shared);
  }
  return largest;
}
