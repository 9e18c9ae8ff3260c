import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';

export interface SavedDownload {
  name: string;
  /** Where the browser has put it; gone when the browser is closed. */
  path: string;
  text: string;
}

/** Clicks something that saves a file, and reads what the browser has really written. */
export async function savedBy(
  page: Page,
  control: Locator,
): Promise<SavedDownload> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    control.click(),
  ]);
  const path = await download.path();
  return {
    name: download.suggestedFilename(),
    path,
    text: await readFile(path, 'utf8'),
  };
}
