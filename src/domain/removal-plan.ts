import type { ContentHash, FileKey, RootId } from './photo-id.ts';
import type { PhotoNotes } from './photo-notes.ts';

/** One file as the plan saw it: what the executor must find again before it touches anything. */
export interface PlannedFile {
  key: FileKey;
  root: RootId;
  path: string;
  sizeBytes: number;
  modifiedMs: number;
  content: ContentHash;
}

/** A file of a victim's shot. It has no edge of its own and moves only together with its photo. */
export interface PlannedCompanion extends PlannedFile {
  /** A file that stays and has the very same bytes, or an edge to it; checked like a keeper. */
  counterpart?: PlannedFile;
}

export interface PlannedVictim extends PlannedFile {
  /** All other files of its shot, in the same folder. */
  companions?: readonly PlannedCompanion[];
  /** Path of a file of its shot that may not be moved: then it is not moved either. */
  staysWith?: string;
  /** What it notes and its keeper does not. */
  onlyHere?: PhotoNotes;
}

/** Victims of one keeper. Each has a direct, verified edge to it. */
export interface PlannedGroup {
  keeper: PlannedFile;
  victims: readonly PlannedVictim[];
  /** The keeper's own: a sidecar repeats them, because programs take its list for the whole one. */
  keeperKeywords?: readonly string[];
}

/** What "Move to quarantine" will do. Making a plan changes nothing on disk. */
export interface RemovalPlan {
  id: string;
  createdMs: number;
  groups: readonly PlannedGroup[];
  /** What only a victim notes is written to an XMP sidecar beside its keeper, before it is moved. */
  writesSidecars?: boolean;
}

/** Why one victim was not moved. The file is where it was. */
export type MoveRefusal =
  | { kind: 'victim-changed' }
  | { kind: 'victim-missing' }
  | { kind: 'keeper-changed' }
  | { kind: 'keeper-missing' }
  | { kind: 'same-file' }
  | { kind: 'keeper-is-victim' }
  | { kind: 'protected' }
  | { kind: 'read-only-place'; place: string }
  /** It belongs together with a file that is not moved (RAW + JPEG, live photo, sidecar). */
  | { kind: 'companion-stays'; path: string }
  | { kind: 'target-exists'; path: string }
  /** The keeper has an XMP file already, and it is not overwritten. */
  | { kind: 'sidecar-exists'; path: string }
  /** The sidecar that was asked for cannot be written. `detail` has no full stop. */
  | { kind: 'sidecar-refused'; detail: string }
  | { kind: 'permission-lost' }
  | { kind: 'copy-differs' }
  | { kind: 'group-stopped' }
  | { kind: 'cancelled' }
  /** The disk stopped answering in the middle of the move; settled from disk at the next start. */
  | { kind: 'unsettled'; detail: string }
  | { kind: 'failed'; detail: string };

/** Every file that a plan moves: the photos and what goes with them. */
export function* plannedFiles({
  groups,
}: Pick<RemovalPlan, 'groups'>): Generator<PlannedFile> {
  for (const { victims } of groups) {
    for (const victim of victims) {
      yield victim;
      yield* victim.companions ?? [];
    }
  }
}

/** Every file that a plan relies on to stay. */
export function* plannedToStay({
  groups,
}: Pick<RemovalPlan, 'groups'>): Generator<PlannedFile> {
  for (const { keeper, victims } of groups) {
    yield keeper;
    for (const { companions = [] } of victims) {
      for (const { counterpart } of companions) {
        if (counterpart !== undefined) yield counterpart;
      }
    }
  }
}

/** Result for one victim or companion. */
export type MoveResult =
  | {
      kind: 'moved';
      file: PlannedFile;
      /** The photo that it went with; absent for a photo of its own. */
      companionOf?: FileKey;
      quarantinePath: string;
      keptModifiedDate: boolean;
      /** Its group was stopped for this, but it could not be put back: undo it by hand. */
      notPutBack?: MoveRefusal;
      /** The sidecar beside its keeper that has what only it noted; relative to the keeper's root. */
      sidecarPath?: string;
    }
  | {
      kind: 'refused';
      file: PlannedFile;
      companionOf?: FileKey;
      refusal: MoveRefusal;
    };

/** Words for one refusal; the caller names the file. */
export function describeRefusal(refusal: MoveRefusal): string {
  switch (refusal.kind) {
    case 'victim-changed':
      return 'It changed since the scan, so it stays. Scan again to compare it as it is now.';
    case 'victim-missing':
      return 'It is no longer there.';
    case 'keeper-changed':
      return 'The photo to keep changed since the scan, so nothing of its group was moved. Scan again.';
    case 'keeper-missing':
      return 'The photo to keep is no longer there, so nothing of its group was moved. Scan again.';
    case 'same-file':
      return 'It is the very same file as the one to keep, seen under two names. Moving it would lose the photo.';
    case 'keeper-is-victim':
      return 'The photo to keep is itself to be moved by another group. Decide which of them to keep.';
    case 'protected':
      return 'It lies in a protected folder.';
    case 'read-only-place':
      return `It lies in “${refusal.place}”, which belongs to another program. Twinsift only reads there.`;
    case 'companion-stays':
      return `It belongs together with “${refusal.path}”, which stays. They move together or not at all.`;
    case 'target-exists':
      return `Something is already at “${refusal.path}”. It was not overwritten.`;
    case 'sidecar-exists':
      return `The photo to keep has a sidecar already (“${refusal.path}”). It was not overwritten, so nothing of its group was moved. To move it all the same, make the plan again without sidecars.`;
    case 'sidecar-refused':
      return `Its notes could not be written beside the photo to keep (${refusal.detail}), so nothing of its group was moved. To move it all the same, make the plan again without sidecars.`;
    case 'permission-lost':
      return 'The permission to change this folder is gone. Allow it again, then retry.';
    case 'copy-differs':
      return 'The copy in the quarantine did not match, so the original stays.';
    case 'group-stopped':
      return 'Another photo of its group could not be moved, so this one stays too.';
    case 'cancelled':
      return 'Stopped before its turn.';
    case 'unsettled':
      return `The disk stopped answering while it was being moved (${refusal.detail}). It is in its place or in the quarantine; Twinsift looks for it at the next start.`;
    case 'failed':
      return `It could not be moved (${refusal.detail}). It is where it was.`;
  }
}
