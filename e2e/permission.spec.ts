import { chmod, mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { chooseFolder, expect, test } from './support/app-test.ts';
import { answerPicker, dropFolder } from './support/app-browser.ts';
import { revokeFolder } from './support/revoke-folder.ts';
import {
  appReady,
  appStateOf,
  callEngine,
  scanEnd,
} from './support/app-state-of.ts';

test('closing the folder dialog changes nothing, and a refusal is said in words', async ({
  openApp,
  library,
}) => {
  const { page } = await openApp();
  const choose = page.getByRole('button', { name: /choose a folder/iu });
  await choose.click();
  await answerPicker(page, 'AbortError', 'The user aborted a request.');
  await choose.click();
  await answerPicker(page, 'NotAllowedError', 'Permission denied');
  await expect(page.getByText(/did not allow opening a folder/u)).toBeVisible();
  await choose.click();
  await dropFolder(page, library.path);
  expect((await scanEnd(page)).groups).toHaveLength(3);
});

test('without the right to write the photos are compared and nothing is moved', async ({
  openApp,
  library,
}) => {
  // No seed: the browser lets the page read the folder, and asks before it may write.
  const before = await library.snapshot();
  const { page } = await openApp();
  await chooseFolder(page, library.path);
  const state = await scanEnd(page);
  expect(state.groups).toHaveLength(3);
  expect(state.roots[0]?.permission).not.toBe('granted');
  expect(await library.snapshot()).toEqual(before);
});

test('a revoked permission stops the move and keeps the selection', async ({
  openApp,
  server,
  library,
}) => {
  const { browser, page } = await openApp({ granted: [library.path] });
  await chooseFolder(page, library.path);
  await scanEnd(page);
  const before = await library.snapshot();
  await revokeFolder(browser.context, server.url, library.path);
  await page.bringToFront();
  await callEngine(page, 'makePlan');
  await callEngine(page, 'runPlan');
  const state = await appStateOf(page);
  const kinds = state.operation?.results.map((result) =>
    result.kind === 'refused' ? result.refusal.kind : result.kind,
  );
  expect(new Set(kinds)).toEqual(new Set(['permission-lost']));
  expect(state.totals.toMove).toBe(4);
  expect(await library.snapshot()).toEqual(before);
  await expect(page.getByText(/allow/iu).first()).toBeVisible();
});

test('a file and a folder that may not be read are listed with their reason', async ({
  openApp,
  library,
}) => {
  test.skip(process.getuid?.() === 0, 'root may read everything');
  await mkdir(join(library.path, 'Locked'));
  await chmod(join(library.path, 'Locked'), 0o000);
  await chmod(join(library.path, 'Single/scene-11.jpg'), 0o000);
  const { page } = await openApp({ granted: [library.path] });
  await chooseFolder(page, library.path);
  const state = await scanEnd(page);
  expect(state.ledger.map(({ path, failure }) => [path, failure.kind])).toEqual(
    expect.arrayContaining([
      ['Locked', 'folder-not-readable'],
      ['Single/scene-11.jpg', 'not-readable'],
    ]),
  );
  await chmod(join(library.path, 'Locked'), 0o700);
});

test('a folder that is gone from disk is said to be gone', async ({
  openApp,
  library,
}) => {
  const first = await openApp({ granted: [library.path] });
  await chooseFolder(first.page, library.path);
  await scanEnd(first.page);
  await rename(library.path, `${library.path} elsewhere`);
  await first.page.reload();
  await appReady(first.page);
  await expect
    .poll(async () => (await appStateOf(first.page)).recents[0]?.permission)
    .toBe('missing');
  await rename(`${library.path} elsewhere`, library.path);
});

test('a folder within an open one is not added twice', async ({
  openApp,
  library,
}) => {
  const inner = join(library.path, 'Holiday');
  const { page } = await openApp({ granted: [library.path, inner] });
  await chooseFolder(page, library.path);
  await scanEnd(page);
  await page.goto(`${new URL(page.url()).origin}/#/`);
  await dropFolder(page, inner);
  await expect(page.getByText(/already part of/u)).toBeVisible();
  expect((await appStateOf(page)).roots).toHaveLength(1);
});
