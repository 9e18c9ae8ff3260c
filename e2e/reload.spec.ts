import { chooseFolder, expect, test } from './support/app-test.ts';
import {
  appReady,
  appStateOf,
  callEngine,
  groupsAsText,
  scanEnd,
} from './support/app-state-of.ts';

test('a reload in the middle of the review comes back to it, without reading a file', async ({
  openApp,
  library,
}) => {
  const { page } = await openApp({ granted: [library.path] });
  await chooseFolder(page, library.path);
  const scanned = await scanEnd(page);
  const group = scanned.groups.find(({ category }) => category !== 'identical');
  const member = group?.members[0];
  await page.goto(
    `${new URL(page.url()).origin}/#/review/${encodeURIComponent(group?.id ?? '')}`,
  );
  await callEngine(page, 'keep', group?.id, member?.photo.key);
  const decided = groupsAsText(await appStateOf(page));
  expect(decided).not.toEqual(groupsAsText(scanned));

  await page.reload();
  await appReady(page);
  const state = await appStateOf(page);
  expect(groupsAsText(state)).toEqual(decided);
  expect(state.scan).toBeUndefined();
  await expect(page.getByRole('group', { name: 'Decide' })).toBeVisible();
});

test('a folder taken off the list stays off after a reload, and is offered again', async ({
  openApp,
  library,
}) => {
  const { page } = await openApp({ granted: [library.path] });
  await chooseFolder(page, library.path);
  const { roots } = await scanEnd(page);
  await callEngine(page, 'removeRoot', roots[0]?.id);
  // Its scan says nothing of any folder that is open.
  await expect(page.getByText('Nothing has been scanned yet.')).toBeVisible();
  await page.reload();
  await appReady(page);
  const state = await appStateOf(page);
  expect(state.roots).toEqual([]);
  expect(state.groups).toEqual([]);
  expect(state.recents.map(({ label }) => label)).toEqual(['Photos']);
});

test('the sample library is there again after a reload, with what was decided', async ({
  openApp,
}) => {
  const { page } = await openApp();
  await page.getByRole('button', { name: /sample/iu }).click();
  const scanned = await scanEnd(page);
  await page.reload();
  await appReady(page);
  expect(groupsAsText(await appStateOf(page))).toEqual(groupsAsText(scanned));
});
