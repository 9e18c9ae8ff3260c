import type {
  ManifestItem,
  ManifestSidecar,
  QuarantineManifest,
} from '../../domain/quarantine-manifest.ts';
import type { MoveRefusal } from '../../domain/removal-plan.ts';
import { detailOf } from './disk-refusal.ts';
import { withSidecars } from './move-run.ts';
import { lookAt } from './open-by-path.ts';
import {
  readManifest,
  settleFolder,
  sidecarsOfItems,
  writeManifest,
} from './quarantine-folder.ts';
import { relocateFile } from './relocate-file.ts';
import { settleItem } from './settle-item.ts';
import { removeSidecar } from './sidecar-file.ts';

export interface QuarantineOptions {
  /** The root. */
  directory: FileSystemDirectoryHandle;
  /** `Twinsift quarantine/<time>`, relative to the root. */
  folder: string;
  subtle: SubtleCrypto;
  signal: AbortSignal;
  onProgress: (progress: {
    done: number;
    total: number;
    currentPath?: string;
  }) => void;
}

/** `path` is the original one; `reason` is a sentence. */
export type RestoreResult =
  /** `companionOf`: the photo that it had gone with. */
  | { kind: 'restored'; path: string; companionOf?: string }
  /** A sidecar that the move had written, and that is not, or no longer, what it wrote. */
  | { kind: 'sidecar-left'; path: string; reason: string }
  | { kind: 'not-restored'; path: string; reason: string };

/**
 * Puts every file of one quarantine back to where it was, from its manifest alone, and takes the
 * sidecars away that the move had written. Never overwrites
 * anything: what cannot go back stays in the quarantine and is reported, and undo can be run again.
 * Resolves to one result for each file still listed, and one for each sidecar that stays. Throws nothing for the disk's sake: a manifest
 * that cannot be used gives one `not-restored` result for the folder.
 */
export async function undoQuarantine(
  options: QuarantineOptions,
): Promise<readonly RestoreResult[]> {
  const { directory, folder, signal, onProgress } = options;
  const opened = await openManifest(options);
  if (!opened.manifest) return opened.results;
  const { manifest } = opened;
  const pending = manifest.items.filter((item) => item.state !== 'restored');
  const results = new Map<ManifestItem, RestoreResult>();
  await settleInterrupted(options, pending, results);
  await noteRestoring(options, manifest, pending, results);
  for (const item of pending.filter((each) => !results.has(each))) {
    if (signal.aborted) break;
    onProgress({
      done: results.size,
      total: pending.length,
      currentPath: item.originalPath,
    });
    results.set(item, await restore(options, item));
  }
  const remaining = pending.filter(
    (item) => results.get(item)?.kind !== 'restored',
  );
  for (const item of remaining) {
    if (results.has(item)) continue;
    if (item.state === 'restoring') item.state = 'moved';
    results.set(item, notRestored(item, 'Stopped before its turn.'));
  }
  // After the files, and before the manifest forgets them: interrupted here, undo can be run again.
  const sidecars = await removeSidecars(options, manifest, remaining);
  try {
    const settled = withSidecars(manifest, sidecars.kept);
    await settleFolder(directory, folder, settled, remaining);
  } catch {
    // The next undo finds the same files and tidies up then; nothing is lost.
  }
  onProgress({ done: pending.length, total: pending.length });
  return [
    ...pending.flatMap((item) => results.get(item) ?? []),
    ...sidecars.left,
  ];
}

/**
 * `kept` belong to photos some of whose copies are still in the quarantine, or could not be removed
 * now; `left` are the results for those that stay.
 */
async function removeSidecars(
  { directory, subtle, signal }: QuarantineOptions,
  manifest: QuarantineManifest,
  remaining: readonly ManifestItem[],
): Promise<{ kept: readonly ManifestSidecar[]; left: RestoreResult[] }> {
  const all = manifest.sidecars ?? [];
  const left: RestoreResult[] = [];
  if (signal.aborted && manifest.items.length === 0) return { kept: all, left };
  const kept = [...sidecarsOfItems(all, remaining)];
  for (const sidecar of all.filter((each) => !kept.includes(each))) {
    const { path } = sidecar;
    try {
      if ((await removeSidecar(directory, sidecar, subtle)) === 'gone')
        continue;
      const reason =
        'This sidecar is not what the move wrote there: it was changed since, so it was left as it is.';
      left.push({ kind: 'sidecar-left', path, reason });
    } catch (error) {
      const reason = `This sidecar, which the move wrote, could not be removed (${detailOf(error)}). Undo again to try once more.`;
      left.push({ kind: 'not-restored', path, reason });
      kept.push(sidecar);
    }
  }
  return { kept, left };
}

