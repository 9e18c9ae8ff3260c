import { nameParts } from '../../domain/companion-files.ts';
import { FolderCompanions } from '../../domain/folder-companions.ts';
import { groupBy } from '../../domain/group-by.ts';
import { mergedNotes } from '../../domain/lost-metadata.ts';
import { fileKey, type FileKey } from '../../domain/photo-id.ts';
import type { PhotoNotes } from '../../domain/photo-notes.ts';
import { fileName, folderOf } from '../../domain/photo.ts';
import { readOnlyPlaceOf } from '../../domain/read-only-places.ts';
import type { MoveRefusal, PlannedFile } from '../../domain/removal-plan.ts';
import { sidecarPath, sidecarText } from '../../domain/xmp-sidecar.ts';
import { detailOf } from './disk-refusal.ts';
import { hashFile } from './hash-file.ts';
import {
  directoryOf,
  isWaiting,
  refuse,
  type MoveRun,
  type RunSidecar,
  type Slot,
} from './move-run.ts';
import { exceptionName, lookAt, namesIn, openFolder } from './open-by-path.ts';
import { removeSidecar, writeSidecar } from './sidecar-file.ts';

/** The photo that a slot's group keeps; a sidecar belongs to it. */
function keeperOf(run: MoveRun, { groupIndex }: Slot): PlannedFile | undefined {
  return run.options.plan.groups[groupIndex]?.keeper;
}

/** Chromium writes to `<name>.crswap` first, and names have at most 255 bytes. */
const LONGEST_NAME_BYTES = 240;

/**
 * Where the plan asks for sidecars and one cannot be written, its group is refused: the notes would
 * go out of sight. `protectedPrefixes` gives the parts of a root that are protected. Only reads.
 */
export async function refuseWithoutSidecar(
  run: MoveRun,
  protectedPrefixes: (
    directory: FileSystemDirectoryHandle,
  ) => Promise<readonly string[]>,
): Promise<void> {
  const folders = new Map<FileKey, FolderCompanions>();
  const slots = groupBy(run.slots, (slot) => keeperOf(run, slot)?.key);
  for (const { keeper } of notesByKeeper(run)) {
    const refusal =
      (await placeRefusal(run, keeper, protectedPrefixes)) ??
      (await sidecarInTheWay(run, keeper, folders));
    if (refusal === undefined) continue;
    for (const slot of slots.get(keeper.key) ?? []) {
      if (isWaiting(slot)) refuse(slot, refusal);
    }
  }
}

/** What the victims that are still to be moved note, by keeper. Empty when no sidecars are asked for. */
function notesByKeeper(
  run: MoveRun,
): { keeper: PlannedFile; notes: PhotoNotes }[] {
  const { plan } = run.options;
  if (plan.writesSidecars !== true) return [];
  const waiting = new Set(
    run.slots.filter(isWaiting).map(({ file }) => file.key),
  );
  const byKeeper = new Map<
    FileKey,
    { keeper: PlannedFile; own: PhotoNotes; lost: PhotoNotes[] }
  >();
  for (const { keeper, keeperKeywords, victims } of plan.groups) {
    const known = byKeeper.get(keeper.key) ?? { keeper, own: {}, lost: [] };
    byKeeper.set(keeper.key, known);
    if (keeperKeywords) known.own = { keywords: keeperKeywords };
    for (const { key, onlyHere } of victims) {
      if (onlyHere && waiting.has(key)) known.lost.push(onlyHere);
    }
  }
  return [...byKeeper.values()].flatMap(({ keeper, own, lost }) => {
    const asked = mergedNotes(lost);
    if (asked === undefined) return [];
    const notes = asked.keywords ? mergedNotes([own, asked]) : asked;
    return notes === undefined ? [] : [{ keeper, notes }];
  });
}

async function placeRefusal(
  run: MoveRun,
  { root: id, path }: PlannedFile,
  protectedPrefixes: (
    directory: FileSystemDirectoryHandle,
  ) => Promise<readonly string[]>,
): Promise<MoveRefusal | undefined> {
  const root = run.options.roots.get(id);
  if (!root) return { kind: 'keeper-missing' };
  const { directory, protection } = root;
  const refused = (detail: string): MoveRefusal => ({
    kind: 'sidecar-refused',
    detail,
  });
  const guarded = await protectedPrefixes(directory);
  if (
    protection === 'protected' ||
    guarded.some((prefix) => path.startsWith(prefix))
  ) {
    return refused('it lies in a protected folder, where nothing is written');
  }
  const place = readOnlyPlaceOf(`${directory.name}/${path}`);
  if (place !== undefined) {
    return refused(`it lies in “${place}”, which belongs to another program`);
  }
  const name = new TextEncoder().encode(fileName(sidecarPath(path)));
  if (name.length > LONGEST_NAME_BYTES) return refused('its name is too long');
  // Firefox and Safari do not have it; their private file system needs no permission.
  const query: unknown = Reflect.get(directory, 'queryPermission');
  if (typeof query !== 'function') return undefined;
  return (await directory.queryPermission({ mode: 'readwrite' })) === 'granted'
    ? undefined
    : refused('there is no permission to change its folder');
}

