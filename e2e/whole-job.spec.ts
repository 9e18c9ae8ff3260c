import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chooseFolder, expect, test } from './support/app-test.ts';
import {
  appStateOf,
  callEngine,
  groupsAsText,
  scanEnd,
} from './support/app-state-of.ts';
import { openQuarantine, undoMove } from './support/undo-move.ts';

test('from choosing a folder to undo, and the disk is as before', async ({
  openApp,
  library,
}) => {
  const before = await library.snapshot();
  const { page } = await openApp({ granted: [library.path] });
  await chooseFolder(page, library.path);
  const scanned = await scanEnd(page);

  expect(groupsAsText(scanned)).toEqual([
    'Backup/beach.jpg ← Holiday/beach (1).jpg (identical-bytes, move); Holiday/beach.jpg (identical-bytes, move)',
    'Holiday/garden turned.png ← Holiday/garden.jpg (rotated-or-mirrored, move)',
    'Holiday/tower.jpg ← Messenger/IMG-20190714-WA0001.jpg (resized, move)',
  ]);
  expect(
    scanned.ledger.map(({ path, failure }) => [path, failure.kind]),
  ).toEqual([
    ['Holiday/cut.jpg', 'damaged'],
    ['Holiday/notes.jpg', 'not-a-picture'],
  ]);
  // Scanning and showing must not have touched anything.
  expect(await library.snapshot()).toEqual(before);

  await page
    .getByRole('link', { name: /start reviewing|review/iu })
    .first()
    .click();
  await page.getByRole('link', { name: /review plan/iu }).click();
  await page.getByRole('button', { name: 'Move to quarantine' }).click();
  await expect
    .poll(async () => (await appStateOf(page)).operation?.isFinished)
    .toBe(true);

  const moved = await library.snapshot();
  const inPlace = Object.entries(moved).filter(
    ([path]) => !path.startsWith('Twinsift quarantine/'),
  );
  const gone = [
    'Holiday/beach (1).jpg',
    'Holiday/beach.jpg',
    'Holiday/garden.jpg',
    'Messenger/IMG-20190714-WA0001.jpg',
  ];
  expect(Object.fromEntries(inPlace)).toEqual(
    Object.fromEntries(
      Object.entries(before).filter(([path]) => !gone.includes(path)),
    ),
  );
  // Every moved file is in the quarantine under its own path, byte for byte, with its date.
  const [run] = await readdir(join(library.path, 'Twinsift quarantine'));
  for (const path of gone) {
    expect(moved[join('Twinsift quarantine', run ?? '', path)]).toBe(
      before[path],
    );
  }
  expect((await appStateOf(page)).groups).toEqual([]);

  await openQuarantine(page);
  await undoMove(page);
  expect(await library.snapshot()).toEqual(before);
  await expect
    .poll(async () => groupsAsText(await appStateOf(page)))
    .toEqual(groupsAsText(scanned));
  expect(await readdir(library.path)).not.toContain('Twinsift quarantine');
});

test('undo works from the manifest alone, in another browser', async ({
  openApp,
  library,
}) => {
  const before = await library.snapshot();
  const first = await openApp({ granted: [library.path] });
  await chooseFolder(first.page, library.path);
  await scanEnd(first.page);
  await callEngine(first.page, 'makePlan');
  await callEngine(first.page, 'runPlan');
  expect(Object.keys(await library.snapshot())).not.toContain(
    'Holiday/garden.jpg',
  );
  await first.browser.close();

  const second = await openApp({ granted: [library.path] });
  await chooseFolder(second.page, library.path);
  await scanEnd(second.page);
  await openQuarantine(second.page);
  await undoMove(second.page);
  expect(await library.snapshot()).toEqual(before);
});
