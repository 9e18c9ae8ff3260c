import type { RootId } from '../domain/photo-id.ts';
import type { Root } from '../domain/root.ts';
import { queryFolderPermission } from '../files/folder-permission.ts';
import { deleteRoot, readRoots, writeRoot } from '../storage/roots-store.ts';
import type { StoredRoot } from '../storage/storage-schema.ts';
import { deleteUnusedContents } from '../storage/unused-contents.ts';
import type { AppContext } from './app-context.ts';
import type { RootView } from './app-state.ts';

type Permission = RootView['permission'];

/** The folders that storage knows, latest used first, and what this page may do with each. */
export class RememberedFolders {
  private readonly context: AppContext;
  private stored: StoredRoot[] = [];
  private readonly permissions = new Map<RootId, Permission>();

  constructor(context: AppContext) {
    this.context = context;
  }

  /** Reads what earlier sessions left. Asks the person nothing. */
  async load(): Promise<void> {
    this.stored = (await this.context.withDatabase(readRoots)) ?? [];
    for (const root of this.stored) {
      this.permissions.set(root.id, await permissionOf(root));
    }
  }

  get(id: RootId): StoredRoot | undefined {
    return this.stored.find((root) => root.id === id);
  }

  /** Folders that were on the list when the last visit ended and can be opened without asking. */
  get leftOpen(): readonly RootId[] {
    return this.stored
      .filter(({ id, isOpen }) => isOpen === true && this.isGranted(id))
      .map(({ id }) => id);
  }

  /** All of them as the page shows them. */
  get views(): readonly RootView[] {
    return this.stored.map((root) => ({
      ...rootOf(root),
      permission: this.permissions.get(root.id) ?? 'prompt',
    }));
  }

  /** Known under whatever name it had: the same folder on disk. */
  async find(
    directory: FileSystemDirectoryHandle,
  ): Promise<StoredRoot | undefined> {
    for (const root of this.stored) {
      const other = handleOf(root);
      if (other !== undefined && (await directory.isSameEntry(other))) {
        return root;
      }
    }
    return undefined;
  }

  /** Adds it, or puts it in the place of what was known. */
  async store(root: StoredRoot): Promise<void> {
    this.stored = [
      root,
      ...this.stored.filter((other) => other.id !== root.id),
    ];
    await this.context.withDatabase((db) => writeRoot(db, root));
  }

  setPermission(id: RootId, permission: Permission): void {
    this.permissions.set(id, permission);
  }

  /** With all that is known of its files; decisions stay. */
  async forget(id: RootId): Promise<void> {
    this.stored = this.stored.filter((root) => root.id !== id);
    await this.context.withDatabase(async (db) => {
      await deleteRoot(db, id);
      await deleteUnusedContents(db);
    });
  }

  private isGranted(id: RootId): boolean {
    return this.permissions.get(id) === 'granted';
  }
}

/** Without what only storage needs. */
export function rootOf({
  id,
  label,
  source,
  protection,
  lastUsedMs,
}: StoredRoot): Root {
  return { id, label, source, protection, lastUsedMs };
}

/** undefined for one that this browser could not store the handle of. */
export function handleOf(
  root: StoredRoot | undefined,
): FileSystemDirectoryHandle | undefined {
  if (root?.handle === undefined) return undefined;
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- stored as such by writeRoot
  return root.handle as FileSystemDirectoryHandle;
}

async function permissionOf(root: StoredRoot): Promise<Permission> {
  if (root.source === 'sample') {
    return 'granted';
  }
  const directory = handleOf(root);
  return directory === undefined ? 'missing' : queryFolderPermission(directory);
}
