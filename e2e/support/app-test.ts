import { test as base, expect, type Page } from '@playwright/test';
import { startServer, type RunningServer } from '../../deploy/serve.ts';
import {
  AppBrowser,
  dropFolder,
  type AppBrowserOptions,
} from './app-browser.ts';
import { appReady } from './app-state-of.ts';
import { smallLibrary, type PhotoFolder } from './photo-folder.ts';

/** Opens the app in a browser of its own; everything is closed after the test. */
export type OpenApp = (
  options?: Partial<AppBrowserOptions>,
) => Promise<{ browser: AppBrowser; page: Page }>;

interface AppFixtures {
  openApp: OpenApp;
  /** Some photos with copies in a folder of their own (`smallLibrary`), gone after the test. */
  library: PhotoFolder;
}

interface WorkerFixtures {
  server: RunningServer;
}

export const test = base.extend<AppFixtures, WorkerFixtures>({
  server: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the pattern
    async ({}, use) => {
      const server = await startServer({ port: 0 });
      await use(server);
      await server.close();
    },
    { scope: 'worker' },
  ],
  openApp: async ({ server }, use) => {
    const browsers: AppBrowser[] = [];
    const errors: string[] = [];
    await use(async (options = {}) => {
      const browser = await AppBrowser.launch({
        origin: server.url,
        ...options,
      });
      browsers.push(browser);
      browser.context.on('weberror', (error) => {
        errors.push(error.error().stack ?? error.error().message);
      });
      const page = await browser.page();
      await page.goto(options.origin ?? server.url);
      await appReady(page);
      return { browser, page };
    });
    for (const browser of browsers) {
      await browser.close();
    }
    // No test may leave an uncaught error behind, whatever it looked at.
    expect(errors).toEqual([]);
  },
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the pattern
  library: async ({}, use) => {
    const library = await smallLibrary();
    await use(library);
    await library.remove();
  },
});

export { expect };

/** Answers the folder dialog with a real folder, as a person does. */
export async function chooseFolder(page: Page, folder: string): Promise<void> {
  await page
    .getByRole('button', { name: /choose a folder|add another folder/iu })
    .click();
  await dropFolder(page, folder);
}
