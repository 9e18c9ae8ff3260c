import { expect, it } from 'vitest';
import { contentHash, fileKey, rootId } from '../domain/photo-id.ts';
import type { PlannedFile } from '../domain/removal-plan.ts';
import { allTaken } from '../domain/steps.ts';
import type { RootView } from '../engine/app-state.ts';
import { planRows, planTotals, rowKey } from './plan-rows.ts';

function file(rootName: string, path: string): PlannedFile {
  const root = rootId(rootName);
  const content = contentHash('a'.repeat(64));
  return {
    key: fileKey(root, path),
    root,
    path,
    sizeBytes: 10,
    modifiedMs: 0,
    content,
  };
}

function rootView(
  name: string,
  permission: RootView['permission'] = 'granted',
): RootView {
  return {
    id: rootId(name),
    label: `Folder ${name}`,
    source: 'picker',
    protection: 'normal',
    lastUsedMs: 0,
    permission,
  };
}

const PLAN = {
  id: 'p',
  createdMs: 0,
  groups: [
    {
      keeper: file('a', 'x/keep.jpg'),
      victims: [file('a', 'IMG_10.jpg'), file('b', 'y/copy.jpg')],
    },
    { keeper: file('b', 'keep2.jpg'), victims: [file('a', 'IMG_9.jpg')] },
  ],
};

it('lists victims by folder, both in the order of their names', () => {
  const rows = allTaken(planRows(PLAN, [rootView('a'), rootView('b')]));
  expect(
    rows.map((row) => (row.kind === 'folder' ? row.place : row.name)),
  ).toEqual(['Folder a', 'IMG_9.jpg', 'IMG_10.jpg', 'Folder b/y', 'copy.jpg']);
  expect(rows[0]).toMatchObject({ count: 2, bytes: 20 });
  expect(rows[4]).toMatchObject({ keeper: 'Folder a/x/keep.jpg' });
});

it('keys each row once', () => {
  const rows = allTaken(planRows(PLAN, [rootView('a'), rootView('b')]));
  expect(new Set(rows.map(rowKey)).size).toBe(rows.length);
});

it('says where the files go, in folders that lose one only', () => {
  const roots = [rootView('a'), rootView('b'), rootView('c')];
  expect(planTotals(PLAN, roots)).toEqual({
    files: 3,
    companions: 0,
    bytes: 30,
    onlyHere: 0,
    places: ['Folder a/Twinsift quarantine', 'Folder b/Twinsift quarantine'],
    isReadOnly: false,
  });
});

it('says and counts what only a copy notes', () => {
  const [group] = PLAN.groups;
  const noted = { ...file('a', 'z.jpg'), onlyHere: { rating: 4 } };
  const plan = { ...PLAN, groups: [{ ...group!, victims: [noted] }] };
  const roots = [rootView('a')];
  expect(allTaken(planRows(plan, roots))[1]).toMatchObject({
    onlyHere: 'rating 4 of 5',
  });
  expect(planTotals(plan, roots).onlyHere).toBe(1);
});

it('needs a script only when no folder can be changed', () => {
  const mixed = [rootView('a'), rootView('b', 'read-only')];
  expect(planTotals(PLAN, mixed).isReadOnly).toBe(false);
  const none = [rootView('a', 'read-only'), rootView('b', 'read-only')];
  expect(planTotals(PLAN, none).isReadOnly).toBe(true);
});
