import { findChromium } from './find-chromium.ts';

/** Playwright calls this once, before the first test; it takes the default export only. */
// eslint-disable-next-line import-x/no-default-export -- Playwright's interface
export default function globalSetup(): void {
  findChromium();
}
