import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Group, GroupMember } from '../src/domain/group.ts';
import { expect, test } from './support/app-test.ts';
import { dropFolder } from './support/app-browser.ts';
import {
  appReady,
  appStateOf,
  groupsAsText,
  scanEnd,
} from './support/app-state-of.ts';
import { expectFocusShown, tabTo } from './support/keyboard-focus.ts';

const TOWER = 'Holiday/tower.jpg';
const SMALL_TOWER = 'Messenger/IMG-20190714-WA0001.jpg';

async function press(page: Page, key: string): Promise<void> {
  await page.keyboard.press(key);
  await expectFocusShown(page);
}

/** Folder, scan and the first group of the review, without a mouse. */
async function openReview(page: Page, folder: string): Promise<void> {
  await tabTo(page, /^Choose a folder/u);
  await page.keyboard.press('Enter');
  await dropFolder(page, folder);
  await scanEnd(page);
  await expectFocusShown(page);
  await tabTo(page, /^Start reviewing$/u);
  await press(page, 'Enter');
}

/** The group that the person sees. */
async function openGroup(page: Page): Promise<Group> {
  let open: Group | undefined;
  // The address follows the open group a moment later.
  await expect(async () => {
    const name = new URL(page.url()).hash.slice('#/review/'.length);
    const { groups } = await appStateOf(page);
    open = groups.find(({ id }) => id === decodeURIComponent(name));
    expect(open, `${page.url()} names a group`).toBeDefined();
  }).toPass({ timeout: 5000 });
  if (open === undefined) {
    throw new Error('no group is open');
  }
  return open;
}

/** Presses Space until the group with this file is open. */
async function walkTo(page: Page, path: string): Promise<Group> {
  for (let step = 0; step < 4; step += 1) {
    const group = await openGroup(page);
    const files = [group.keeper, ...group.members.map(({ photo }) => photo)];
    if (files.some((photo) => photo.path === path)) {
      return group;
    }
    await press(page, 'Space');
  }
  throw new Error(`no group with ${path}`);
}

async function memberAt(
  page: Page,
  path: string,
): Promise<GroupMember | undefined> {
  const { groups } = await appStateOf(page);
  return groups
    .flatMap(({ members }) => members)
    .find(({ photo }) => photo.path === path);
}

async function stateAt(page: Page, path: string): Promise<string> {
  const member = await memberAt(page, path);
  return `${member?.state ?? 'none'}${member?.isDecided === true ? ', decided' : ''}`;
}

test('the whole job without a mouse', async ({ openApp, library }) => {
  const before = await library.snapshot();
  const { page } = await openApp({ granted: [library.path] });
  await openReview(page, library.path);
  const scanned = groupsAsText(await appStateOf(page));

  // Help, over the review and away again; the focus comes back.
  await page.keyboard.press('?');
  await expect(
    page.getByRole('dialog', { name: 'How it works' }),
  ).toBeVisible();
  await expectFocusShown(page);
  await press(page, 'Escape');
  await expect(page.getByRole('dialog', { name: 'How it works' })).toBeHidden();

  // Space walks all groups; P walks back.
  const seen = new Set([(await openGroup(page)).id]);
  for (let step = 1; step < 3; step += 1) {
    await press(page, 'Space');
    seen.add((await openGroup(page)).id);
  }
  expect(seen.size).toBe(3);
  await press(page, 'p');
  await press(page, 'p');
  expect((await openGroup(page)).id).toBe([...seen][0]);

  // Faster than the screen follows: every key counts.
  await page.evaluate(() => {
    for (const key of [' ', ' ', 'p', ' ', 'p', 'p']) {
      dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    }
  });
  await expectFocusShown(page);
  expect((await openGroup(page)).id).toBe([...seen][0]);
  await page.evaluate(() => {
    for (const key of [' ', ' ']) {
      dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    }
  });
  await expectFocusShown(page);
  expect((await openGroup(page)).id).toBe([...seen][2]);

  // K, M and their undo.
  await walkTo(page, SMALL_TOWER);
  expect(await stateAt(page, SMALL_TOWER)).toBe('move');
  await press(page, 'k');
  await expect.poll(() => stateAt(page, SMALL_TOWER)).toBe('keep, decided');
  await press(page, 'z');
  await expect.poll(() => stateAt(page, SMALL_TOWER)).toBe('move');
  expect((await openGroup(page)).keeper.path).toBe(TOWER);
  await press(page, 'm');
  await expect.poll(() => stateAt(page, SMALL_TOWER)).toBe('move, decided');
  await press(page, 'Control+z');
  await expect.poll(() => stateAt(page, SMALL_TOWER)).toBe('move');

  // S gives the group another keeper, Z the first one back.
  await walkTo(page, SMALL_TOWER);
  await press(page, 's');
  await expect.poll(() => stateAt(page, TOWER)).not.toBe('none');
  await expect
    .poll(async () => (await openGroup(page)).keeper.path)
    .toBe(SMALL_TOWER);
  await press(page, 'z');
  await expect
    .poll(async () => groupsAsText(await appStateOf(page)))
    .toEqual(scanned);
  await expect
    .poll(async () => (await openGroup(page)).keeper.path)
    .toBe(TOWER);

  // N takes the pair apart, Z brings the group back.
  await press(page, 'n');
  await expect.poll(async () => (await appStateOf(page)).groups.length).toBe(2);
  await expectFocusShown(page);
  await press(page, 'z');
  await expect
    .poll(async () => groupsAsText(await appStateOf(page)))
    .toEqual(scanned);

  // Plan, move, undo.
  await tabTo(page, /^Review plan$/u);
  await press(page, 'Enter');
  await tabTo(page, /^Move to quarantine$/u);
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('heading', { name: /4 photos moved aside/u }),
  ).toBeVisible();
  await expectFocusShown(page);
  await tabTo(page, /^Undo$/u);
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('heading', { name: /4 photos put back/u }),
  ).toBeVisible();
  await expectFocusShown(page);
  expect(await library.snapshot()).toEqual(before);
  await tabTo(page, /^Done$/u);
  await press(page, 'Enter');
});

