import type { JournalEntry } from '../../domain/removal-journal.ts';
import type {
  MoveRefusal,
  MoveResult,
  PlannedVictim,
} from '../../domain/removal-plan.ts';
import { refusalOf } from './disk-refusal.ts';
import { moveGroup, rollBack } from './move-group.ts';
import {
  isWaiting,
  refuse,
  reportProgress,
  resultsOf,
  withSidecars,
  writeManifestNow,
  writeManifestsInTime,
  type ExecuteOptions,
  type MoveRun,
  type Slot,
} from './move-run.ts';
import { namesIn, openFolder } from './open-by-path.ts';
import { prepareRun, stopForPermission } from './prepare-run.ts';
import { settleFolder } from './quarantine-folder.ts';
import { sidecarOf, withdrawSidecars } from './run-sidecars.ts';

/**
 * Moves the victims of a plan into a fresh quarantine folder of their root, group by group.
 * Resolves to one result for each victim the plan lists and each of its companions, in its order. Trusts neither the plan nor
 * the disk: every rule of docs/removal.md is checked here. A surprise stops and rolls back its group,
 * lost permission stops everything, an abort stops before the next file. One run at a time: the
 * caller holds the lock of the folders. Throws only for the program's own faults.
 */
export async function executePlan(
  options: ExecuteOptions,
): Promise<readonly MoveResult[]> {
  let run: MoveRun;
  try {
    run = await prepareRun(options);
  } catch (error) {
    const refusal = refusalOf(error);
    return options.plan.groups.flatMap(({ victims }) =>
      victims.flatMap((victim) => refusedWith(victim, refusal)),
    );
  }
  run.settledCount = run.slots.filter((slot) => !isWaiting(slot)).length;
  reportProgress(run);
  if (run.slots.some(isWaiting) && (await begin(run))) {
    await moveGroups(run);
    await keepCompanionsTogether(run);
    await finish(run);
  }
  run.settledCount = run.slots.length;
  reportProgress(run);
  return resultsOf(run);
}

function refusedWith(
  { companions = [], ...file }: PlannedVictim,
  refusal: MoveRefusal,
): MoveResult[] {
  const companionOf = file.key;
  return [
    { kind: 'refused', file, refusal },
    ...companions.map((companion): MoveResult => ({
      kind: 'refused',
      file: companion,
      companionOf,
      refusal,
    })),
  ];
}

/** Journal first, then the folders with manifests that name every intended move. */
async function begin(run: MoveRun): Promise<boolean> {
  const { plan, journal, now } = run.options;
  try {
    await journal.begin({
      planId: plan.id,
      createdMs: now(),
      state: 'open',
      folders: [...run.quarantines].map(([root, { folder }]) => ({
        root,
        path: folder,
      })),
      ...sidecarsToNote(run),
      plan,
    });
  } catch (error) {
    refuseWaiting(run.slots, error);
    return false;
  }
  for (const [root, quarantine] of run.quarantines) {
    try {
      const { directory, folder } = quarantine;
      const made = await openFolder(directory, folder, { creates: true });
      if ((await namesIn(made)).length > 0) {
        throw new Error(`“${folder}” was made by something else meanwhile`);
      }
      await writeManifestNow(run, quarantine);
    } catch (error) {
      refuseWaiting(
        run.slots.filter(
          (slot) =>
            slot.file.root === root || sidecarOf(run, slot)?.root === root,
        ),
        error,
      );
      if (refusalOf(error).kind === 'permission-lost') stopForPermission(run);
    }
  }
  return true;
}

function sidecarsToNote(run: MoveRun): Pick<JournalEntry, 'sidecars'> {
  if (run.sidecars.size === 0) return {};
  const sidecars = [...run.sidecars.values()].map(
    ({ root, keeper, keeperPath, path, sizeBytes, sha256 }) => ({
      root,
      keeper,
      keeperPath,
      path,
      sizeBytes,
      sha256,
    }),
  );
  return { sidecars };
}

function refuseWaiting(slots: readonly Slot[], error: unknown): void {
  for (const slot of slots.filter(isWaiting)) refuse(slot, refusalOf(error));
}

async function moveGroups(run: MoveRun): Promise<void> {
  const groups = new Map<number, Slot[]>();
  for (const slot of run.slots.filter(isWaiting)) {
    const known = groups.get(slot.groupIndex);
    if (known) known.push(slot);
    else groups.set(slot.groupIndex, [slot]);
  }
  for (const slots of groups.values()) {
    if (run.isPermissionLost) return;
    if (run.options.signal.aborted) break;
    await moveGroup(run, slots);
    run.settledCount += slots.length;
    try {
      await writeManifestsInTime(run);
    } catch (error) {
      // The manifest on disk still names every move as intended: enough to undo.
      if (refusalOf(error).kind === 'permission-lost') stopForPermission(run);
    }
  }
  for (const slot of run.slots.filter(isWaiting)) {
    refuse(slot, { kind: 'cancelled' });
  }
}

/** A photo whose companion was refused in the end goes back, with its group. */
async function keepCompanionsTogether(run: MoveRun): Promise<void> {
  const byKey = new Map(run.slots.map((slot) => [slot.file.key, slot]));
  const failed = new Set<Slot>();
  for (;;) {
    let staying: string | undefined;
    const split = run.slots.find((slot) => {
      if (slot.state.kind !== 'moved' || failed.has(slot)) return false;
      staying = slot.companions.find(
        ({ key }) => byKey.get(key)?.state.kind !== 'moved',
      )?.path;
      return staying !== undefined;
    });
    if (!split || staying === undefined) return;
    const path = staying;
    const group = run.slots.filter(
      (slot) => slot.groupIndex === split.groupIndex,
    );
    await rollBack(run, group, (slot) =>
      slot === split
        ? { kind: 'companion-stays', path }
        : { kind: 'group-stopped' },
    );
    failed.add(split);
  }
}

/** Leaves the journal open when anything is uncertain: it is settled from disk at the next start. */
async function finish(run: MoveRun): Promise<void> {
  const sidecars = await withdrawSidecars(run);
  let isSettled = !run.needsSettling;
  for (const [root, quarantine] of run.quarantines) {
    const { directory, folder, manifest } = quarantine;
    const remaining = run.slots.flatMap((slot) => {
      if (slot.file.root !== root || !slot.item) return [];
      const { state } = slot;
      const isUnsettled =
        state.kind === 'refused' && state.refusal.kind === 'unsettled';
      if (isUnsettled) isSettled = false;
      return state.kind === 'moved' || isUnsettled ? [slot.item] : [];
    });
    try {
      const ofRoot = sidecars.filter((sidecar) => sidecar.root === root);
      const settled = withSidecars(manifest, ofRoot);
      await settleFolder(directory, folder, settled, remaining);
    } catch {
      isSettled = false;
    }
  }
  if (!isSettled) return;
  try {
    await run.options.journal.setState(run.options.plan.id, 'done');
  } catch {
    // Stays open, and is found to be in order at the next start.
  }
}
