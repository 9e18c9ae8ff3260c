import { expect, test } from './support/app-test.ts';
import { appStateOf, groupsAsText, scanEnd } from './support/app-state-of.ts';

test('moving the line regroups at once and reads nothing; unsaved changes stay', async ({
  openApp,
}) => {
  const { page } = await openApp();
  await page.getByRole('button', { name: 'Try the sample library' }).click();
  const scanned = await scanEnd(page);
  await page.getByRole('link', { name: 'Settings' }).click();
  const hidden = page.getByLabel('Hidden files and folders too');
  await hidden.check();

  const slider = page.getByLabel('How different they may be');
  await expect(page.getByText('Just inside the line')).toBeVisible();
  await slider.fill('0');
  await expect
    .poll(async () => (await appStateOf(page)).groups.length)
    .toBeLessThan(scanned.groups.length);
  const strict = await appStateOf(page);
  expect(strict.settings.matching.thresholdBits).toBe(0);
  expect(strict.settings.listing.includesHidden).toBe(false);
  expect(strict.scan?.bytesRead).toBe(scanned.scan?.bytesRead);
  await expect(hidden).toBeChecked();
  await expect(page.getByTestId('threshold-effect')).toContainText(
    `${strict.groups.length} groups`,
  );
  await expect(
    page.getByRole('img', { name: /pairs? up to the line/u }),
  ).toBeVisible();

  await slider.fill('53');
  await expect
    .poll(async () => groupsAsText(await appStateOf(page)))
    .toEqual(groupsAsText(scanned));
});

test('ten pairs judged by key draw another line', async ({ openApp }) => {
  const { page } = await openApp();
  await page.getByRole('button', { name: 'Try the sample library' }).click();
  await scanEnd(page);
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Judge ten pairs' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('1 of 10');
  await page.keyboard.press('s');
  await expect(dialog).toContainText('2 of 10');
  await page.keyboard.press('ArrowLeft');
  await expect(dialog).toContainText('1 of 10');
  for (let pair = 0; pair < 10; pair += 1) await page.keyboard.press('n');
  await expect(dialog).toContainText('0 pairs the same and 10 not');
  const use = dialog.getByRole('button', { name: /^Draw it at/u });
  const words = (await use.textContent()) ?? '';
  const proposed = Number(/\d+/u.exec(words)?.[0]);
  expect(proposed).toBeLessThan(53);
  await use.click();
  await expect(dialog).toBeHidden();
  await expect
    .poll(async () => (await appStateOf(page)).settings.matching.thresholdBits)
    .toBe(proposed);
});

test('single keys can be switched off, and stay off', async ({ openApp }) => {
  const { page } = await openApp();
  await page.getByRole('link', { name: 'Settings' }).click();
  // The help has the same switch, in its closed dialog.
  await page.getByRole('checkbox', { name: 'Single keys decide' }).uncheck();
  await page.reload();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page
    .getByRole('link', { name: /^Folders|^Twinsift/u })
    .first()
    .click();
  await page.getByRole('button', { name: 'Try the sample library' }).click();
  await scanEnd(page);
  await page.getByRole('link', { name: /^Review \d/u }).click();
  await expect(page.getByTestId('relation')).toBeVisible();
  const before = await appStateOf(page);
  for (const key of 'kmsn') await page.keyboard.press(key);
  await page.keyboard.press('z');
  expect((await appStateOf(page)).groups).toEqual(before.groups);
  const address = page.url();
  await page.keyboard.press('Space');
  await expect.poll(() => page.url()).not.toBe(address);

  await page.getByRole('button', { name: 'Help and keys' }).click();
  await page.getByRole('dialog').getByLabel('Single keys decide').check();
  await page.keyboard.press('Escape');
  await page.keyboard.press('m');
  await expect
    .poll(async () => (await appStateOf(page)).canUndoDecision)
    .toBe(true);
});
