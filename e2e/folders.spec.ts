import { chooseFolder, expect, test } from './support/app-test.ts';
import { appStateOf, scanEnd, scanEndAfter } from './support/app-state-of.ts';
import { drawScene, shrink } from './support/draw-scene.ts';
import { encodeJpeg } from './support/encode-picture.ts';
import { PhotoFolder } from './support/photo-folder.ts';
import { openQuarantine, undoMove } from './support/undo-move.ts';

/** A backup with three copies, a smaller one, a better one, and two photos that are only there. */
async function backupLibrary(): Promise<PhotoFolder> {
  const folder = await PhotoFolder.create();
  for (const seed of [1, 2, 3]) {
    const bytes = await encodeJpeg(drawScene(seed), 90);
    await folder.write(`Photos/2019/scene-${seed}.jpg`, bytes);
    await folder.write(`Backup 2019/scene-${seed}.jpg`, bytes);
  }
  const large = await encodeJpeg(drawScene(4), 92);
  const small = await encodeJpeg(shrink(drawScene(4), 2), 70);
  await folder.write('Photos/2019/scene-4.jpg', large);
  await folder.write('Backup 2019/scene-4.jpg', small);
  await folder.write(
    'Photos/2019/scene-5.jpg',
    await encodeJpeg(shrink(drawScene(14), 2), 70),
  );
  await folder.write(
    'Backup 2019/scene-5.jpg',
    await encodeJpeg(drawScene(14), 92),
  );
  for (const seed of [11, 12]) {
    await folder.write(
      `Backup 2019/only ${seed}.jpg`,
      await encodeJpeg(drawScene(seed), 88),
    );
  }
  // To be moved as well, but from elsewhere.
  await folder.write(
    'Photos/new-13 (1).jpg',
    await encodeJpeg(drawScene(13), 88),
  );
  for (const seed of [13, 21, 22, 23, 24, 25]) {
    await folder.write(
      `Photos/new-${seed}.jpg`,
      await encodeJpeg(drawScene(seed), 88),
    );
  }
  return folder;
}

test('a folder that is in another is told, with what only it has and a plan for the rest', async ({
  openApp,
}) => {
  const library = await backupLibrary();
  try {
    const before = await library.snapshot();
    const { page } = await openApp({ granted: [library.path] });
    await chooseFolder(page, library.path);
    await scanEnd(page);

    await expect(
      page.getByRole('heading', {
        name: '“Backup 2019” is 71 % contained in “Photos/2019”',
      }),
    ).toBeVisible();
    await expect(
      page.getByText('2 photos exist only there', { exact: false }),
    ).toBeVisible();
    await page.getByRole('link', { name: 'Compare folders' }).click();
    const [card, reverse] = [0, 1].map((at) =>
      page.getByRole('article').nth(at),
    );
    if (!card || !reverse) throw new Error('there are cards');
    await expect(card).not.toContainText('the other way round');
    await expect(reverse).toContainText('the other way round');
    await card.getByRole('button', { name: 'Show what is only there' }).click();
    const only = card
      .getByRole('list', { name: 'Only in this folder' })
      .getByRole('listitem');
    await expect(only).toHaveCount(2);
    await expect(only.first()).toContainText('Backup 2019/only 11.jpg');
    // What is better there than its copy is not given up.
    await expect(
      card.getByText('1 photo with a copy elsewhere stays for you to decide'),
    ).toBeVisible();

    await card
      .getByRole('button', { name: 'Plan the rest: move 4 copies aside' })
      .click();
    await expect(
      page.getByRole('heading', { name: /to move aside/u }),
    ).toBeVisible();
    const { plan } = await appStateOf(page);
    const victims = (plan?.groups ?? []).flatMap((group) => group.victims);
    const ofBackup = [1, 2, 3, 4].map((n) => `Backup 2019/scene-${n}.jpg`);
    expect(victims.map(({ path }) => path).sort()).toEqual(ofBackup);
    await expect(
      page.getByText('Only what lies in Backup 2019.'),
    ).toBeVisible();
    await page
      .getByRole('link', { name: 'Plan all 6 photos to be moved' })
      .click();
    await expect(
      page.getByRole('heading', { name: /^6 photos to move aside/u }),
    ).toBeVisible();
    await page.goBack();
    await expect(
      page.getByRole('heading', { name: /^4 photos to move aside/u }),
    ).toBeVisible();

    await page.getByRole('button', { name: 'Move to quarantine' }).click();
    await expect
      .poll(async () => (await appStateOf(page)).operation?.isFinished)
      .toBe(true);
    const after = await library.snapshot();
    for (const path of ofBackup) expect(after[path]).toBeUndefined();
    for (const path of Object.keys(before)) {
      if (/only|scene-[1-4]/u.test(path) && !ofBackup.includes(path)) {
        expect(after[path]).toBe(before[path]);
      }
    }
    // One act: taken back as one, and the disk with it.
    await openQuarantine(page);
    await undoMove(page);
    expect(await library.snapshot()).toEqual(before);
  } finally {
    await library.remove();
  }
});

