import type { RootId } from '../domain/photo-id.ts';
import {
  MANIFEST_VERSION,
  QUARANTINE_FOLDER,
  type ManifestItem,
} from '../domain/quarantine-manifest.ts';
import {
  quarantineFolderName,
  quarantinePaths,
} from '../domain/quarantine-paths.ts';
import { planCheck } from '../domain/removal-plan-check.ts';
import {
  describeRefusal,
  plannedFiles,
  plannedToStay,
  type PlannedFile,
  type PlannedVictim,
  type RemovalPlan,
} from '../domain/removal-plan.ts';
import type { Steps } from '../domain/steps.ts';

/** What a script needs to know besides the plan. */
export interface ScriptContext {
  /** Folder names as the person knows them; they name the script's arguments. */
  rootLabels: ReadonlyMap<RootId, string>;
}

/** A file as the script names it: the number of its root (from 1) and its path in it. */
export interface ScriptFile {
  rootNumber: number;
  path: string;
  sha256: string;
}

export interface ScriptVictim extends ScriptFile {
  /** It goes with the photo before it. */
  isCompanion: boolean;
  /** What must stay whole for it, when that is not the keeper of its group. */
  counterpart?: ScriptFile;
  /** Below the quarantine folder. */
  quarantinePath: string;
  /** Its line in the manifest of its root, from 1. */
  itemNumber: number;
}

export interface ScriptGroup {
  keeper: ScriptFile;
  victims: ScriptVictim[];
}

export interface ScriptRoot {
  label: string;
  /** Paths of the companions: their being there is no surprise. */
  companions: string[];
  /** One manifest item each, JSON without line breaks, in the state `intended`. */
  items: string[];
  /** The manifest is `head`, the items joined by `,` and `tail`. */
  head: string;
  tail: string;
}

/** A plan made ready for writing it down in any scripting language. */
export interface ScriptPlan {
  folderName: string;
  roots: ScriptRoot[];
  groups: ScriptGroup[];
  /** Files the plan wrongly lists, in words without line breaks. */
  leftOut: string[];
}

/** Leaves out whatever `checkPlan` objects to, and gives each victim its place in the quarantine. */
export function* scriptPlan(
  plan: RemovalPlan,
  { rootLabels }: ScriptContext,
): Steps<ScriptPlan> {
  const { groups, leftOut } = yield* soundGroups(plan);
  const ids = yield* rootsOf(groups);
  const folderName = quarantineFolderName(plan.createdMs);
  const places = new Map<RootId, ReadonlyMap<string, string>>();
  for (const id of ids) {
    places.set(id, yield* placesIn(id, groups, folderName));
  }
  const labelOf = (id: RootId) => rootLabels.get(id) ?? id;
  const roots = ids.map((id) => newRoot(plan, labelOf(id)));
  const script: ScriptPlan = { folderName, roots, groups: [], leftOut };
  for (const { keeper, victims } of groups) {
    const moves = victims.flatMap(movesOf);
    script.groups.push({
      keeper: scriptFile(keeper, ids),
      victims: moves.map(({ file: victim, photo, counterpart }) => {
        const file = scriptFile(victim, ids);
        const root = roots[file.rootNumber - 1];
        const place = places.get(victim.root)?.get(victim.path) ?? '';
        const kept = counterpart ?? keeper;
        const item = manifestItem(victim, kept, place, labelOf(kept.root));
        root?.items.push(
          JSON.stringify(
            photo === undefined ? item : { ...item, companionOf: photo.path },
          ),
        );
        if (photo !== undefined) root?.companions.push(victim.path);
        const inFolder = `${QUARANTINE_FOLDER}/${folderName}/`.length;
        return {
          ...file,
          isCompanion: photo !== undefined,
          ...(counterpart === undefined
            ? {}
            : { counterpart: scriptFile(counterpart, ids) }),
          quarantinePath: place.slice(inFolder),
          itemNumber: root?.items.length ?? 0,
        };
      }),
    });
    yield undefined;
  }
  return script;
}

/** A victim, then the files that go with it. */
function movesOf(victim: PlannedVictim): {
  file: PlannedFile;
  photo?: PlannedFile;
  counterpart?: PlannedFile | undefined;
}[] {
  return [
    { file: victim },
    ...(victim.companions ?? []).map((file) => ({
      file,
      photo: victim,
      counterpart: file.counterpart,
    })),
  ];
}

interface SoundGroup {
  keeper: PlannedFile;
  victims: PlannedVictim[];
}

function* soundGroups(
  plan: RemovalPlan,
): Steps<{ groups: SoundGroup[]; leftOut: string[] }> {
  const problems = yield* planCheck(plan);
  const bad = new Set(
    problems.map((each) => `${each.groupIndex}:${each.victimIndex}`),
  );
  const leftOut = problems.map(({ groupIndex, victimIndex, refusal }) => {
    const path = plan.groups[groupIndex]?.victims[victimIndex]?.path ?? '';
    return oneLine(`${path}: ${describeRefusal(refusal)}`);
  });
  const groups: SoundGroup[] = [];
  for (const [group, { keeper, victims }] of plan.groups.entries()) {
    const sound = victims.filter(
      (_file, index) => !bad.has(`${group}:${index}`),
    );
    if (sound.length > 0) groups.push({ keeper, victims: sound });
    yield undefined;
  }
  return { groups, leftOut };
}

/** Of what stays first. */
function* rootsOf(groups: readonly SoundGroup[]): Steps<readonly RootId[]> {
  const ids = new Set<RootId>();
  for (const files of [plannedToStay({ groups }), plannedFiles({ groups })]) {
    for (const { root } of files) {
      ids.add(root);
      yield undefined;
    }
  }
  return [...ids];
}

/** Comments end at a line break, so names must not bring their own. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]/gu, '?');
}

function* placesIn(
  root: RootId,
  groups: RemovalPlan['groups'],
  folderName: string,
): Steps<ReadonlyMap<string, string>> {
  const paths: string[] = [];
  for (const file of plannedFiles({ groups })) {
    if (file.root === root) paths.push(file.path);
    yield undefined;
  }
  return yield* quarantinePaths(`${QUARANTINE_FOLDER}/${folderName}`, paths);
}

function scriptFile(file: PlannedFile, ids: readonly RootId[]): ScriptFile {
  return {
    rootNumber: ids.indexOf(file.root) + 1,
    path: file.path,
    sha256: file.content,
  };
}

function newRoot(plan: RemovalPlan, label: string): ScriptRoot {
  const planId = JSON.stringify(plan.id);
  const rootLabel = JSON.stringify(label);
  return {
    label,
    companions: [],
    items: [],
    head: `{"program":"Twinsift","version":${MANIFEST_VERSION},"planId":${planId},"createdMs":${plan.createdMs},"rootLabel":${rootLabel},"items":[`,
    tail: ']}',
  };
}

function manifestItem(
  victim: PlannedFile,
  keeper: PlannedFile,
  quarantinePath: string,
  keeperLabel: string,
): ManifestItem {
  return {
    originalPath: victim.path,
    quarantinePath,
    sizeBytes: victim.sizeBytes,
    sha256: victim.content,
    modifiedMs: victim.modifiedMs,
    keeper: {
      path: keeper.path,
      rootLabel: keeperLabel,
      sha256: keeper.content,
      isInSameRoot: keeper.root === victim.root,
    },
    state: 'intended',
  };
}
