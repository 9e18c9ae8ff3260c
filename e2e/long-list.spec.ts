import { expect, test } from './support/app-test.ts';
import { scanEnd } from './support/app-state-of.ts';

test('a long list has only the rows that are seen, and the one with the focus', async ({
  openApp,
}) => {
  const { page } = await openApp();
  await page.getByRole('button', { name: /sample/iu }).click();
  const count = (await scanEnd(page)).groups.length;
  await page.goto(`${new URL(page.url()).origin}/#/review`);

  const list = page.getByRole('list', { name: 'Groups' });
  const row = (place: number) => list.locator(`[aria-posinset="${place}"]`);
  await expect(row(1)).toHaveAttribute('aria-setsize', String(count));
  await expect(row(1)).toHaveRole('listitem');
  expect(await list.getByRole('listitem').count()).toBeLessThan(count);
  await expect(row(count)).toHaveCount(0);

  const link = row(2).getByRole('link');
  const address = (await link.getAttribute('href')) ?? '';
  await link.focus();
  await list.evaluate((element) => {
    element.scrollTop = element.scrollHeight;
  });
  await expect(row(count)).toBeInViewport();
  await expect(row(1)).toHaveCount(0);
  // Scrolled away, but the keyboard still stands there.
  await expect(link).toBeFocused();
  await expect(link).not.toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`${address}$`, 'u'));

  // The open group comes into sight again.
  await expect(row(2)).toBeInViewport();
  await expect(row(2).getByRole('link')).toHaveAttribute(
    'aria-current',
    'true',
  );

  // With the focus elsewhere a row that is scrolled away goes, too.
  await page.getByPlaceholder('Filter…').focus();
  await list.evaluate((element) => {
    element.scrollTop = element.scrollHeight;
  });
  await expect(row(2)).toHaveCount(0);
});
