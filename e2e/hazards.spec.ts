import { rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { chooseFolder, expect, test } from './support/app-test.ts';
import { appStateOf, callEngine, scanEnd } from './support/app-state-of.ts';

/** Runs the plan as the plan screen does and returns the refusals by path. */
async function runPlan(page: Page): Promise<Record<string, string>> {
  await callEngine(page, 'makePlan');
  await callEngine(page, 'runPlan');
  const { operation } = await appStateOf(page);
  const refusals: Record<string, string> = {};
  for (const result of operation?.results ?? []) {
    if (result.kind === 'refused') {
      refusals[result.file.path] = result.refusal.kind;
    }
  }
  return refusals;
}

test('a photo that changed after the scan stays, even with its old date and size', async ({
  openApp,
  library,
}) => {
  const { page } = await openApp({ granted: [library.path] });
  await chooseFolder(page, library.path);
  await scanEnd(page);
  const path = join(library.path, 'Holiday/garden.jpg');
  const bytes = await library.read('Holiday/garden.jpg');
  bytes[bytes.length - 40] = (bytes[bytes.length - 40] ?? 0) ^ 0xff;
  await writeFile(path, bytes);
  const when = new Date('2019-07-14T12:00:00Z');
  await utimes(path, when, when);
  const before = await library.snapshot();

  expect(await runPlan(page)).toEqual({
    'Holiday/garden.jpg': 'victim-changed',
  });
  const after = await library.snapshot();
  expect(after['Holiday/garden.jpg']).toBe(before['Holiday/garden.jpg']);
});

test('when the photo to keep is gone, nothing of its group moves', async ({
  openApp,
  library,
}) => {
  const { page } = await openApp({ granted: [library.path] });
  await chooseFolder(page, library.path);
  await scanEnd(page);
  await rm(join(library.path, 'Backup/beach.jpg'));
  expect(await runPlan(page)).toMatchObject({
    'Holiday/beach (1).jpg': 'keeper-missing',
    'Holiday/beach.jpg': 'keeper-missing',
  });
  expect(Object.keys(await library.snapshot())).toEqual(
    expect.arrayContaining(['Holiday/beach (1).jpg', 'Holiday/beach.jpg']),
  );
});

test('putting back never overwrites what is there now', async ({
  openApp,
  library,
}) => {
  const before = await library.snapshot();
  const { page } = await openApp({ granted: [library.path] });
  await chooseFolder(page, library.path);
  await scanEnd(page);
  expect(await runPlan(page)).toEqual({});
  await library.write('Holiday/garden.jpg', 'Something new at the old place.');
  const planId = (await appStateOf(page)).quarantines[0]?.planId ?? '';
  await callEngine(page, 'undoMove', planId);
  const state = await appStateOf(page);
  expect(
    state.operation?.results.filter(({ kind }) => kind === 'not-restored'),
  ).toMatchObject([{ path: 'Holiday/garden.jpg' }]);
  expect((await library.read('Holiday/garden.jpg')).toString()).toBe(
    'Something new at the old place.',
  );

  // Out of the way, and the same undo finishes the work.
  await rm(join(library.path, 'Holiday/garden.jpg'));
  await callEngine(page, 'undoMove', planId);
  expect(await library.snapshot()).toEqual(before);
});

test('a browser killed in the middle of a move leaves nothing lost', async ({
  openApp,
  library,
}) => {
  const before = await library.snapshot();
  const { browser, page } = await openApp({ granted: [library.path] });
  await chooseFolder(page, library.path);
  await scanEnd(page);
  await callEngine(page, 'makePlan');
  // Not awaited: the browser dies while it runs.
  void callEngine(page, 'runPlan').catch(() => undefined);
  await page.waitForFunction(
    () => {
      const { engine } = document.querySelector('twinsift-app') as unknown as {
        engine: { state: { operation?: { done: number } } };
      };
      return (engine.state.operation?.done ?? 0) >= 1;
    },
    undefined,
    { polling: 5 },
  );
  const { profile } = browser;
  await browser.kill();

  const again = await openApp({ profile });
  await expect
    .poll(async () => (await appStateOf(again.page)).quarantines.length)
    .toBe(1);
  const planId = (await appStateOf(again.page)).quarantines[0]?.planId ?? '';
  await callEngine(again.page, 'undoMove', planId);
  expect(await library.snapshot()).toEqual(before);
});
