import { createHash, webcrypto } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { contentHash, fileKey, rootId } from '../../domain/photo-id.ts';
import type { PlannedFile, RemovalPlan } from '../../domain/removal-plan.ts';

/** Web Crypto of Node, typed as the browser's. */
// eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- the same interface, declared twice
export const nodeSubtle = webcrypto.subtle as unknown as SubtleCrypto;

export function sha256Hex(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** A file as a scan would have recorded it. `root` is an id, `folder` where that root is on disk. */
export async function plannedOnDisk(
  root: string,
  folder: string,
  path: string,
): Promise<PlannedFile> {
  const bytes = await readFile(join(folder, path));
  const facts = await stat(join(folder, path));
  return {
    key: fileKey(rootId(root), path),
    root: rootId(root),
    path,
    sizeBytes: bytes.length,
    modifiedMs: facts.mtimeMs,
    content: contentHash(sha256Hex(bytes)),
  };
}

/** A plan over files of one root: each row is a keeper and its victims. */
export async function planOnDisk(
  root: string,
  folder: string,
  rows: readonly (readonly [keeper: string, ...victims: string[]])[],
): Promise<RemovalPlan> {
  const groups = [];
  for (const [keeper, ...victims] of rows) {
    groups.push({
      keeper: await plannedOnDisk(root, folder, keeper),
      victims: await Promise.all(
        victims.map((path) => plannedOnDisk(root, folder, path)),
      ),
    });
  }
  return { id: 'plan-1', createdMs: 1_700_000_000_000, groups };
}
