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

/** Resolves when the app has read what is stored and can be used. */
export async function appReady(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const app = document.querySelector('twinsift-app') as unknown as
      { engine?: AppEngine } | undefined;
    return app?.engine?.state.isReady === true;
  });
}

/** What a scan found, in a form that two runs can be compared in. */
export function groupsAsText(state: AppState): string[] {
  return state.groups
    .map(({ keeper, members }) => {
      const copies = members.map(
        ({ photo, relation, state: memberState }) =>
          `${photo.path} (${relation.kind}, ${memberState})`,
      );
      return `${keeper.path} ← ${copies.sort().join('; ')}`;
    })
    .sort();
}

/** Calls a method of the app's engine, for what has no button or has one tested elsewhere. */
export function callEngine(
  page: Page,
  method: keyof AppEngine,
  ...args: unknown[]
): Promise<unknown> {
  return page.evaluate(
    ([name, given]) => {
      const app = document.querySelector('twinsift-app') as unknown as {
        engine: Record<string, (...list: unknown[]) => unknown>;
      };
      return app.engine[name]?.(...given);
    },
    [method, args] as const,
  );
}
