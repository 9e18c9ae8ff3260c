import type { Page } from '@playwright/test';
import { RELATION_KINDS } from '../src/domain/relation.ts';
import { expect, test } from './support/app-test.ts';
import {
  appReady,
  appStateOf,
  groupsAsText,
  scanEnd,
} from './support/app-state-of.ts';
import { inPlace, sampleSnapshot } from './support/sample-snapshot.ts';

/** For a person it is ten; a machine that runs other tests beside may take longer. */
const FIRST_GROUP_LIMIT_MS = 30_000;

/** Work that a person did: never proposed for removal, whatever was changed. */
const EDITS = [
  'Holiday 2019/Edited/waterfall bright.jpg',
  'Holiday 2019/Edited/dunes warm.jpg',
  'Holiday 2019/Edited/lighthouse bw.jpg',
  'Phone backup/Edited/oranges framed.jpg',
];

/** Taken a moment after another photo: alike, and no copies. */
const NEXT_SHOTS = [
  'Garden/P1010032.jpg',
  'Holiday 2019/DSC_0127.jpg',
  'Night sky/starry tent 2.jpg',
];

/** From the groups to the end of the move, by the buttons that a person presses. */
async function moveAside(page: Page): Promise<string[]> {
  await page.getByRole('link', { name: /^Review \d/u }).click();
  await page.getByRole('link', { name: 'Review plan' }).click();
  await page.getByRole('button', { name: 'Move to quarantine' }).click();
  await expect(
    page.getByRole('heading', { name: /moved aside/u }),
  ).toBeVisible();
  const { operation } = await appStateOf(page);
  const results = operation?.results ?? [];
  expect(results.filter(({ kind }) => kind !== 'moved')).toEqual([]);
  return results.map((result) =>
    result.kind === 'moved' ? result.file.path : '',
  );
}

test('the sample library shows the whole job without granting anything', async ({
  openApp,
}) => {
  const { page } = await openApp();
  let nativeDialogs = 0;
  page.on('dialog', (dialog) => {
    nativeDialogs += 1;
    void dialog.dismiss();
  });

  await page.getByRole('button', { name: 'Try the sample library' }).click();
  await expect
    .poll(async () => (await appStateOf(page)).groups.length, {
      timeout: FIRST_GROUP_LIMIT_MS,
    })
    .toBeGreaterThan(0);
  const scanned = await scanEnd(page);

  const relations = new Set(
    scanned.groups.flatMap(({ members }) =>
      members.map(({ relation }) => relation.kind),
    ),
  );
  // Similar shots are other photos: they are in a list of their own, and in no group. All else was looked at.
  expect([...relations].sort()).toEqual(
    RELATION_KINDS.filter(
      (kind) => kind !== 'similar-shot' && kind !== 'other',
    ).sort(),
  );
  const grouped = scanned.groups.flatMap(({ keeper, members }) => [
    keeper.path,
    ...members.map(({ photo }) => photo.path),
  ]);
  expect(grouped.filter((path) => NEXT_SHOTS.includes(path))).toEqual([]);
  const edits = scanned.groups
    .flatMap(({ members }) => members)
    .filter(({ photo }) => EDITS.includes(photo.path));
  expect(
    edits.map(({ relation, state }) => `${relation.kind}, ${state}`),
  ).toEqual(EDITS.map(() => 'edited, undecided'));
  expect(scanned.ledger.map(({ failure }) => failure.kind).sort()).toEqual([
    'damaged',
    'not-a-picture',
  ]);
  const before = await sampleSnapshot(page);
  expect(Object.keys(before)).toHaveLength(60);

  const moved = await moveAside(page);
  expect(moved.length).toBe(scanned.totals.toMove);
  const aside = await sampleSnapshot(page);
  expect(Object.keys(inPlace(aside)).sort()).toEqual(
    Object.keys(before)
      .filter((path) => !moved.includes(path))
      .sort(),
  );
  for (const path of moved) {
    const places = Object.keys(aside).filter((name) =>
      name.endsWith(`/${path}`),
    );
    expect(places).toHaveLength(1);
    expect(aside[places[0] ?? '']).toBe(before[path]);
  }

  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('heading', { name: /put back/u })).toBeVisible();
  expect(await sampleSnapshot(page)).toEqual(before);
  await scanEnd(page);
  await expect
    .poll(async () => groupsAsText(await appStateOf(page)))
    .toEqual(groupsAsText(scanned));
  await page.getByRole('button', { name: 'Done' }).click();

  // Once more, to let go for good: the one step without a way back asks exactly once.
  expect(await moveAside(page)).toEqual(moved);
  await page.getByRole('link', { name: 'Open quarantine' }).click();
  const dialog = page.getByRole('dialog', { name: /for good\?/u });
  await expect(dialog).toBeHidden();
  await page.getByRole('button', { name: /^Empty/u }).click();
  await expect(dialog).toContainText(`Delete ${moved.length} photos for good?`);
  await expect(dialog).toContainText(moved[0] ?? 'a path');
  await dialog.getByRole('button', { name: 'Keep them' }).click();
  await expect(dialog).toBeHidden();
  expect((await appStateOf(page)).quarantines).toHaveLength(1);

  await page.getByRole('button', { name: /^Empty/u }).click();
  await dialog.getByRole('button', { name: 'Delete for good' }).click();
  await expect(
    page.getByRole('heading', { name: /deleted for good/u }),
  ).toBeVisible();
  await expect(dialog).toBeHidden();
  expect((await appStateOf(page)).quarantines).toEqual([]);
  expect(await sampleSnapshot(page)).toEqual(
    Object.fromEntries(
      Object.entries(before).filter(([path]) => !moved.includes(path)),
    ),
  );
  expect(nativeDialogs).toBe(0);
});

for (const missing of ['createWritable', 'OffscreenCanvas'] as const) {
  test(`the sample library is not offered by a browser without ${missing}`, async ({
    openApp,
  }) => {
    const { page } = await openApp();
    const offer = page.getByRole('button', { name: 'Try the sample library' });
    await expect(offer).toBeVisible();
    // Safari has the private file system since 15.2, and lets a page write to it since 26.
    await page.addInitScript((name) => {
      Reflect.deleteProperty(
        name === 'createWritable' ? FileSystemFileHandle.prototype : window,
        name,
      );
    }, missing);
    await page.reload();
    await appReady(page);
    await expect(
      page.getByRole('button', { name: 'Choose a folder' }),
    ).toBeVisible();
    await expect(offer).toHaveCount(0);
  });
}
