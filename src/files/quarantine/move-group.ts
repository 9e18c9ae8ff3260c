import type { MoveRefusal, PlannedFile } from '../../domain/removal-plan.ts';
import { refusalOf } from './disk-refusal.ts';
import { holds } from './hash-file.ts';
import {
  directoryOf,
  isWaiting,
  itemOf,
  refuse,
  reportProgress,
  writeManifestNow,
  writeStep,
  type MoveRun,
  type Slot,
} from './move-run.ts';
import { lookAt } from './open-by-path.ts';
import { stopForPermission } from './prepare-run.ts';
import { putBackAsIs } from './put-back.ts';
import { relocateFile } from './relocate-file.ts';
import { writeSidecarFor } from './run-sidecars.ts';
import type { Whereabouts } from './where-is.ts';

/**
 * Moves the victims of one keeper. The keeper is read again after every single one (the canary: a
 * victim that was the keeper under another name has just taken it away). Any surprise puts
 * everything of the group back.
 */
export async function moveGroup(
  run: MoveRun,
  slots: readonly Slot[],
): Promise<void> {
  const surprise =
    (await firstLook(run, slots)) ?? (await notesFirst(run, slots));
  if (surprise) {
    await stopGroup(run, slots, surprise);
    return;
  }
  for (const slot of slots.filter(isWaiting)) {
    // A photo that has moved is followed by what goes with it.
    if (run.options.signal.aborted && slot.photo === undefined) return;
    reportProgress(run, slots, slot.file.path);
    const refusal = await moveOne(run, slot);
    if (refusal) {
      await stopGroup(run, slots, { slot, refusal });
      return;
    }
  }
}

interface Surprise {
  /** The victim it happened to; undefined when it is the keeper's. */
  slot?: Slot;
  refusal: MoveRefusal;
}

/** A cheap look at all files of the group, so that most surprises are met before any move. */
async function firstLook(
  run: MoveRun,
  slots: readonly Slot[],
): Promise<Surprise | undefined> {
  for (const keeper of new Set(slots.map((slot) => slot.keeper))) {
    const ofKeeper = await keeperRefusal(run, keeper);
    if (ofKeeper) return { refusal: ofKeeper };
  }
  for (const slot of slots.filter(isWaiting)) {
    try {
      const entry = await lookAt(directoryOf(run, slot.file), slot.file.path);
      if (entry.kind !== 'file') {
        return { slot, refusal: { kind: 'victim-missing' } };
      }
      if (entry.file.size !== slot.file.sizeBytes) {
        return { slot, refusal: { kind: 'victim-changed' } };
      }
    } catch (error) {
      return { slot, refusal: refusalOf(error) };
    }
  }
  return undefined;
}

/** What would go out of sight with the victims is beside the keeper before the first one moves. */
async function notesFirst(
  run: MoveRun,
  slots: readonly Slot[],
): Promise<Surprise | undefined> {
  const refusal = await writeSidecarFor(run, slots);
  return refusal && { refusal };
}

/** Reads the keeper afresh and in full. */
async function keeperRefusal(
  run: MoveRun,
  keeper: PlannedFile,
): Promise<MoveRefusal | undefined> {
  try {
    const entry = await lookAt(directoryOf(run, keeper), keeper.path);
    if (entry.kind !== 'file') return { kind: 'keeper-missing' };
    const expected = { sizeBytes: keeper.sizeBytes, sha256: keeper.content };
    return (await holds(entry, expected, run.options.subtle))
      ? undefined
      : { kind: 'keeper-changed' };
  } catch (error) {
    return refusalOf(error);
  }
}

async function moveOne(
  run: MoveRun,
  slot: Slot,
): Promise<MoveRefusal | undefined> {
  try {
    const guarded = await keepersInReach(run, slot);
    if (!Array.isArray(guarded)) return guarded;
    const item = itemOf(slot);
    const moved = await relocateFile({
      directory: directoryOf(run, slot.file),
      from: slot.file.path,
      to: item.quarantinePath,
      expected: { sizeBytes: slot.file.sizeBytes, sha256: slot.file.content },
      subtle: run.options.subtle,
      beforeTouch: () => writeStep(run, slot, 'intended'),
    });
    if (moved.kind === 'refused') {
      await noteRefused(run, slot, moved);
      return moved.refusal;
    }
    markMoved(slot, moved.keptModifiedDate);
    const { keptModifiedDate } = moved;
    const surprise = await canary(run, slot, guarded);
    if (surprise) return surprise;
    await writeStep(run, slot, 'moved', { keptModifiedDate });
    return undefined;
  } catch (error) {
    return refusalOf(error);
  }
}

async function noteRefused(
  run: MoveRun,
  slot: Slot,
  { at, refusal }: { at: Whereabouts; refusal: MoveRefusal },
): Promise<void> {
  switch (at) {
    case 'target':
    case 'changed-target':
      markMoved(slot, false);
      return;
    case 'source':
      refuse(slot, refusal);
      await noteStep(run, slot, 'refused', refusal.kind);
      return;
    case 'unknown':
      refuse(slot, unsettled(refusal));
  }
}

