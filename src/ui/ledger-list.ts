import { fileKey, type FileKey } from '../domain/photo-id.ts';
import type { LedgerEntry } from '../domain/photo.ts';
import type { PhotoFailureKind } from '../domain/photo-failure.ts';

/** Short names of the reasons, for the filter. */
export const REASON_WORDS: Record<PhotoFailureKind, string> = {
  'not-a-picture': 'Not a picture',
  'empty-file': 'Empty',
  'unsupported-format': 'Format not supported',
  damaged: 'Damaged',
  'too-many-pixels': 'Too large',
  'too-small': 'Too small',
  'changed-while-reading': 'Changed while reading',
  vanished: 'Gone',
  'not-readable': 'Not readable',
  'timed-out': 'Took too long',
  'worker-died': 'Stopped the decoder',
  'folder-not-readable': 'Folder not readable',
};

/** Reading these again gives the same answer until a setting or the file changes. */
const FINAL: ReadonlySet<PhotoFailureKind> = new Set<PhotoFailureKind>([
  'not-a-picture',
  'empty-file',
  'unsupported-format',
  'too-small',
  'folder-not-readable',
]);

export function canRetry(entry: LedgerEntry): boolean {
  return !FINAL.has(entry.failure.kind);
}

export function ledgerKey(entry: LedgerEntry): FileKey {
  return fileKey(entry.root, entry.path);
}

/** Reasons with their counts, most frequent first. */
export function reasonCounts(
  ledger: readonly LedgerEntry[],
): readonly (readonly [PhotoFailureKind, number])[] {
  const counts = new Map<PhotoFailureKind, number>();
  for (const { failure } of ledger)
    counts.set(failure.kind, (counts.get(failure.kind) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}

/** Entries of one reason (all when undefined) whose path has the text; case does not matter. */
export function visibleEntries(
  ledger: readonly LedgerEntry[],
  reason: PhotoFailureKind | undefined,
  text: string,
): readonly LedgerEntry[] {
  const part = text.trim().toLowerCase();
  return ledger.filter(
    (entry) =>
      (reason === undefined || entry.failure.kind === reason) &&
      (part === '' || entry.path.toLowerCase().includes(part)),
  );
}
