import { expect, type Page } from '@playwright/test';
import { appStateOf, callEngine, scanEnd } from './app-state-of.ts';

const MODES = ['Slider', 'Blink', 'Difference', 'Side by side'];

/** Holds the scan that is about to start once this many files are done, so that it can be looked at. */
async function pauseAfter(page: Page, files: number): Promise<void> {
  await page.evaluate((wanted) => {
    const { engine } = document.querySelector('twinsift-app') as unknown as {
      engine: {
        state: { scan?: { fingerprinted: number }; groups: unknown[] };
        subscribe: (listener: () => void) => () => void;
        pauseScan: () => void;
      };
    };
    const stop = engine.subscribe(() => {
      const { scan, groups } = engine.state;
      if ((scan?.fingerprinted ?? 0) >= wanted && groups.length > 0) {
        engine.pauseScan();
        stop();
      }
    });
  }, files);
}

async function visitReview(
  page: Page,
  visit: (screen: string) => Promise<void>,
): Promise<void> {
  await page.getByRole('link', { name: /^Review \d/u }).click();
  await visit('review');
  for (const mode of MODES) {
    await page.getByRole('button', { name: mode, exact: true }).click();
    await visit(`review, ${mode.toLowerCase()}`);
  }
  for (const category of ['Identical', 'Edited', 'Similar', 'Re-saved']) {
    const button = page.getByRole('button', {
      name: new RegExp(`^${category}`, 'u'),
    });
    // Kinds that the library has none of have no button.
    if ((await button.count()) > 0) {
      await button.click();
      await page.keyboard.press('Space');
      await visit(`review, ${category.toLowerCase()}`);
    }
  }
  await page.getByRole('button', { name: /^All/u }).click();
  const { groups } = await appStateOf(page);
  const open = groups.find(
    ({ keeperChoice }) => keeperChoice.kind === 'abstained',
  );
  if (open !== undefined) {
    const { origin } = new URL(page.url());
    await page.goto(`${origin}/#/review/${encodeURIComponent(open.id)}`);
    await visit('review, no keeper chosen');
  }
}

/**
 * Goes through every screen of the app with the sample library, in an order in which a person
 * meets them, and calls `visit` at each. The page is as wide as a desktop when it is driven.
 */
export async function visitScreens(
  page: Page,
  visit: (screen: string) => Promise<void>,
): Promise<void> {
  await visit('start');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await visit('help');
  await page.keyboard.press('Escape');

  await pauseAfter(page, 20);
  await page.getByRole('button', { name: 'Try the sample library' }).click();
  await expect(page.getByRole('heading', { name: 'Paused' })).toBeVisible({
    timeout: 60_000,
  });
  await visit('scanning');
  await page.getByRole('button', { name: 'Continue' }).click();
  await scanEnd(page);
  await visit('finished');
  await page.getByRole('link', { name: 'Pick favourites' }).click();
  await page
    .getByRole('list', { name: 'Photos of this series' })
    .first()
    .getByRole('button')
    .first()
    .click();
  await visit('similar shots');
  await page.goBack();
  await page.getByRole('link', { name: 'Compare folders' }).click();
  await page
    .getByRole('button', { name: 'Show what is only there' })
    .first()
    .click();
  await visit('folders');
  await page.goBack();
  await page.getByText('Where the time goes').click();
  await page.getByText('Save a report').click();
  await visit('finished, details and menu open');
  await page.keyboard.press('Escape');

  await page.getByRole('link', { name: /skipped$/u }).click();
  await visit('skipped');
  await page.getByRole('link', { name: 'Settings' }).click();
  await visit('settings');
  await page.getByRole('button', { name: 'Judge ten pairs' }).click();
  await visit('settings, judging');
  await page.keyboard.press('s');
  await page.keyboard.press('Escape');
  await visitReview(page, visit);

  await page.getByRole('link', { name: 'Review plan' }).click();
  await expect(
    page.getByRole('heading', { name: /to move aside/u }),
  ).toBeVisible();
  await visit('plan');
  await page.getByRole('button', { name: 'Move to quarantine' }).click();
  await expect(
    page.getByRole('heading', { name: /moved aside/u }),
  ).toBeVisible();
  await visit('moved');
  await page.getByRole('link', { name: 'Open quarantine' }).click();
  await callEngine(page, 'dismissOperation');
  await expect(page.getByRole('heading', { name: 'Set aside' })).toBeVisible();
  await visit('quarantine');
  await page.getByRole('button', { name: /^Empty/u }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await visit('quarantine, the question');
  await page.getByRole('button', { name: 'Keep them' }).click();
  await page.getByRole('link', { name: /^Folders/u }).click();
  await visit('start with folders');
}
