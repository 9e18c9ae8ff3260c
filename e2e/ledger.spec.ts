import { chooseFolder, expect, test } from './support/app-test.ts';
import { appReady, scanEnd, scanEndAfter } from './support/app-state-of.ts';
import { drawScene } from './support/draw-scene.ts';
import { encodeJpeg } from './support/encode-picture.ts';
import { parseCsv } from './support/parse-csv.ts';
import { PhotoFolder } from './support/photo-folder.ts';
import { savedBy } from './support/saved-download.ts';

test('skipped files are listed, narrowed, saved, and read again once repaired', async ({
  openApp,
  library,
}) => {
  await library.write('Holiday/empty.jpg', '');
  const { page } = await openApp({ granted: [library.path] });
  await chooseFolder(page, library.path);
  await scanEnd(page);
  await page.getByRole('link', { name: '3 skipped' }).click();
  const entries = page
    .getByRole('list', { name: 'Skipped files' })
    .getByRole('listitem');
  await expect(entries).toHaveCount(3);
  await expect(entries.filter({ hasText: 'notes.jpg' })).toContainText(
    'Photos/Holiday/notes.jpg',
  );

  await page.getByRole('button', { name: /^Damaged/u }).click();
  await expect(entries).toHaveCount(1);
  await expect(entries).toContainText('cut.jpg');
  await page.getByRole('button', { name: /^All/u }).click();
  await page.getByRole('searchbox').fill('NOTES');
  await expect(entries).toHaveCount(1);
  await expect(entries).toContainText('notes.jpg');
  await page.getByRole('searchbox').fill('no such file');
  await expect(page.getByText('No skipped file matches.')).toBeVisible();
  await page.getByRole('searchbox').fill('');
  await expect(entries).toHaveCount(3);

  const saved = await savedBy(
    page,
    page.getByRole('button', { name: 'Save as CSV' }),
  );
  expect(parseCsv(saved.text).map(({ path, kind }) => [path, kind])).toEqual([
    ['Holiday/cut.jpg', 'damaged'],
    ['Holiday/empty.jpg', 'empty-file'],
    ['Holiday/notes.jpg', 'not-a-picture'],
  ]);

  // What reading again cannot change is not offered for it.
  await expect(
    page.getByRole('checkbox', { name: 'Select Holiday/notes.jpg' }),
  ).toBeDisabled();
  await library.write('Holiday/cut.jpg', await encodeJpeg(drawScene(77), 90));
  await page.getByRole('checkbox', { name: 'Select Holiday/cut.jpg' }).check();
  const { ledger, scan } = await scanEndAfter(page, () =>
    page.getByRole('button', { name: 'Retry 1 selected' }).click(),
  );
  await expect(entries).toHaveCount(2);
  expect(ledger.map(({ path }) => path)).toEqual([
    'Holiday/empty.jpg',
    'Holiday/notes.jpg',
  ]);
  expect(scan?.fingerprinted).toBe(1);
});

test('what was not compared is counted alike after each scan and at the next visit', async ({
  openApp,
}) => {
  const folder = await PhotoFolder.create();
  try {
    await folder.write('tower.jpg', await encodeJpeg(drawScene(1)));
    await folder.write('beach.jpg', await encodeJpeg(drawScene(2)));
    await folder.write('tiny.jpg', await encodeJpeg(drawScene(3, 40, 30)));
    await folder.write('notes.jpg', 'no picture');
    const { page } = await openApp({ granted: [folder.path] });
    const expectCounts = async (headline: string): Promise<void> => {
      await expect(page.getByText(headline)).toBeVisible();
      await expect(
        page.getByText('2 files could not be compared.'),
      ).toBeVisible();
      await expect(page.getByRole('link', { name: '2 skipped' })).toBeVisible();
      await expect(
        page.getByRole('link', { name: 'Scan', exact: true }),
      ).toBeVisible();
    };
    await chooseFolder(page, folder.path);
    await scanEnd(page);
    await expectCounts('2 photos, no duplicates. Nice.');

    await page.getByRole('link', { name: 'Folders' }).click();
    await scanEndAfter(page, () =>
      page.getByRole('button', { name: 'Scan again' }).click(),
    );
    await expectCounts('2 photos, no duplicates. Nice.');

    await page.reload();
    await appReady(page);
    await expectCounts('2 photos, no duplicates so far.');
  } finally {
    await folder.remove();
  }
});
