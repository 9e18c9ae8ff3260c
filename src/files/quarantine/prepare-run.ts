import type { ContentHash, RootId } from '../../domain/photo-id.ts';
import {
  MANIFEST_NAME,
  QUARANTINE_FOLDER,
} from '../../domain/quarantine-manifest.ts';
import { readOnlyPlaceOf } from '../../domain/read-only-places.ts';
import { checkPlan } from '../../domain/removal-plan-check.ts';
import {
  plannedToStay,
  type MoveRefusal,
  type PlannedFile,
} from '../../domain/removal-plan.ts';
import {
  isWaiting,
  newItem,
  newManifest,
  refuse,
  type ExecuteOptions,
  type MoveRun,
  type QuarantineRoot,
  type Slot,
} from './move-run.ts';
import { lookAt } from './open-by-path.ts';
import { assignQuarantinePaths } from '../../domain/quarantine-paths.ts';
import { freshFolderPath } from './quarantine-folder.ts';
import { refuseSplitCompanions } from './run-companions.ts';
import { composeSidecars, refuseWithoutSidecar } from './run-sidecars.ts';
import { parseManifest } from '../../domain/quarantine-manifest-text.ts';

/**
 * Looks at the plan and the folders and refuses what the rules forbid, then gives every other
 * victim its place in the quarantine. Only reads.
 */
export async function prepareRun(options: ExecuteOptions): Promise<MoveRun> {
  const run: MoveRun = {
    options,
    slots: slotsOf(options),
    quarantines: new Map(),
    sidecars: new Map(),
    keepersByContent: keepersByContent(options),
    isPermissionLost: false,
    settledCount: 0,
    needsSettling: false,
  };
  for (const slot of run.slots) {
    const refusal = isWaiting(slot) ? refusalByRoots(slot, options) : undefined;
    if (refusal) refuse(slot, refusal);
  }
  await refuseByPermission(run);
  await refuseProtectedParts(run);
  await refuseForeignRoots(run);
  await refuseWithoutSidecar(run, (directory) =>
    protectedPrefixes(options, directory),
  );
  await refuseSplitCompanions(run);
  await composeSidecars(run);
  await givePlaces(run);
  return run;
}

function slotsOf({ plan }: ExecuteOptions): Slot[] {
  const slots: Slot[] = [];
  const problems = new Map(
    checkPlan(plan).map((problem) => [
      `${problem.groupIndex}:${problem.victimIndex}`,
      problem.refusal,
    ]),
  );
  for (const [groupIndex, group] of plan.groups.entries()) {
    for (const [victimIndex, victim] of group.victims.entries()) {
      const { companions = [], ...file } = victim;
      const refusal = problems.get(`${groupIndex}:${victimIndex}`);
      slots.push({
        index: slots.length,
        groupIndex,
        file,
        keeper: group.keeper,
        companions: [],
        state: refusal ? { kind: 'refused', refusal } : { kind: 'waiting' },
      });
      for (const { counterpart, ...companion } of companions) {
        slots.push({
          index: slots.length,
          groupIndex,
          file: companion,
          keeper: counterpart ?? group.keeper,
          photo: file,
          companions: [],
          state: refusal ? staysWith(file) : { kind: 'waiting' },
        });
      }
    }
  }
  return slots;
}

function staysWith({ path }: PlannedFile): Slot['state'] {
  return { kind: 'refused', refusal: { kind: 'companion-stays', path } };
}

function keepersByContent({
  plan,
}: ExecuteOptions): Map<ContentHash, PlannedFile[]> {
  const map = new Map<ContentHash, PlannedFile[]>();
  for (const keeper of plannedToStay(plan)) {
    const known = map.get(keeper.content);
    if (known) known.push(keeper);
    else map.set(keeper.content, [keeper]);
  }
  return map;
}

function refusalByRoots(
  { file, keeper }: Slot,
  { roots }: ExecuteOptions,
): MoveRefusal | undefined {
  const root = roots.get(file.root);
  if (!root) return { kind: 'failed', detail: 'its folder is not open' };
  if (!roots.has(keeper.root)) return { kind: 'keeper-missing' };
  if (root.protection === 'protected') return { kind: 'protected' };
  const place = readOnlyPlaceOf(`${root.directory.name}/${file.path}`);
  return place === undefined ? undefined : { kind: 'read-only-place', place };
}

