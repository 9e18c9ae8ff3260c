import { expect, test, vi } from 'vitest';
import { rootId } from '../domain/photo-id.ts';
import { openNodeDirectory } from '../files/testing/node-directory-handle.ts';
import { planOnDisk } from '../files/testing/plan-on-disk.ts';
import { folderPerTest, runPlan } from '../files/testing/run-plan.ts';
import { writeTree } from '../files/testing/temp-tree.ts';
import { AppContext } from './app-context.ts';
import type { AppState } from './app-state.ts';
import type { FolderDesk } from './folder-desk.ts';
import { RemovalDesk } from './removal-desk.ts';
import type { ScanDesk } from './scan-desk.ts';
import { StateStore } from './state-store.ts';
import type { Ticker } from './ticker.ts';

const folder = folderPerTest();

test('what an earlier look saw is never shown last', async () => {
  await writeTree(folder.path, { 'a.jpg': 'same', 'b.jpg': 'same' });
  const plan = await planOnDisk('r', folder.path, [['a.jpg', 'b.jpg']]);
  await runPlan(folder.path, plan);
  const store = new StateStore({ quarantines: [] } as unknown as AppState);
  const shown: number[] = [];
  store.subscribe(() => {
    shown.push(store.state.quarantines.length);
  });
  const root = rootId('r');
  const { handle } = openNodeDirectory(folder.path);
  const open = { roots: [{ id: root, label: 'Photos' }] };
  let isLooking = false;
  const folders = {
    get roots() {
      return open.roots;
    },
    directoryOf: () => {
      isLooking = true;
      return handle;
    },
  } as unknown as FolderDesk;
  const desk = new RemovalDesk(
    new AppContext(store, undefined as unknown as Ticker),
    folders,
    undefined as unknown as ScanDesk,
  );

  const earlier = desk.refresh();
  await vi.waitUntil(() => isLooking);
  // Taken off the list while the disk is being looked at: there is nothing more to look at then.
  open.roots = [];
  await Promise.all([desk.refresh(), earlier]);
  expect(shown).toEqual([1, 0]);
});
