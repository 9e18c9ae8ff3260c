import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { dropFolder } from './support/app-browser.ts';
import { chooseFolder, expect, test } from './support/app-test.ts';
import {
  appReady,
  appStateOf,
  groupsAsText,
  scanEnd,
} from './support/app-state-of.ts';
import type { PhotoFolder } from './support/photo-folder.ts';
import { savedBy, type SavedDownload } from './support/saved-download.ts';

const run = promisify(execFile);

const POWERSHELL = [
  '/usr/bin/pwsh',
  '/usr/local/bin/pwsh',
  '/opt/microsoft/powershell/7/pwsh',
].find((path) => existsSync(path));

/** The page as a browser shows it that can read folders and not change them. */
async function becomeReadOnly(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Reflect.deleteProperty(window, 'showDirectoryPicker');
  });
  await page.reload();
  await appReady(page);
}

async function planOf(page: Page, folder: string): Promise<void> {
  await page.getByLabel(/choose a folder/iu).setInputFiles(folder);
  const state = await scanEnd(page);
  expect(groupsAsText(state)).toHaveLength(3);
  expect(state.roots.map(({ permission }) => permission)).toEqual([
    'read-only',
  ]);
  await page.getByRole('link', { name: 'Start reviewing' }).click();
  await page.getByRole('link', { name: 'Review plan' }).click();
  await expect(
    page.getByText('This browser can only read your folder'),
  ).toBeVisible();
  // What cannot be done here is not offered.
  await expect(
    page.getByRole('button', { name: 'Move to quarantine' }),
  ).toHaveCount(0);
}

async function saveScript(page: Page, name: RegExp): Promise<SavedDownload> {
  return savedBy(page, page.getByRole('button', { name }));
}

/** What the app would have moved itself. */
const PLANNED = [
  'Holiday/beach (1).jpg',
  'Holiday/beach.jpg',
  'Holiday/garden.jpg',
  'Messenger/IMG-20190714-WA0001.jpg',
];

async function inPlaceNow(
  library: PhotoFolder,
): Promise<Record<string, string>> {
  const now = await library.snapshot();
  return Object.fromEntries(
    Object.entries(now).filter(
      ([path]) => !path.startsWith('Twinsift quarantine/'),
    ),
  );
}

/** After a script: the planned files are in the quarantine, and the app with a picker undoes it. */
async function expectMovedAndUndone(
  page: Page,
  library: PhotoFolder,
  before: Record<string, string>,
): Promise<void> {
  expect(await inPlaceNow(library)).toEqual(
    Object.fromEntries(
      Object.entries(before).filter(([path]) => !PLANNED.includes(path)),
    ),
  );
  const [quarantine = ''] = await readdir(
    join(library.path, 'Twinsift quarantine'),
  );
  const after = await library.snapshot();
  for (const path of PLANNED) {
    expect(after[join('Twinsift quarantine', quarantine, path)]).toBe(
      before[path],
    );
  }

  await chooseFolder(page, library.path);
  await scanEnd(page);
  const { quarantines } = await appStateOf(page);
  expect(quarantines.map(({ fileCount }) => fileCount)).toEqual([4]);
  await page.getByRole('link', { name: /^Quarantine/u }).click();
  await page.getByRole('button', { name: /^Undo/u }).click();
  await expect(
    page.getByRole('heading', { name: '4 photos put back' }),
  ).toBeVisible();
  expect(await library.snapshot()).toEqual(before);
}

test('a browser that only reads finds the copies and writes scripts that move them', async ({
  openApp,
  library,
}) => {
  const before = await library.snapshot();
  const { browser, page } = await openApp({ granted: [library.path] });
  await becomeReadOnly(page);
  await expect(
    page.getByText(/lets a page read a folder but not change it/u),
  ).toBeVisible();
  await planOf(page, library.path);
  const shell = await saveScript(page, /macOS and Linux/u);
  const powershell = await saveScript(page, /Windows/u);
  expect(shell.name).toMatch(/\.sh$/u);
  expect(powershell.name).toMatch(/\.ps1$/u);
  for (const { text } of [shell, powershell]) {
    for (const path of PLANNED) {
      expect(text).toContain(path);
    }
  }
  // Saving a script has not touched anything yet.
  expect(await library.snapshot()).toEqual(before);

  await run('bash', [shell.path, library.path]);
  const able = await browser.context.newPage();
  await able.goto(page.url().replace(/#.*$/u, ''));
  await appReady(able);
  await expectMovedAndUndone(able, library, before);
});

test('a folder can be dropped where the browser has no handles for it', async ({
  openApp,
  library,
}) => {
  const { page } = await openApp();
  await page.addInitScript(() => {
    Reflect.deleteProperty(DataTransferItem.prototype, 'getAsFileSystemHandle');
  });
  await becomeReadOnly(page);
  await dropFolder(page, library.path);
  const state = await scanEnd(page);
  expect(groupsAsText(state)).toHaveLength(3);
  expect(state.roots).toMatchObject([
    { label: 'Photos', permission: 'read-only' },
  ]);
  expect(state.groups.map(({ keeper }) => keeper.path)).toContain(
    'Holiday/garden turned.png',
  );
});

test('the shell script leaves alone what has changed since the scan', async ({
  openApp,
  library,
}) => {
  const { page } = await openApp();
  await becomeReadOnly(page);
  await planOf(page, library.path);
  const shell = await saveScript(page, /macOS and Linux/u);
  await library.write('Holiday/garden.jpg', 'Written over after the scan.');
  await run('bash', [shell.path, library.path]).catch(() => undefined);
  const now = await inPlaceNow(library);
  expect(Object.keys(now)).toContain('Holiday/garden.jpg');
  expect((await library.read('Holiday/garden.jpg')).toString()).toBe(
    'Written over after the scan.',
  );
  expect(Object.keys(now)).not.toContain('Holiday/beach.jpg');
});

test('the PowerShell script does the same', async ({ openApp, library }) => {
  test.skip(POWERSHELL === undefined, 'PowerShell is not installed here');
  const before = await library.snapshot();
  const { browser, page } = await openApp({ granted: [library.path] });
  await becomeReadOnly(page);
  await planOf(page, library.path);
  const script = await saveScript(page, /Windows/u);
  await run(POWERSHELL ?? 'pwsh', ['-File', script.path, library.path]);
  const able = await browser.context.newPage();
  await able.goto(page.url().replace(/#.*$/u, ''));
  await appReady(able);
  await expectMovedAndUndone(able, library, before);
});

test('the script of the plan for one folder moves what lies in it alone', async ({
  openApp,
  library,
}) => {
  const { page } = await openApp();
  await becomeReadOnly(page);
  await planOf(page, library.path);
  const [root] = (await appStateOf(page)).roots;
  await page.goto(`${page.url()}/${root?.id}/Messenger`);
  await expect(
    page.getByRole('heading', { name: /^1 photo to move aside/u }),
  ).toBeVisible();
  const shell = await saveScript(page, /macOS and Linux/u);
  const before = Object.keys(await inPlaceNow(library));
  await run('bash', [shell.path, library.path]);
  const moved = 'Messenger/IMG-20190714-WA0001.jpg';
  expect(before).toContain(moved);
  expect(Object.keys(await inPlaceNow(library))).toEqual(
    before.filter((path) => path !== moved),
  );
});
