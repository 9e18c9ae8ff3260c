import { fileKey, type FileKey } from '../domain/photo-id.ts';
import type { FileRecord } from '../domain/photo.ts';
import type { FileIndex, IndexedFile } from './file-index.ts';

/** What the matcher holds of files, in their order. */
type AskMatcher = (
  keys: readonly FileKey[],
) => Promise<readonly (FileRecord | undefined)[]>;

/**
 * The records of these files as they are stored. The index has all of them but the hashes of
 * fingerprinted files, which the matcher is asked for. Files of which either knows nothing, or each
 * something else, are left out: they are to be read again.
 */
export async function wholeRecords(
  index: FileIndex,
  askMatcher: AskMatcher,
  keys: readonly FileKey[],
): Promise<FileRecord[]> {
  const whole: FileRecord[] = [];
  const partial: IndexedFile[] = [];
  for (const key of keys) {
    const file = index.get(key);
    if (file === undefined) continue;
    if (isWhole(file)) whole.push(file);
    else partial.push(file);
  }
  if (partial.length === 0) return whole;
  const held = await askMatcher(
    partial.map(({ root, path }) => fileKey(root, path)),
  );
  partial.forEach((file, at) => {
    const own = held[at];
    if (own !== undefined && isSameFile(file, own)) {
      whole.push({ ...file, outcome: own.outcome });
    }
  });
  return whole;
}

function isWhole(file: IndexedFile): file is IndexedFile & FileRecord {
  return file.outcome.kind !== 'fingerprinted';
}

/** The matcher may hold what the file was before it was read again. */
function isSameFile(file: IndexedFile, held: FileRecord): boolean {
  return (
    file.sizeBytes === held.sizeBytes &&
    file.modifiedMs === held.modifiedMs &&
    file.pipelineVersion === held.pipelineVersion
  );
}