test('help that closes over another screen leaves the focus on that screen', async ({
  openApp,
  library,
}) => {
  const { page } = await openApp({ granted: [library.path] });
  const help = page.getByRole('dialog', { name: 'How it works' });
  await tabTo(page, /^Choose a folder/u);
  await page.keyboard.press('?');
  await expect(help).toBeVisible();
  // What had the focus is gone with its screen when the dialog closes.
  await page.evaluate(() => {
    location.hash = '#/settings';
  });
  await expect(page.locator('twin-settings-view')).toBeVisible();
  await press(page, 'Escape');
  await expect(help).toBeHidden();
});

test('the quarantine is emptied by keyboard, after one question', async ({
  openApp,
  library,
}) => {
  const { page } = await openApp({ granted: [library.path] });
  await openReview(page, library.path);
  await tabTo(page, /^Review plan$/u);
  await press(page, 'Enter');
  await tabTo(page, /^Move to quarantine$/u);
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('heading', { name: /moved aside/u }),
  ).toBeVisible();
  await tabTo(page, /^Open quarantine$/u);
  await press(page, 'Enter');
  await tabTo(page, /^Empty/u);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: /for good\?/u });
  await expect(dialog).toBeVisible();
  await expectFocusShown(page);
  // Enter at once must be the harmless answer.
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expectFocusShown(page);
  expect((await appStateOf(page)).quarantines).toHaveLength(1);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeVisible();
  await tabTo(page, /^Delete for good$/u);
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('heading', { name: /deleted for good/u }),
  ).toBeVisible();
  await expectFocusShown(page);
  expect(Object.keys(await library.snapshot())).not.toContain(SMALL_TOWER);
});

test('a decision survives a reload, a rescan and a rename on disk', async ({
  openApp,
  library,
}) => {
  const { page } = await openApp({ granted: [library.path] });
  await openReview(page, library.path);
  await walkTo(page, SMALL_TOWER);
  await press(page, 'k');
  await expect.poll(() => stateAt(page, SMALL_TOWER)).toBe('keep, decided');

  await page.reload();
  await appReady(page);
  await expect.poll(() => stateAt(page, SMALL_TOWER)).toBe('keep, decided');

  const renamed = 'Messenger/the tower at noon.jpg';
  await rename(join(library.path, SMALL_TOWER), join(library.path, renamed));
  await tabTo(page, /^Folders$/u);
  await press(page, 'Enter');
  await tabTo(page, /^Scan again$/u);
  await page.keyboard.press('Enter');
  await expect.poll(() => stateAt(page, renamed)).toBe('keep, decided');
  await scanEnd(page);
  expect(await stateAt(page, renamed)).toBe('keep, decided');
  expect(await stateAt(page, SMALL_TOWER)).toBe('none');
  await expectFocusShown(page);
});
