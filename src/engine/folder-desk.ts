import { rootId, type RootId } from '../domain/photo-id.ts';
import type { Root, RootProtection } from '../domain/root.ts';
import { directorySource } from '../files/directory-source.ts';
import {
  queryFolderPermission,
  requestFolderPermission,
} from '../files/folder-permission.ts';
import type { FolderSource } from '../files/folder-source.ts';
import { SAMPLE_FOLDER } from '../files/sample-library/sample-folder.ts';
import type { StoredRoot } from '../storage/storage-schema.ts';
import type { AppContext } from './app-context.ts';
import type { RootView } from './app-state.ts';
import { FolderLock } from './folder-lock.ts';
import { handleOf, RememberedFolders, rootOf } from './remembered-folders.ts';
import { shortId } from './short-id.ts';
import { toldApart } from './told-apart.ts';

export const SAMPLE_ROOT = rootId('sample');

interface OpenFolder {
  root: Root;
  source: FolderSource;
  permission: RootView['permission'];
}

/** The folders of this session and of earlier ones; keeps `roots` and `recents` true. */
export class FolderDesk {
  readonly remembered: RememberedFolders;
  private readonly context: AppContext;
  private readonly locks = new FolderLock();
  private readonly stopWaiting = new Map<RootId, AbortController>();
  private open: OpenFolder[] = [];

  constructor(context: AppContext) {
    this.context = context;
    this.remembered = new RememberedFolders(context);
  }

  get sources(): readonly FolderSource[] {
    return this.open.map(({ source }) => source);
  }

  get roots(): readonly Root[] {
    return this.open.map(({ root }) => root);
  }

  /** The handle of an open folder that can be written to. */
  directoryOf(id: RootId): FileSystemDirectoryHandle | undefined {
    const folder = this.open.find(({ root }) => root.id === id);
    return folder?.source.canWrite === true
      ? folder.source.directory
      : undefined;
  }

  labelOf(id: RootId): string {
    const known =
      this.roots.find((root) => root.id === id) ?? this.remembered.get(id);
    return known?.label ?? (id === SAMPLE_ROOT ? SAMPLE_FOLDER : 'a folder');
  }

  /** Reads what earlier sessions left. Asks for nothing. */
  async load(): Promise<void> {
    await this.remembered.load();
    this.show();
  }

  /** Opens a remembered folder that needs no question. */
  async reopen(id: RootId): Promise<void> {
    const root = this.remembered.get(id);
    const directory = handleOf(root);
    if (root !== undefined && directory !== undefined) {
      await this.admit(root, directorySource(id, directory), 'granted');
    }
  }

  /** A picked or dropped folder. Resolves to false when it was not added; the person was told. */
  async addDirectory(
    directory: FileSystemDirectoryHandle,
    permission: RootView['permission'],
  ): Promise<boolean> {
    const known = await this.remembered.find(directory);
    const refusal = await this.overlapWith(directory, known?.id);
    if (refusal !== undefined) {
      this.context.notify('problem', refusal);
      return false;
    }
    return this.admit(
      {
        id: known?.id ?? rootId(shortId()),
        label: directory.name,
        source: 'picker',
        protection: known?.protection ?? 'normal',
        lastUsedMs: Date.now(),
        handle: directory,
      },
      directorySource(known?.id ?? rootId(''), directory),
      permission,
    );
  }

  async addSample(directory: FileSystemDirectoryHandle): Promise<boolean> {
    return this.admit(
      {
        id: SAMPLE_ROOT,
        label: SAMPLE_FOLDER,
        source: 'sample',
        protection: 'normal',
        lastUsedMs: Date.now(),
      },
      directorySource(SAMPLE_ROOT, directory, SAMPLE_FOLDER),
      'granted',
    );
  }

  async addFileList(source: FolderSource): Promise<boolean> {
    return this.admit(
      {
        id: source.root,
        label: source.label,
        source: 'file-list',
        // Read-only for this page, not for the script that moves what the person decides.
        protection: 'normal',
        lastUsedMs: Date.now(),
      },
      source,
      'read-only',
    );
  }

  /** Must run in a click: asks for the permission that the browser has taken back. */
  async openRecent(id: RootId): Promise<boolean> {
    const root = this.remembered.get(id);
    const directory = handleOf(root);
    if (root === undefined || directory === undefined) {
      return false;
    }
    const permission = await requestFolderPermission(directory);
    if (permission !== 'granted') {
      this.remembered.setPermission(id, permission);
      this.show();
      this.context.notify('problem', permissionWords(root.label, permission));
      return false;
    }
    return this.admit(
      { ...root, lastUsedMs: Date.now() },
      directorySource(id, directory),
      permission,
    );
  }

