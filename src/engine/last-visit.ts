import { readScans, writeScan } from '../storage/scans-store.ts';
import type { AppContext } from './app-context.ts';
import { drawnSample } from './drawn-sample.ts';
import { type FolderDesk, SAMPLE_ROOT } from './folder-desk.ts';

/** What the last visit left: a scan that did not end, or folders that stood open. */
export class LastVisit {
  private readonly context: AppContext;
  private readonly folders: FolderDesk;

  constructor(context: AppContext, folders: FolderDesk) {
    this.context = context;
    this.folders = folders;
  }

  /** Offers to go on with the latest scan, if it did not end and one of its folders is still known. */
  async offerUnfinished(): Promise<void> {
    const scans = await this.context.withDatabase(readScans);
    const latest = scans?.[0];
    if (latest === undefined || latest.state === 'finished') {
      return;
    }
    const roots = this.folders.remembered.views.filter(({ id }) =>
      latest.roots.includes(id),
    );
    if (roots.length > 0) {
      this.context.store.update({ resumable: { scan: latest, roots } });
    }
  }

  /** Opens the folders that stood open. An unfinished scan waits for the person's answer instead. */
  async reopenFolders(): Promise<void> {
    if (this.context.store.state.resumable !== undefined) {
      return;
    }
    for (const id of this.folders.remembered.leftOpen) {
      if (id === SAMPLE_ROOT) {
        await this.folders.addSample(await drawnSample());
      } else {
        await this.folders.reopen(id);
      }
    }
  }

  /** Opens the folders of the unfinished scan. False when the person let none of them be read. */
  async openUnfinished(): Promise<boolean> {
    const { resumable } = this.context.store.state;
    if (resumable === undefined) {
      return false;
    }
    let isOpen = false;
    for (const root of resumable.roots) {
      isOpen = (await this.folders.openRecent(root.id)) || isOpen;
    }
    if (resumable.scan.roots.includes(SAMPLE_ROOT)) {
      isOpen = (await this.folders.addSample(await drawnSample())) || isOpen;
    }
    return isOpen;
  }

  /** The unfinished scan is not offered again. What it has read stays. */
  async dismissUnfinished(): Promise<void> {
    const { resumable } = this.context.store.state;
    if (resumable !== undefined) {
      await this.context.withDatabase((db) =>
        writeScan(db, { ...resumable.scan, state: 'finished' }),
      );
      this.context.store.update({ resumable: undefined });
    }
  }
}