const DEEP = 'Backups/Sicherung #2 (100 %, Größe)';
const NAMESAKE = 'Phone/Sicherung #2 (100 %, Größe)';

/** A backup two folders down, beside scans of its own, and another of the same name. */
async function deepLibrary(): Promise<PhotoFolder> {
  const folder = await PhotoFolder.create('Pictures');
  const photo = (seed: number): Promise<Buffer> =>
    encodeJpeg(drawScene(seed), 90);
  const copies: Readonly<Record<number, string>> = {
    1: `${DEEP}/June/scene-1.jpg`,
    2: `${DEEP}/June/scene-2.jpg`,
    3: `${DEEP}/July & August/a+b/scene-3.jpg`,
    14: `${NAMESAKE}/scene-14.jpg`,
    25: `${NAMESAKE}/scene-25.jpg`,
  };
  for (const [seed, path] of Object.entries(copies)) {
    const year = Number(seed) < 5 ? '2019' : '2020';
    await folder.write(`Photos/${year}/${seed}.jpg`, await photo(Number(seed)));
    await folder.write(path, await photo(Number(seed)));
  }
  await folder.write('Photos/2019/4.jpg', await photo(4));
  await folder.write(
    `${DEEP}/scene-4.jpg`,
    await encodeJpeg(shrink(drawScene(4), 2), 70),
  );
  const alone: Readonly<Record<number, string>> = {
    11: `${DEEP}/June/only there.jpg`,
    12: 'Backups/Scans/1.jpg',
    13: 'Backups/Scans/2.jpg',
    21: 'Backups/Scans/3.jpg',
    22: 'Backups/Scans/4.jpg',
    23: 'Photos/2020/new.jpg',
    24: 'Photos/2020/newer.jpg',
  };
  for (const [seed, path] of Object.entries(alone)) {
    await folder.write(path, await photo(Number(seed)));
  }
  return folder;
}

