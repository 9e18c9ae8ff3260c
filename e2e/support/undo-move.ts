import type { Page } from '@playwright/test';
import { appStateOf } from './app-state-of.ts';
import { expect } from './app-test.ts';

export async function openQuarantine(page: Page): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/#/quarantine`);
}

/** On the quarantine's screen: undoes the one move there is, and waits until all is back. */
export async function undoMove(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /undo|put back|restore/iu })
    .first()
    .click();
  await expect
    .poll(async () => (await appStateOf(page)).quarantines)
    .toEqual([]);
}