/**
 * Any XMP file of the keeper, whichever way it is named: two of them would contradict each other.
 *
 * @param folders those that were listed for this run already: a large one takes seconds
 */
async function sidecarInTheWay(
  run: MoveRun,
  keeper: PlannedFile,
  folders: Map<FileKey, FolderCompanions>,
): Promise<MoveRefusal | undefined> {
  const directory = directoryOf(run, keeper);
  const folder = folderOf(keeper.path);
  try {
    const path = sidecarPath(keeper.path);
    if ((await lookAt(directory, path)).kind !== 'absent') {
      return { kind: 'sidecar-exists', path };
    }
    const id = fileKey(keeper.root, folder);
    const beside =
      folders.get(id) ??
      new FolderCompanions(await namesIn(await openFolder(directory, folder)));
    folders.set(id, beside);
    const name = beside
      .of(fileName(keeper.path))
      .find((other) => nameParts(other).extension === 'xmp');
    if (name === undefined) return undefined;
    const other = folder === '' ? name : `${folder}/${name}`;
    return { kind: 'sidecar-exists', path: other };
  } catch (error) {
    if (exceptionName(error) === 'NotAllowedError') throw error;
    return { kind: 'sidecar-refused', detail: detailOf(error) };
  }
}

/** Gives the run the sidecars it is to write, with their whole text. Touches nothing. */
export async function composeSidecars(run: MoveRun): Promise<void> {
  for (const { keeper, notes } of notesByKeeper(run)) {
    const text = sidecarText(notes);
    const file = new Blob([text]);
    run.sidecars.set(keeper.key, {
      root: keeper.root,
      keeper: keeper.key,
      keeperPath: keeper.path,
      path: sidecarPath(keeper.path),
      sizeBytes: file.size,
      sha256: await hashFile(file, run.options.subtle),
      text,
      state: 'waiting',
    });
  }
}

/** The sidecar of a slot's group, where there is to be one. */
export function sidecarOf(run: MoveRun, slot: Slot): RunSidecar | undefined {
  const keeper = keeperOf(run, slot);
  return keeper && run.sidecars.get(keeper.key);
}

/** Before the first victim of a group is moved. Resolves to why the group must be stopped. */
export async function writeSidecarFor(
  run: MoveRun,
  slots: readonly Slot[],
): Promise<MoveRefusal | undefined> {
  const [slot] = slots;
  const sidecar = slot && sidecarOf(run, slot);
  const root = sidecar && run.options.roots.get(sidecar.root);
  if (!root || sidecar.state === 'written') return undefined;
  const wasWaiting = sidecar.state === 'waiting';
  sidecar.state = 'begun';
  const { subtle } = run.options;
  const refusal = await writeSidecar(root.directory, sidecar, subtle);
  if (!refusal) sidecar.state = 'written';
  // What is there is somebody else's, unless another group of this keeper had begun it.
  else if (refusal.kind === 'sidecar-exists' && wasWaiting) {
    sidecar.state = 'waiting';
  }
  return refusal;
}

/**
 * Takes away the sidecars whose groups stay as they were, and resolves to those that count: their
 * victims are in the quarantine, or nobody knows.
 */
export async function withdrawSidecars(
  run: MoveRun,
): Promise<readonly RunSidecar[]> {
  const used = new Set<FileKey>();
  for (const slot of run.slots) {
    const { state } = slot;
    const isIn =
      state.kind === 'moved' ||
      (state.kind === 'refused' && state.refusal.kind === 'unsettled');
    const keeper = isIn ? keeperOf(run, slot) : undefined;
    if (keeper) used.add(keeper.key);
  }
  const kept: RunSidecar[] = [];
  for (const sidecar of run.sidecars.values()) {
    if (used.has(sidecar.keeper)) kept.push(sidecar);
    else await withdraw(run, sidecar);
  }
  return kept;
}

async function withdraw(run: MoveRun, sidecar: RunSidecar): Promise<void> {
  const root = run.options.roots.get(sidecar.root);
  if (!root || sidecar.state === 'waiting') return;
  try {
    await removeSidecar(root.directory, sidecar, run.options.subtle);
  } catch {
    // The journal names it: tried again at the next start.
    run.needsSettling = true;
  }
}
