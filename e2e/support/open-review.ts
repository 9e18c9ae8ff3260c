import type { Page } from '@playwright/test';
import { chooseFolder, expect } from './app-test.ts';
import { scanEnd } from './app-state-of.ts';

/** Scans a folder and opens the first of its groups. */
export async function openReview(page: Page, folder: string): Promise<void> {
  await chooseFolder(page, folder);
  await scanEnd(page);
  await page.getByRole('link', { name: /^Review \d/u }).click();
  await expect(page.getByTestId('relation')).toBeVisible();
}
