import { notesWords } from '../domain/lost-metadata.ts';
import { madeOnce } from '../domain/made-once.ts';
import { fileName, folderOf } from '../domain/photo.ts';
import { QUARANTINE_FOLDER } from '../domain/quarantine-manifest.ts';
import type {
  PlannedFile,
  PlannedVictim,
  RemovalPlan,
} from '../domain/removal-plan.ts';
import type { Steps } from '../domain/steps.ts';
import type { RootView } from '../engine/app-state.ts';

/** The plan as a flat list: a heading per folder, then its files. */
export type PlanRow =
  | {
      kind: 'folder';
      place: string;
      count: number;
      companions: number;
      bytes: number;
    }
  | {
      kind: 'file';
      file: PlannedVictim;
      name: string;
      keeper: string;
      /** With the files of its shot. */
      bytes: number;
      /** What it notes and the kept photo does not, in words. */
      onlyHere?: string;
    };

/** Comparing 80,000 names takes many times as long when each comparison looks it up. */
const names = madeOnce(() => new Intl.Collator('en', { numeric: true }));

/** `Photos 2019/Holiday`, as a person knows the place. */
export function placeOf(file: PlannedFile, roots: readonly RootView[]): string {
  const label = roots.find(({ id }) => id === file.root)?.label ?? 'Folder';
  const folder = folderOf(file.path);
  return folder === '' ? label : `${label}/${folder}`;
}

/** Victims by folder, folders by name, files by name. In steps: there may be many. */
export function* planRows(
  plan: RemovalPlan,
  roots: readonly RootView[],
): Steps<PlanRow[]> {
  const folders = new Map<string, (PlanRow & { kind: 'file' })[]>();
  for (const { keeper, victims } of plan.groups) {
    const kept = `${placeOf(keeper, roots)}/${fileName(keeper.path)}`;
    for (const file of victims) {
      const place = placeOf(file, roots);
      const rows = folders.get(place) ?? [];
      folders.set(place, rows);
      rows.push({
        kind: 'file',
        file,
        name: [file, ...(file.companions ?? [])]
          .map(({ path }) => fileName(path))
          .join(' + '),
        keeper: kept,
        bytes: bytesOf(file),
        ...(file.onlyHere ? { onlyHere: notesWords(file.onlyHere) } : {}),
      });
    }
    yield undefined;
  }
  const { compare } = names();
  const places = [...folders].sort(([a], [b]) => compare(a, b));
  const all: PlanRow[] = [];
  for (const [place, rows] of places) {
    yield undefined;
    all.push({
      kind: 'folder',
      place,
      count: rows.length,
      companions: rows.reduce(
        (sum, { file }) => sum + (file.companions?.length ?? 0),
        0,
      ),
      bytes: rows.reduce((sum, { bytes }) => sum + bytes, 0),
    });
    for (const row of rows.sort((a, b) => compare(a.name, b.name))) {
      all.push(row);
    }
  }
  return all;
}

/** Stable over re-renders, for the virtualised list. */
export function rowKey(row: PlanRow): string {
  return row.kind === 'folder' ? `folder ${row.place}` : row.file.key;
}

/** Counts, and where the files go. `isReadOnly`: none of the folders can be changed. */
export function planTotals(
  plan: RemovalPlan,
  roots: readonly RootView[],
): {
  files: number;
  companions: number;
  bytes: number;
  places: string[];
  isReadOnly: boolean;
  /** Photos that note what the kept one does not. */
  onlyHere: number;
} {
  const victims = plan.groups.flatMap((group) => group.victims);
  const touched = roots.filter(({ id }) =>
    victims.some(({ root }) => root === id),
  );
  return {
    files: victims.length,
    companions: victims.reduce(
      (sum, { companions }) => sum + (companions?.length ?? 0),
      0,
    ),
    bytes: victims.reduce((sum, victim) => sum + bytesOf(victim), 0),
    places: touched.map(({ label }) => `${label}/${QUARANTINE_FOLDER}`),
    onlyHere: victims.filter(({ onlyHere }) => onlyHere !== undefined).length,
    isReadOnly:
      touched.length > 0 &&
      touched.every(({ permission }) => permission === 'read-only'),
  };
}

function bytesOf({ sizeBytes, companions = [] }: PlannedVictim): number {
  return companions.reduce((sum, one) => sum + one.sizeBytes, sizeBytes);
}