  async forget(id: RootId): Promise<void> {
    await this.remembered.forget(id);
    this.show();
  }

  async remove(id: RootId): Promise<void> {
    const stored = this.remembered.get(id);
    if (stored !== undefined) {
      await this.remembered.store({ ...stored, isOpen: false });
    }
    this.open = this.open.filter(({ root }) => root.id !== id);
    this.locks.release(id);
    this.stopWaiting.get(id)?.abort();
    this.stopWaiting.delete(id);
    this.show();
  }

  async setProtection(id: RootId, protection: RootProtection): Promise<void> {
    const folder = this.open.find(({ root }) => root.id === id);
    if (folder === undefined) {
      return;
    }
    folder.root = { ...folder.root, protection };
    const stored = this.remembered.get(id);
    if (stored) {
      await this.remembered.store({ ...stored, protection });
    }
    this.show();
  }

  /** Looks again whether the browser still lets this page change the open folders. */
  async refreshPermissions(): Promise<void> {
    for (const folder of this.open) {
      const { directory } = folder.source;
      if (directory !== undefined && folder.root.source === 'picker') {
        folder.permission = await queryFolderPermission(directory);
      }
    }
    this.show();
  }

  /**
   * Asks for the right to write where it is missing (must run in a click). What is refused shows
   * in the folder's permission; the move itself then says so file by file.
   */
  async askToWrite(ids: ReadonlySet<RootId>): Promise<void> {
    for (const folder of this.open) {
      const { directory } = folder.source;
      if (
        directory !== undefined &&
        ids.has(folder.root.id) &&
        folder.permission !== 'granted'
      ) {
        folder.permission = await requestFolderPermission(directory);
      }
    }
    this.show();
  }

  /** True when this tab holds every open folder; else says so and waits for the other tab. */
  async holdAll(whenFree: () => void): Promise<boolean> {
    let isFree = true;
    for (const { root } of this.open) {
      if (!(await this.locks.tryHold(root.id))) {
        isFree = false;
        this.waitFor(root.id, whenFree);
      }
    }
    this.context.store.update({ isBusyElsewhere: !isFree });
    return isFree;
  }

  private waitFor(id: RootId, whenFree: () => void): void {
    if (this.stopWaiting.has(id)) {
      return;
    }
    const stop = new AbortController();
    this.stopWaiting.set(id, stop);
    void this.locks.waitFor(id, stop.signal).then((isHeld) => {
      this.stopWaiting.delete(id);
      if (isHeld) {
        whenFree();
      }
    });
  }

  private async admit(
    stored: StoredRoot,
    source: FolderSource,
    permission: RootView['permission'],
  ): Promise<boolean> {
    const directory = handleOf(stored);
    const root = rootOf(stored);
    this.open = this.open.filter((one) => one.root.id !== root.id);
    const ownSource =
      source.root === root.id || directory === undefined
        ? source
        : directorySource(root.id, directory);
    this.open.push({ root, source: ownSource, permission });
    if (root.source !== 'file-list') {
      await this.remembered.store({ ...stored, isOpen: true });
      this.remembered.setPermission(root.id, permission);
    }
    this.show();
    return true;
  }

  /** A folder within another would show its files twice, as copies of themselves. */
  private async overlapWith(
    directory: FileSystemDirectoryHandle,
    ownId: RootId | undefined,
  ): Promise<string | undefined> {
    for (const { root, source } of this.open) {
      const other = source.directory;
      if (
        other === undefined ||
        root.id === ownId ||
        root.source === 'sample'
      ) {
        continue;
      }
      if ((await other.resolve(directory)) !== null) {
        return `“${directory.name}” is already part of “${root.label}”. Nothing was added.`;
      }
      if ((await directory.resolve(other)) !== null) {
        return `“${directory.name}” contains “${root.label}”, which is open already. Remove “${root.label}” from the list first.`;
      }
    }
    return undefined;
  }

  private show(): void {
    const opened = new Set(this.open.map(({ root }) => root.id));
    this.context.store.update({
      roots: toldApart(
        this.open.map(({ root, permission }) => ({ ...root, permission })),
      ),
      recents: this.remembered.views.filter(
        ({ id }) => !opened.has(id) && id !== SAMPLE_ROOT,
      ),
    });
  }
}

function permissionWords(
  label: string,
  permission: RootView['permission'],
): string {
  return permission === 'missing'
    ? `“${label}” is no longer where it was. Connect the drive, or choose the folder again.`
    : `The browser was not allowed to open “${label}”. Nothing was changed. Click it again and choose “Allow”.`;
}
