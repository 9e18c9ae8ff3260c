import { expect, test } from '@playwright/test';
import { AppBrowser } from './support/app-browser.ts';
import { startServer } from '../deploy/serve.ts';

test('a part of the program that does not arrive is told, and loading again helps', async () => {
  const server = await startServer({ port: 0 });
  const browser = await AppBrowser.launch({ origin: server.url });
  const page = await browser.page();
  await page.route('**/assets/views-*.js', (route) => route.abort());
  await page.goto(`${server.url}/#/settings`);
  await expect(
    page.getByRole('heading', { name: 'Twinsift could not be loaded.' }),
  ).toBeVisible();

  await page.unrouteAll();
  await page.getByRole('link', { name: 'Load it again' }).click();
  await expect(page.getByRole('button', { name: /sample/iu })).toBeVisible();
  await browser.close();
  await server.close();
});
