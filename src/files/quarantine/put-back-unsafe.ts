import { FolderCompanions } from '../../domain/folder-companions.ts';
import { groupBy } from '../../domain/group-by.ts';
import { fileName, folderOf } from '../../domain/photo.ts';
import { fileKey, type FileKey } from '../../domain/photo-id.ts';
import type { JournalStep } from '../../domain/removal-journal.ts';
import {
  plannedToStay,
  type PlannedFile,
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
  const keepers = groupBy(plannedToStay(plan), ({ content }) => content);
  const isBroken = new Map<FileKey, boolean>();
  const brokenKeeper = async ({ file, keeper }: JournalStep) => {
    const aliases = keepers.get(file.content) ?? [];
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

function folderKey({ root, path }: PlannedFile): FileKey {
  return fileKey(root, folderOf(path));
}

/** For each file of a plan the others that must be where it is. */
function filesTogether({
  groups,
}: RemovalPlan): ReadonlyMap<FileKey, readonly FileKey[]> {
  const together = new Map<FileKey, readonly FileKey[]>();
  const victims = groups.flatMap((group) => group.victims);
  // Photos of one shot may each have a keeper of their own.
  const beside = new Map<FileKey, FolderCompanions>();
  for (const [folder, own] of groupBy(victims, folderKey)) {
    const names = own.map(({ path }) => fileName(path));
    beside.set(folder, new FolderCompanions(names));
  }
  for (const victim of victims) {
    const folder = folderOf(victim.path);
    const others = new Set((victim.companions ?? []).map(({ key }) => key));
    const shot = beside.get(folderKey(victim))?.of(fileName(victim.path)) ?? [];
    for (const name of shot) {
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
