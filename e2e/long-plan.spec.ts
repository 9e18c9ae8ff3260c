import type { Page } from '@playwright/test';
import type { AppEngine } from '../src/engine/app-engine.ts';
import { expect, test } from './support/app-test.ts';
import { scanEnd } from './support/app-state-of.ts';

/** Longer than one slice of the page's time. */
const GROUP_MS = 20;

/** As with thousands of groups: looking into each takes its time. */
function slowDown(page: Page): Promise<void> {
  return page.evaluate((groupMs) => {
    const { engine } = document.querySelector('twinsift-app') as unknown as {
      engine: AppEngine;
    };
    const takeTime = (): void => {
      const endMs = performance.now() + groupMs;
      while (performance.now() < endMs);
    };
    for (const group of engine.state.groups) {
      const whole = group.whole.bind(group);
      group.whole = () => {
        takeTime();
        return whole();
      };
    }
    // And so does putting their names in order.
    class SlowCollator extends Intl.Collator {
      constructor(...given: ConstructorParameters<typeof Intl.Collator>) {
        super(...given);
        takeTime();
      }
    }
    Object.assign(Intl, { Collator: SlowCollator });
  }, GROUP_MS);
}

test('a plan and a report of many groups are made while the page listens; the focus stays on the heading', async ({
  openApp,
}) => {
  const { page } = await openApp();
  await page.getByRole('button', { name: /sample/iu }).click();
  await scanEnd(page);
  await page.goto(`${new URL(page.url()).origin}/#/skipped`);
  await slowDown(page);
  await page.goto(`${new URL(page.url()).origin}/#/plan`);

  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText('Listing what is to be moved…');
  await expect(heading).toBeFocused();
  await expect(page.getByText('Nothing is to be moved')).toHaveCount(0);
  await expect(heading).toHaveText(/photos.* to move aside/u);
  await expect(heading).toBeFocused();
  await expect(
    page.getByRole('button', { name: 'Move to quarantine' }),
  ).toBeEnabled();
  const rows = page.getByRole('list', { name: 'Photos to move' });
  await expect(rows.getByRole('listitem').first()).toBeVisible();

  const download = page.waitForEvent('download');
  await page.getByText('Save a report').click();
  await page.getByRole('button', { name: 'CSV' }).click();
  await expect(page.getByText('Making the report…')).toBeVisible();
  await download;
  await expect(page.getByText('Save a report')).toBeVisible();
});
