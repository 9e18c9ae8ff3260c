import { MANIFEST_NAME } from './quarantine-manifest.ts';
import { allTaken, type Steps } from './steps.ts';

/** `2026-11-21 07-21-21`: local time, as people read it, in characters every disk takes. */
export function quarantineFolderName(createdMs: number): string {
  const date = new Date(createdMs);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = [
    date.getFullYear(),
    two(date.getMonth() + 1),
    two(date.getDate()),
  ].join('-');
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()];
  return `${day} ${time.map(two).join('-')}`;
}

/**
 * A path in the quarantine for each original path: the same tree, except that names which some
 * disk would take for one another (case, Unicode normalisation), or for the manifest, get a number.
 */
export function assignQuarantinePaths(
  folder: string,
  originalPaths: readonly string[],
): ReadonlyMap<string, string> {
  return allTaken(quarantinePaths(folder, originalPaths));
}

/** The same in steps, for a plan that may be long. */
export function* quarantinePaths(
  folder: string,
  originalPaths: readonly string[],
): Steps<ReadonlyMap<string, string>> {
  const fold = (path: string) =>
    path.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFC');
  const taken = new Set([fold(MANIFEST_NAME), fold(`${MANIFEST_NAME}.crswap`)]);
  const assigned = new Map<string, string>();
  for (const path of originalPaths) {
    let candidate = path;
    for (let n = 2; taken.has(fold(candidate)); n += 1) {
      candidate = numbered(path, n);
    }
    taken.add(fold(candidate));
    assigned.set(path, `${folder}/${candidate}`);
    yield undefined;
  }
  return assigned;
}

/** `a/b.jpg` → `a/b (2).jpg` */
function numbered(path: string, n: number): string {
  const slash = path.lastIndexOf('/');
  const dot = path.lastIndexOf('.');
  return dot > slash + 1
    ? `${path.slice(0, dot)} (${n})${path.slice(dot)}`
    : `${path} (${n})`;
}