test('a folder deep in others is told by its path, and its copies are planned, moved and put back', async ({
  openApp,
}) => {
  const library = await deepLibrary();
  try {
    const before = await library.snapshot();
    const { page } = await openApp({ granted: [library.path] });
    await chooseFolder(page, library.path);
    await scanEnd(page);
    await page.getByRole('link', { name: 'Compare folders' }).click();
    await expect(page.getByRole('article').getByRole('heading')).toHaveText([
      `“${DEEP}” is 80 % contained in “Photos/2019”`,
      `“${NAMESAKE}” is completely contained in “Photos/2020”`,
    ]);
    const card = page.getByRole('article').first();
    await expect(card).toContainText('1 photo exists only there');
    await card.getByRole('button', { name: 'Show what is only there' }).click();
    await expect(
      card
        .getByRole('list', { name: 'Only in this folder' })
        .getByRole('listitem'),
    ).toHaveText([`${DEEP}/June/only there.jpg`]);

    await card
      .getByRole('button', { name: 'Plan the rest: move 4 copies aside' })
      .click();
    await expect(page.getByText(`Only what lies in ${DEEP}.`)).toBeVisible();
    // The address alone leads here, whatever the folder is called.
    const address = page.url();
    await page.reload();
    expect(page.url()).toBe(address);
    await expect(page.getByText(`Only what lies in ${DEEP}.`)).toBeVisible();
    const { plan } = await appStateOf(page);
    const victims = (plan?.groups ?? []).flatMap((group) => group.victims);
    const moved = [
      `${DEEP}/July & August/a+b/scene-3.jpg`,
      `${DEEP}/June/scene-1.jpg`,
      `${DEEP}/June/scene-2.jpg`,
      `${DEEP}/scene-4.jpg`,
    ];
    expect(victims.map(({ path }) => path).sort()).toEqual(moved);

    await page.getByRole('button', { name: 'Move to quarantine' }).click();
    await expect
      .poll(async () => (await appStateOf(page)).operation?.isFinished)
      .toBe(true);
    const after = await library.snapshot();
    for (const path of Object.keys(before)) {
      expect(after[path]).toBe(moved.includes(path) ? undefined : before[path]);
    }
    // What has been moved is contained nowhere any more, nor does it contain anything.
    await page.goto(`${new URL(address).origin}/#/folders`);
    await expect(page.getByRole('article').getByRole('heading')).toHaveText([
      `“${NAMESAKE}” is completely contained in “Photos/2020”`,
      `“Photos/2020” is 50 % contained in “${NAMESAKE}”`,
    ]);
    await openQuarantine(page);
    await undoMove(page);
    expect(await library.snapshot()).toEqual(before);
  } finally {
    await library.remove();
  }
});

test('a long list of folders comes in parts', async ({ openApp }) => {
  const library = await PhotoFolder.create('Pictures');
  try {
    for (let seed = 0; seed < 44; seed += 1) {
      const bytes = await encodeJpeg(drawScene(seed), 90);
      const n = Math.floor(seed / 2);
      await library.write(`Backup ${n}/${seed}.jpg`, bytes);
      await library.write(`Photos/${n}/${seed}.jpg`, bytes);
    }
    const { page } = await openApp({ granted: [library.path] });
    await chooseFolder(page, library.path);
    await scanEnd(page);
    await expect(
      page.getByText('21 more folders are at least half contained'),
    ).toBeVisible();
    await page.getByRole('link', { name: 'Compare folders' }).click();
    await expect(page.getByRole('article')).toHaveCount(20);
    await page.getByRole('button', { name: 'Show 2 more folders' }).click();
    await expect(page.getByRole('article')).toHaveCount(22);
    await expect(page.getByRole('button', { name: /^Show \d/u })).toHaveCount(
      0,
    );
  } finally {
    await library.remove();
  }
});

for (const [name, shown] of [
  ['Backup', 'Backup'],
  ['Photos', 'Photos (2)'],
] as const) {
  test(`of “Photos” and another folder “${name}” it is said which is which`, async ({
    openApp,
  }) => {
    const photos = await PhotoFolder.create('Photos');
    const other = await PhotoFolder.create(name);
    try {
      const bytes = await encodeJpeg(drawScene(1), 90);
      await photos.write('2019/beach.jpg', bytes);
      await other.write('2019/beach.jpg', bytes);
      const { page } = await openApp({ granted: [photos.path, other.path] });
      await chooseFolder(page, photos.path);
      await scanEnd(page);
      await page.getByRole('link', { name: 'Folders' }).click();
      await scanEndAfter(page, () => chooseFolder(page, other.path));
      await page.getByRole('link', { name: /^Review \d/u }).click();
      for (const place of ['Photos/2019', `${shown}/2019`]) {
        await expect(
          page.getByText(`${place}/`, { exact: true }),
        ).toBeVisible();
        await expect(
          page.getByRole('cell', { name: `/${place}`, exact: true }),
        ).toBeVisible();
      }
    } finally {
      await photos.remove();
      await other.remove();
    }
  });
}