function waitingRoots(run: MoveRun): [Slot['file']['root'], QuarantineRoot][] {
  const used = new Set(
    run.slots.filter(isWaiting).map((slot) => slot.file.root),
  );
  return [...run.options.roots].filter(([id]) => used.has(id));
}

/** Permission lost for one folder stops the whole plan: half of it is nobody's wish. */
async function refuseByPermission(run: MoveRun): Promise<void> {
  for (const [, { directory }] of waitingRoots(run)) {
    // Firefox and Safari do not have it; their private file system needs no permission.
    const query: unknown = Reflect.get(directory, 'queryPermission');
    if (typeof query !== 'function') continue;
    if ((await directory.queryPermission({ mode: 'readwrite' })) === 'granted')
      continue;
    stopForPermission(run);
    return;
  }
}

/** No further file is touched. */
export function stopForPermission(run: MoveRun): void {
  run.isPermissionLost = true;
  for (const slot of run.slots) {
    if (isWaiting(slot)) refuse(slot, { kind: 'permission-lost' });
  }
}

/** How the paths in a root begin that lie in a protected one, too. */
async function protectedPrefixes(
  { roots }: ExecuteOptions,
  directory: FileSystemDirectoryHandle,
): Promise<readonly string[]> {
  const prefixes: string[] = [];
  for (const root of roots.values()) {
    if (root.protection !== 'protected') continue;
    const around = await root.directory.resolve(directory);
    const inside = await directory.resolve(root.directory);
    if (around) prefixes.push('');
    else if (inside) prefixes.push(`${inside.join('/')}/`);
  }
  return prefixes;
}

/** A protected folder inside a normal one, or around it, protects its files there too. */
async function refuseProtectedParts(run: MoveRun): Promise<void> {
  for (const [id, { directory }] of waitingRoots(run)) {
    const prefixes = await protectedPrefixes(run.options, directory);
    for (const slot of run.slots) {
      if (!isWaiting(slot) || slot.file.root !== id) continue;
      if (prefixes.some((prefix) => slot.file.path.startsWith(prefix))) {
        refuse(slot, { kind: 'protected' });
      }
    }
  }
}

/** A root that is itself a quarantine: moving in it would break the undo of what it holds. */
async function refuseForeignRoots(run: MoveRun): Promise<void> {
  for (const [id, { directory }] of waitingRoots(run)) {
    const entry = await lookAt(directory, MANIFEST_NAME);
    if (entry.kind !== 'file') continue;
    const text = await entry.file.text();
    if (parseManifest(text, QUARANTINE_FOLDER).kind !== 'manifest') continue;
    for (const slot of run.slots) {
      if (isWaiting(slot) && slot.file.root === id) {
        refuse(slot, { kind: 'read-only-place', place: QUARANTINE_FOLDER });
      }
    }
  }
}

async function givePlaces(run: MoveRun): Promise<void> {
  const { plan, now } = run.options;
  const createdMs = now();
  const touched = new Set<RootId>([
    ...waitingRoots(run).map(([id]) => id),
    // A sidecar may go to a root that loses no file: its manifest names the sidecar alone.
    ...[...run.sidecars.values()].map((sidecar) => sidecar.root),
  ]);
  for (const [id, root] of run.options.roots) {
    if (!touched.has(id)) continue;
    const slots = run.slots.filter(
      (slot) => isWaiting(slot) && slot.file.root === id,
    );
    const sidecars = [...run.sidecars.values()].filter(
      (sidecar) => sidecar.root === id,
    );
    const folder = await freshFolderPath(root.directory, createdMs);
    const paths = assignQuarantinePaths(
      folder,
      slots.map((slot) => slot.file.path),
    );
    const manifest = newManifest(plan, root.label, createdMs, sidecars);
    for (const slot of slots) {
      const quarantinePath = paths.get(slot.file.path);
      if (quarantinePath === undefined) continue;
      const { file, keeper, photo } = slot;
      slot.item = newItem({
        file,
        keeper,
        quarantinePath,
        keeperLabel: run.options.roots.get(keeper.root)?.label ?? '',
        companionOf: photo?.path,
      });
      manifest.items.push(slot.item);
    }
    const { directory } = root;
    run.quarantines.set(id, { directory, folder, manifest, writtenMs: 0 });
  }
}
