import { rootId } from '../domain/photo-id.ts';
import { droppedFolders } from '../files/dropped-folders.ts';
import {
  fileListSource,
  listedFolder,
  type ListedFolder,
} from '../files/file-list-source.ts';
import {
  queryFolderPermission,
  requestFolderPermission,
} from '../files/folder-permission.ts';
import { pickFolder } from '../files/pick-folder.ts';
import type { AppContext } from './app-context.ts';
import type { FolderDesk } from './folder-desk.ts';

/**
 * The ways in which a person gives the app a folder. Each resolves to whether one was added; why
 * none was, the person is told.
 */
export class FolderIntake {
  private readonly context: AppContext;
  private readonly folders: FolderDesk;

  constructor(context: AppContext, folders: FolderDesk) {
    this.context = context;
    this.folders = folders;
  }

  /** Must run in a click: opens the system's folder dialog. */
  async choose(): Promise<boolean> {
    const picked = await pickFolder();
    if (picked.kind === 'refused') {
      this.context.notify('problem', picked.words);
    }
    if (picked.kind !== 'picked') return false;
    const permission = await queryFolderPermission(picked.directory);
    return this.folders.addDirectory(picked.directory, permission);
  }

  /** What a file input with a whole folder gives. */
  async addFileList(files: FileList): Promise<boolean> {
    return this.addList(listedFolder(files));
  }

  private async addList(folder: ListedFolder): Promise<boolean> {
    if (folder.files.length === 0) {
      this.context.notify('problem', 'That folder holds no files.');
      return false;
    }
    // The name is all that is known of the folder: choosing it again finds the stored results.
    const source = fileListSource(rootId(`list:${folder.label}`), folder);
    return this.folders.addFileList(source);
  }

  /** What was dropped on the page. Asks for what the browser does not allow yet. */
  async addDropped(items: DataTransferItemList): Promise<boolean> {
    const dropped = await droppedFolders(items);
    for (const failure of dropped.failures) {
      this.context.notify(
        'problem',
        `A dropped item could not be opened: ${failure}`,
      );
    }
    const { folders, lists } = dropped;
    if (folders.length + lists.length === 0 && dropped.fileNames.length > 0) {
      this.context.notify(
        'problem',
        `“${dropped.fileNames[0] ?? ''}” is a single file. Drop the folder it is in.`,
      );
    }
    let isAdded = false;
    for (const list of lists) isAdded = (await this.addList(list)) || isAdded;
    for (const directory of folders) {
      const permission = await requestFolderPermission(directory);
      isAdded =
        (await this.folders.addDirectory(directory, permission)) || isAdded;
    }
    return isAdded;
  }
}
