import { companionsOf } from '../../domain/bundle.ts';
import { fileName, folderOf } from '../../domain/photo.ts';
import { fileKey, type FileKey } from '../../domain/photo-id.ts';
import type { JournalStep } from '../../domain/removal-journal.ts';
import {
  plannedToStay,
  type PlannedVictim,
  type RemovalPlan,
} from '../../domain/removal-plan.ts';
import type { FoundMove, OpenFolders } from './find-moves.ts';
import { holds } from './hash-file.ts';
import { lookAt } from './open-by-path.ts';
import { putBackAsIs } from './put-back.ts';

/**
 * The checks the interrupted run could not make any more: each keeper is whole, no victim was a
 * keeper under another name, companions are together. What fails them goes back, and is told in
 * `found`. Resolves to why a file that must go back could not, when trying again may help.
 */
export async function putBackUnsafe(
  { roots, subtle }: OpenFolders,
  plan: RemovalPlan,
  found: readonly FoundMove[],
): Promise<string | undefined> {
  const keepers = plannedToStay(plan);
  const isBroken = new Map<FileKey, boolean>();
  const brokenKeeper = async ({ file, keeper }: JournalStep) => {
    const aliases = keepers.filter((each) => each.content === file.content);
    for (const each of [keeper, ...aliases]) {
      const known = isBroken.get(each.key);
      const broken = known ?? !(await isWhole(roots, each, subtle));
      isBroken.set(each.key, broken);
      if (broken) return true;
    }
    return false;
  };
  const together = filesTogether(plan);
  const inQuarantine = new Set(
    found
      .filter(({ at }) => at === 'quarantine')
      .map(({ step }) => step.file.key),
  );
  const isSplit = ({ file }: JournalStep) =>
    (together.get(file.key) ?? []).some((key) => !inQuarantine.has(key));
  let stuck: string | undefined;
  for (let isChanged = true; isChanged;) {
    isChanged = false;
    stuck = undefined;
    for (const each of found) {
      if (each.at !== 'quarantine') continue;
      const isFine = !(await brokenKeeper(each.step)) && !isSplit(each.step);
      if (isFine) continue;
      const { directory, item } = each;
      const back = await putBackAsIs(directory, item, subtle);
      if (back.kind === 'back') {
        each.at = 'source';
        inQuarantine.delete(each.step.file.key);
        isChanged = true;
      } else if (back.refusal.kind !== 'target-exists') {
        stuck = `${item.originalPath} could not be put back`;
      }
    }
  }
  return stuck;
}

async function isWhole(
  roots: OpenFolders['roots'],
  keeper: JournalStep['keeper'],
  subtle: SubtleCrypto,
): Promise<boolean> {
  const root = roots.get(keeper.root);
  if (!root) return false;
  const expected = { sizeBytes: keeper.sizeBytes, sha256: keeper.content };
  return await holds(
    await lookAt(root.directory, keeper.path),
    expected,
    subtle,
  );
}

/** For each file of a plan the others that must be where it is. */
function filesTogether({
  groups,
}: RemovalPlan): ReadonlyMap<FileKey, readonly FileKey[]> {
  const together = new Map<FileKey, readonly FileKey[]>();
  const victims = groups.flatMap((group) => group.victims);
  const byFolder = new Map<FileKey, PlannedVictim[]>();
  for (const victim of victims) {
    const folder = fileKey(victim.root, folderOf(victim.path));
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), victim]);
  }
  for (const victim of victims) {
    const folder = folderOf(victim.path);
    const beside = byFolder.get(fileKey(victim.root, folder)) ?? [];
    const others = new Set((victim.companions ?? []).map(({ key }) => key));
    // Photos of one shot may each have a keeper of their own.
    const names = beside.map(({ path }) => fileName(path));
    for (const name of companionsOf(fileName(victim.path), names)) {
      others.add(
        fileKey(victim.root, folder === '' ? name : `${folder}/${name}`),
      );
    }
    const all = [victim.key, ...others];
    together.set(victim.key, [...others]);
    for (const { key } of victim.companions ?? []) {
      together.set(
        key,
        all.filter((other) => other !== key),
      );
    }
  }
  return together;
}
