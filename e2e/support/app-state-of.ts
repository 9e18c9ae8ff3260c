import type { Page } from '@playwright/test';
import type { AppEngine } from '../../src/engine/app-engine.ts';
import type { AppState } from '../../src/engine/app-state.ts';

/** The app's state as the page has it now. Functions and handles are left out. */
export function appStateOf(page: Page): Promise<AppState> {
  return page.evaluate(() => {
    const app = document.querySelector('twinsift-app') as unknown as {
      engine: AppEngine;
    };
    return app.engine.state;
  });
}

/** Resolves with the state once the scan has ended, finished or stopped. */
export async function scanEnd(
  page: Page,
  timeoutMs = 60_000,
): Promise<AppState> {
  await page.waitForFunction(
    () => {
      const app = document.querySelector('twinsift-app') as unknown as
        { engine?: AppEngine } | undefined;
      const stage = app?.engine?.state.scan?.stage;
      return stage === 'finished' || stage === 'stopped';
    },
    undefined,
    { timeout: timeoutMs, polling: 50 },
  );
  return appStateOf(page);
}