async function openManifest({ directory, folder }: QuarantineOptions): Promise<{
  manifest?: QuarantineManifest;
  results: readonly RestoreResult[];
}> {
  try {
    const reading = await readManifest(directory, folder);
    if (reading.kind === 'manifest') {
      return { manifest: reading.manifest, results: [] };
    }
    if (reading.kind === 'absent' && (await tidyEmpty(directory, folder))) {
      return { results: [] };
    }
    const reason =
      reading.kind === 'absent' ? 'it is not there' : reading.reason;
    return {
      results: [
        {
          kind: 'not-restored',
          path: folder,
          reason: `Its list of files cannot be used: ${reason}. The files are untouched; they can be moved back by hand.`,
        },
      ],
    };
  } catch (error) {
    const reason = `Its list of files cannot be read (${detailOf(error)}).`;
    return { results: [{ kind: 'not-restored', path: folder, reason }] };
  }
}

/**
 * An undo that was interrupted after its last file leaves empty folders without a manifest: takes
 * them away. False when there are files, or when the folder was not there at all.
 */
async function tidyEmpty(
  directory: FileSystemDirectoryHandle,
  folder: string,
): Promise<boolean> {
  const wasThere = await isThere(directory, folder);
  await settleFolder(directory, folder, undefined, []);
  return wasThere && !(await isThere(directory, folder));
}

async function isThere(
  directory: FileSystemDirectoryHandle,
  folder: string,
): Promise<boolean> {
  return (await lookAt(directory, folder)).kind === 'other';
}

/** Where something stands in both places, an interrupted move or undo may have left half a copy. */
async function settleInterrupted(
  { directory, subtle }: QuarantineOptions,
  pending: readonly ManifestItem[],
  results: Map<ManifestItem, RestoreResult>,
): Promise<void> {
  for (const item of pending) {
    try {
      const original = await lookAt(directory, item.originalPath);
      if (original.kind === 'absent') continue;
      if ((await settleItem(directory, item, subtle)) === 'source') {
        results.set(item, restored(item));
      }
    } catch (error) {
      results.set(item, notRestored(item, wordsFor(detailOf(error))));
    }
  }
}

/** Written before the first file is touched, so that an interrupted undo can be gone on with. */
async function noteRestoring(
  { directory, folder }: QuarantineOptions,
  manifest: QuarantineManifest,
  pending: readonly ManifestItem[],
  results: Map<ManifestItem, RestoreResult>,
): Promise<void> {
  const next = pending.filter((item) => !results.has(item));
  if (next.length === 0) return;
  const before = next.map((item) => item.state);
  try {
    for (const item of next) {
      // What is occupied now is not going to be restored into.
      const original = await lookAt(directory, item.originalPath);
      if (original.kind === 'absent') item.state = 'restoring';
    }
    await writeManifest(directory, folder, manifest);
  } catch (error) {
    for (const [index, item] of next.entries()) {
      item.state = before[index] ?? item.state;
      results.set(item, notRestored(item, wordsFor(detailOf(error))));
    }
  }
}

async function restore(
  { directory, subtle }: QuarantineOptions,
  item: ManifestItem,
): Promise<RestoreResult> {
  const result = await relocateFile({
    directory,
    from: item.quarantinePath,
    to: item.originalPath,
    expected: item,
    subtle,
  });
  if (result.kind === 'relocated' || result.at === 'target') {
    item.state = 'restored';
    return restored(item);
  }
  if (result.at === 'source') item.state = 'moved';
  return notRestored(item, restoreWords(result.refusal));
}

function restored({ originalPath, companionOf }: ManifestItem): RestoreResult {
  return {
    kind: 'restored',
    path: originalPath,
    ...(companionOf === undefined ? {} : { companionOf }),
  };
}

function notRestored(item: ManifestItem, reason: string): RestoreResult {
  return { kind: 'not-restored', path: item.originalPath, reason };
}

function wordsFor(detail: string): string {
  return `It could not be put back (${detail}). It is still in the quarantine.`;
}

function restoreWords(refusal: MoveRefusal): string {
  switch (refusal.kind) {
    case 'victim-missing':
      return 'It is no longer in the quarantine.';
    case 'victim-changed':
      return 'It was changed in the quarantine, so it was left there.';
    case 'target-exists':
      return 'Something else is in its old place now. It was not overwritten; the photo is still in the quarantine.';
    case 'permission-lost':
      return wordsFor('the permission to change this folder is gone');
    case 'copy-differs':
      return wordsFor('the copy did not match');
    case 'unsettled':
      return `The disk stopped answering while it was being put back (${refusal.detail}). Undo again to settle it.`;
    case 'failed':
      return wordsFor(refusal.detail);
    default:
      return wordsFor(refusal.kind);
  }
}
