import { rm } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { startServer, type RunningServer } from '../deploy/serve.ts';
import { chooseFolder, expect, test } from './support/app-test.ts';
import {
  appReady,
  appStateOf,
  callEngine,
  scanEnd,
} from './support/app-state-of.ts';
import { deployCopy, deployNext } from './support/deploy-build.ts';

let root: string;
let site: RunningServer;
test.beforeEach(async () => {
  root = await deployCopy();
  site = await startServer({ port: 0, root });
});

test.afterEach(async () => {
  await site.close();
  await rm(root, { recursive: true });
});

/** The main script of the page as it is now. */
function shownScript(page: Page): Promise<string | null> {
  return page.evaluate(
    () => document.querySelector('script[src]')?.getAttribute('src') ?? null,
  );
}

async function firstBuildStored(page: Page): Promise<void> {
  await expect
    .poll(async () => (await appStateOf(page)).isOfflineReady)
    .toBe(true);
}

/** Looks for a new build, as the browser does by itself at a visit and once a day. */
async function lookForUpdate(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration?.update();
  });
}

test('a new build is offered, waits for the scan, and is taken when asked for', async ({
  openApp,
  library,
}) => {
  const { page } = await openApp({
    origin: site.url,
    granted: [library.path],
  });
  await firstBuildStored(page);
  await page.reload();
  await appReady(page);
  const first = await shownScript(page);

  // A scan that is under way for as long as the test needs.
  await page.evaluate(() => {
    const { engine } = document.querySelector('twinsift-app') as unknown as {
      engine: {
        state: { scan?: { stage: string } };
        subscribe: (listener: () => void) => () => void;
        pauseScan: () => void;
      };
    };
    const stop = engine.subscribe(() => {
      if (engine.state.scan?.stage === 'reading') {
        engine.pauseScan();
        stop();
      }
    });
  });
  await chooseFolder(page, library.path);
  await expect(page.getByRole('heading', { name: 'Paused' })).toBeVisible();

  const next = await deployNext(root);
  expect(next).not.toBe(first);
  await lookForUpdate(page);
  await expect(page.getByText('A new version is ready.')).toBeVisible();
  await expect(
    page.getByText('It waits until the work is finished.'),
  ).toBeVisible();
  const update = page.getByRole('button', { name: 'Update now' });
  await expect(update).toBeDisabled();
  // Not by another way either.
  await callEngine(page, 'applyUpdate');
  await expect(page.getByText(/when the present work is done/u)).toBeVisible();
  expect(await shownScript(page)).toBe(first);
  expect((await appStateOf(page)).scan?.stage).toBe('reading');

  await page.getByRole('button', { name: 'Continue' }).click();
  const scanned = await scanEnd(page);
  expect(scanned.groups).toHaveLength(3);
  await expect(update).toBeEnabled();
  const reloaded = page.waitForEvent('load');
  await update.click();
  await reloaded;
  await appReady(page);
  expect(await shownScript(page)).toBe(next);
  expect((await appStateOf(page)).isUpdateReady).toBe(false);
  // Nothing of what was found is lost on the way.
  expect((await appStateOf(page)).groups).toHaveLength(3);
});

test('a reload goes on with the build that the person has', async ({
  openApp,
}) => {
  const { page } = await openApp({ origin: site.url });
  await firstBuildStored(page);
  await page.reload();
  await appReady(page);
  const first = await shownScript(page);
  await deployNext(root);
  await lookForUpdate(page);
  await expect(page.getByText('A new version is ready.')).toBeVisible();
  await page.reload();
  await appReady(page);
  expect(await shownScript(page)).toBe(first);
  await expect(page.getByText('A new version is ready.')).toBeVisible();
});
