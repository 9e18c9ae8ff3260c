import { bundlesOf } from './bundle.ts';
import { fileKey, type FileKey } from './photo-id.ts';
import { fileName, folderOf } from './photo.ts';
import { QUARANTINE_FOLDER } from './quarantine-manifest.ts';
import { readOnlyPlaceOf } from './read-only-places.ts';
import {
  plannedFiles,
  plannedToStay,
  type MoveRefusal,
  type PlannedFile,
  type PlannedGroup,
  type PlannedVictim,
  type RemovalPlan,
} from './removal-plan.ts';
import { isSafePath } from './safe-path.ts';
import { allTaken, type Steps } from './steps.ts';

/** One victim that may not be moved, by its place in the plan. */
export interface PlanProblem {
  groupIndex: number;
  victimIndex: number;
  refusal: MoveRefusal;
}

/**
 * What is wrong with a plan by its own words, before the disk is looked at. The executor runs this
 * itself and never trusts who made the plan. Empty for a sound plan; at most one problem a victim.
 */
export function checkPlan(plan: RemovalPlan): readonly PlanProblem[] {
  return allTaken(planCheck(plan));
}

/** The same in steps, for a plan that may be long. */
export function* planCheck(plan: RemovalPlan): Steps<readonly PlanProblem[]> {
  const keepers = yield* keysOf(plannedToStay(plan));
  const victims = yield* keysOf(plannedFiles(plan));
  const seen = new Set<FileKey>();
  const problems: PlanProblem[] = [];
  for (const [groupIndex, group] of plan.groups.entries()) {
    const ofGroup = keeperProblem(group, victims);
    for (const [victimIndex, victim] of group.victims.entries()) {
      const refusal =
        ofVictim(victim, group, keepers, seen) ??
        ofCompanions(victim, victims, keepers, seen) ??
        ofGroup;
      seen.add(victim.key);
      for (const { key } of victim.companions ?? []) seen.add(key);
      if (refusal) problems.push({ groupIndex, victimIndex, refusal });
    }
    yield undefined;
  }
  return problems;
}

function* keysOf(files: Iterable<PlannedFile>): Steps<ReadonlySet<FileKey>> {
  const keys = new Set<FileKey>();
  for (const { key } of files) {
    keys.add(key);
    yield undefined;
  }
  return keys;
}

function keeperProblem(
  { keeper }: PlannedGroup,
  victims: ReadonlySet<FileKey>,
): MoveRefusal | undefined {
  return stayingProblem(keeper, victims);
}

/** What is wrong with a file that the plan relies on to stay. */
function stayingProblem(
  keeper: PlannedFile,
  victims: ReadonlySet<FileKey>,
): MoveRefusal | undefined {
  const flaw = flawOf(keeper);
  if (flaw !== undefined) return unsound(`the photo to keep ${flaw}`);
  if (victims.has(keeper.key)) return { kind: 'keeper-is-victim' };
  // A keeper in the quarantine would be deleted when the quarantine is emptied.
  const isInQuarantine = keeper.path
    .split('/')
    .some((part) => part.toLowerCase() === QUARANTINE_FOLDER.toLowerCase());
  if (isInQuarantine) {
    return { kind: 'read-only-place', place: QUARANTINE_FOLDER };
  }
  return undefined;
}

function ofVictim(
  victim: PlannedFile,
  group: PlannedGroup,
  keepers: ReadonlySet<FileKey>,
  seen: ReadonlySet<FileKey>,
): MoveRefusal | undefined {
  const flaw = flawOf(victim);
  if (flaw !== undefined) return unsound(`it ${flaw}`);
  if (victim.key === group.keeper.key) return { kind: 'same-file' };
  if (keepers.has(victim.key)) return { kind: 'keeper-is-victim' };
  if (seen.has(victim.key)) return unsound('it is listed twice');
  const place = readOnlyPlaceOf(victim.path);
  return place === undefined ? undefined : { kind: 'read-only-place', place };
}

/** Nothing may be moved as a companion but what belongs to its photo by name. */
function ofCompanions(
  victim: PlannedVictim,
  victims: ReadonlySet<FileKey>,
  keepers: ReadonlySet<FileKey>,
  seen: ReadonlySet<FileKey>,
): MoveRefusal | undefined {
  const { companions = [], staysWith } = victim;
  if (staysWith !== undefined) {
    return { kind: 'companion-stays', path: staysWith };
  }
  const own = new Set<FileKey>([victim.key]);
  for (const companion of companions) {
    const flaw = flawOf(companion);
    if (flaw !== undefined) return unsound(`a file that goes with it ${flaw}`);
    if (keepers.has(companion.key)) return { kind: 'keeper-is-victim' };
    if (seen.has(companion.key) || own.has(companion.key)) {
      return unsound('a file that goes with it is listed twice');
    }
    own.add(companion.key);
    const { counterpart } = companion;
    const problem = counterpart && stayingProblem(counterpart, victims);
    if (problem) return problem;
  }
  return areOneShot(victim, companions)
    ? undefined
    : unsound('a file that is to go with it is no part of its shot');
}

function areOneShot(
  victim: PlannedFile,
  companions: readonly PlannedFile[],
): boolean {
  if (companions.length === 0) return true;
  const folder = folderOf(victim.path);
  const isBeside = ({ root, path }: PlannedFile) =>
    root === victim.root && folderOf(path) === folder;
  const name = fileName(victim.path);
  const names = companions.map(({ path }) => fileName(path));
  const [bundle] = bundlesOf([name, ...names], name);
  return (
    companions.every(isBeside) && bundle?.names.length === names.length + 1
  );
}

/** A missing hash equals nothing, so a file without one can never be proven to be the scanned one. */
function flawOf(file: PlannedFile): string | undefined {
  if (!isSafePath(file.path)) return 'has a path that leaves its folder';
  if (file.key !== fileKey(file.root, file.path)) return 'has a wrong key';
  if (!/^[0-9a-f]{64}$/.test(file.content)) return 'has no SHA-256';
  if (!(file.sizeBytes > 0)) return 'has no size';
  return undefined;
}

function unsound(words: string): MoveRefusal {
  return { kind: 'failed', detail: `the plan is unsound: ${words}` };
}
