import { FolderCompanions } from '../../domain/folder-companions.ts';
import { fileKey, type FileKey } from '../../domain/photo-id.ts';
import { fileName, folderOf } from '../../domain/photo.ts';
import type { MoveRefusal, PlannedFile } from '../../domain/removal-plan.ts';
import { refusalOf } from './disk-refusal.ts';
import { isWaiting, refuse, type MoveRun, type Slot } from './move-run.ts';
import { exceptionName, namesIn, openFolder } from './open-by-path.ts';

/** Companions move together or not at all; what is not in the plan stays, so its photo stays too. */
export async function refuseSplitCompanions(run: MoveRun): Promise<void> {
  const folders = new Map<FileKey, FolderCompanions>();
  const byKey = new Map(run.slots.map((slot) => [slot.file.key, slot]));
  const ofPlan = companionsInPlan(run);
  for (const slot of run.slots) {
    if (!isWaiting(slot) || slot.photo !== undefined) continue;
    const { root, path } = slot.file;
    const folder = folderOf(path);
    const id = fileKey(root, folder);
    const beside = folders.get(id) ?? (await folderCompanions(run, slot));
    if (!(beside instanceof FolderCompanions)) {
      // What goes with the photo cannot be known, so it stays.
      refuse(slot, beside);
      continue;
    }
    folders.set(id, beside);
    const companions = new Set(ofPlan.get(slot.file.key));
    for (const name of beside.of(fileName(path))) {
      const other = folder === '' ? name : `${folder}/${name}`;
      const planned = byKey.get(fileKey(root, other));
      if (planned) companions.add(planned.file);
      else refuse(slot, { kind: 'companion-stays', path: other });
    }
    slot.companions = [...companions];
  }
  for (const slot of run.slots) {
    if (slot.photo === undefined) continue;
    const others = ofPlan.get(slot.photo.key) ?? [];
    slot.companions = [
      slot.photo,
      ...others.filter((other) => other !== slot.file),
    ];
  }
  refuseByCompanions(run);
}

/** What the plan itself takes along with each photo. */
function companionsInPlan(run: MoveRun): Map<FileKey, PlannedFile[]> {
  const map = new Map<FileKey, PlannedFile[]>();
  for (const { file, photo } of run.slots) {
    if (photo === undefined) continue;
    const known = map.get(photo.key);
    if (known) known.push(file);
    else map.set(photo.key, [file]);
  }
  return map;
}

/**
 * Refuses every waiting slot one of whose companions is not waiting to be moved, and those that
 * hang on it in turn.
 */
function refuseByCompanions(run: MoveRun): void {
  const byKey = new Map(run.slots.map((slot) => [slot.file.key, slot]));
  for (let isChanged = true; isChanged;) {
    isChanged = false;
    for (const slot of run.slots.filter(isWaiting)) {
      const staying = slot.companions.find(({ key }) => {
        const other = byKey.get(key);
        return !other || !isWaiting(other);
      });
      if (!staying) continue;
      refuse(slot, { kind: 'companion-stays', path: staying.path });
      isChanged = true;
    }
  }
}

/** What is beside a victim, or why that cannot be read. */
async function folderCompanions(
  run: MoveRun,
  { file }: Slot,
): Promise<FolderCompanions | MoveRefusal> {
  const root = run.options.roots.get(file.root);
  if (!root) return new FolderCompanions([]);
  try {
    const folder = await openFolder(root.directory, folderOf(file.path));
    return new FolderCompanions(await namesIn(folder));
  } catch (error) {
    const name = exceptionName(error);
    if (name === 'NotAllowedError') throw error;
    return name === 'NotFoundError'
      ? { kind: 'victim-missing' }
      : refusalOf(error);
  }
}