function markMoved(slot: Slot, keptModifiedDate: boolean): void {
  slot.state = { kind: 'moved', keptModifiedDate };
  itemOf(slot).state = 'moved';
}

/** When permission is lost in mid-move nobody knows where the file is: that is what must be said. */
function unsettled(refusal: MoveRefusal): MoveRefusal {
  return refusal.kind === 'unsettled'
    ? refusal
    : { kind: 'unsettled', detail: 'the permission was lost' };
}

/**
 * The keepers of the plan with the victim's own content that are there now: after the move each
 * must still be there, or the victim was that keeper under another name.
 */
async function keepersInReach(
  run: MoveRun,
  { file, keeper }: Slot,
): Promise<PlannedFile[] | MoveRefusal> {
  const victim = await lookAt(directoryOf(run, file), file.path);
  if (victim.kind !== 'file') return { kind: 'victim-missing' };
  const guarded: PlannedFile[] = [];
  const sameContent = run.keepersByContent.get(file.content) ?? [];
  for (const other of new Set([keeper, ...sameContent])) {
    if (!run.options.roots.has(other.root)) continue;
    const entry = await lookAt(directoryOf(run, other), other.path);
    if (entry.kind !== 'file') continue;
    if (await entry.handle.isSameEntry(victim.handle)) {
      return { kind: other === keeper ? 'same-file' : 'keeper-is-victim' };
    }
    guarded.push(other);
  }
  return guarded;
}

async function canary(
  run: MoveRun,
  { keeper }: Slot,
  guarded: readonly PlannedFile[],
): Promise<MoveRefusal | undefined> {
  const ofKeeper = await keeperRefusal(run, keeper);
  if (ofKeeper?.kind === 'keeper-missing') return { kind: 'same-file' };
  if (ofKeeper) return ofKeeper;
  for (const other of guarded) {
    const entry = await lookAt(directoryOf(run, other), other.path);
    if (entry.kind !== 'file') return { kind: 'keeper-is-victim' };
  }
  return undefined;
}

/** Puts everything of the group back, and says why for each victim. */
async function stopGroup(
  run: MoveRun,
  slots: readonly Slot[],
  { slot: culprit, refusal }: Surprise,
): Promise<void> {
  const ofOthers: MoveRefusal = culprit ? { kind: 'group-stopped' } : refusal;
  await rollBack(run, slots, (slot) => (slot === culprit ? refusal : ofOthers));
  if (culprit && isWaiting(culprit)) refuse(culprit, refusal);
  if (refusal.kind === 'permission-lost') stopForPermission(run);
  for (const slot of slots.filter(isWaiting)) refuse(slot, ofOthers);
}

/**
 * Puts the moved files of a group back, last one first. What cannot be put back stays `moved`: it
 * is in the quarantine, and undo will find it there.
 */
export async function rollBack(
  run: MoveRun,
  slots: readonly Slot[],
  why: (slot: Slot) => MoveRefusal,
): Promise<void> {
  const moved = slots.filter((slot) => slot.state.kind === 'moved').reverse();
  await noteRestoring(run, moved);
  for (const slot of moved) {
    const item = itemOf(slot);
    const directory = directoryOf(run, slot.file);
    const back = await putBackAsIs(directory, item, run.options.subtle);
    if (back.kind === 'refused') {
      await noteNotPutBack(run, slot, why(slot), back.refusal);
      continue;
    }
    item.state = 'restored';
    refuse(slot, why(slot));
    await noteStep(run, slot, 'rolled-back', why(slot).kind);
  }
}

async function noteNotPutBack(
  run: MoveRun,
  slot: Slot,
  why: MoveRefusal,
  failure: MoveRefusal,
): Promise<void> {
  if (slot.state.kind === 'moved') slot.state.notPutBack = why;
  const isUncertain =
    failure.kind === 'unsettled' || failure.kind === 'permission-lost';
  if (!isUncertain) itemOf(slot).state = 'moved';
  // Tried again at the next start, where the same check will find it out of order.
  run.needsSettling = true;
  await noteStep(run, slot, 'moved', 'it could not be put back');
}

/** Putting back by copying can be interrupted too: then the manifest must say what was going on. */
async function noteRestoring(
  run: MoveRun,
  moved: readonly Slot[],
): Promise<void> {
  for (const slot of moved) itemOf(slot).state = 'restoring';
  for (const root of new Set(moved.map((slot) => slot.file.root))) {
    const quarantine = run.quarantines.get(root);
    if (!quarantine) continue;
    try {
      await writeManifestNow(run, quarantine);
    } catch {
      // The files matter more than the note: go on and put them back.
    }
  }
}

/** The journal is settled from disk at the next start if this note fails. */
async function noteStep(
  run: MoveRun,
  slot: Slot,
  state: 'moved' | 'refused' | 'rolled-back',
  detail: string,
): Promise<void> {
  try {
    await writeStep(run, slot, state, { detail });
  } catch {
    run.needsSettling = true;
  }
}
