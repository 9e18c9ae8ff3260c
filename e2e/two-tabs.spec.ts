import { chooseFolder, expect, test } from './support/app-test.ts';
import { appReady, appStateOf, scanEnd } from './support/app-state-of.ts';

test('two tabs on one folder: one works, the other says so and takes over', async ({
  openApp,
  server,
  library,
}) => {
  const { browser, page } = await openApp({ granted: [library.path] });
  await chooseFolder(page, library.path);
  await scanEnd(page);

  const other = await browser.context.newPage();
  await other.goto(server.url);
  await appReady(other);
  await expect
    .poll(async () => (await appStateOf(other)).isBusyElsewhere)
    .toBe(true);
  await expect(other.getByText(/another tab/iu).first()).toBeVisible();
  expect((await appStateOf(other)).scan).toBeUndefined();
  // The stored groups can be looked at meanwhile.
  expect((await appStateOf(other)).groups).toHaveLength(3);

  await page.close();
  await scanEnd(other);
  expect((await appStateOf(other)).isBusyElsewhere).toBe(false);
});
