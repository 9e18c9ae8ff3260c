import type { Page } from '@playwright/test';
import type { AppEngine, ReportKind } from '../../src/engine/app-engine.ts';
import type { AppState } from '../../src/engine/app-state.ts';
import type { Group } from '../../src/domain/group.ts';

/** The app's state with all of its groups. */
export type WholeState = Omit<AppState, 'groups'> & {
  groups: readonly Group[];
};

/**
 * The app's state as the page has it now; right after a reload, as soon as it is whole.
 * Functions and handles are left out.
 */
export async function appStateOf(page: Page): Promise<WholeState> {
  const state = await page.waitForFunction(
    () => {
      const app = document.querySelector('twinsift-app') as unknown as
        { engine?: AppEngine } | undefined;
      const now = app?.engine?.state;
      return now === undefined || now.isOpening
        ? undefined
        : { ...now, groups: now.groups.map((group) => group.whole()) };
    },
    undefined,
    { polling: 50 },
  );
  const value = await state.jsonValue();
  if (value === undefined) throw new Error('the page has no state');
  return value;
}

/** Resolves with the state once the scan has ended, finished or stopped. */
export async function scanEnd(
  page: Page,
  timeoutMs = 60_000,
): Promise<WholeState> {
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

/** Does what starts a scan, and resolves with the state once that very scan has ended. */
export async function scanEndAfter(
  page: Page,
  start: () => Promise<void>,
): Promise<WholeState> {
  const ending = await page.evaluateHandle(() => {
    const { engine } = document.querySelector('twinsift-app') as unknown as {
      engine: AppEngine;
    };
    const before = engine.state.scan;
    return {
      whenOver: new Promise<void>((resolve) => {
        let hasBegun = false;
        const stop = engine.subscribe(() => {
          const { scan } = engine.state;
          const isOver =
            scan?.stage === 'finished' || scan?.stage === 'stopped';
          hasBegun ||= scan !== before && !isOver;
          if (hasBegun && isOver) {
            stop();
            resolve();
          }
        });
      }),
    };
  });
  await start();
  await ending.evaluate(({ whenOver }) => whenOver);
  return appStateOf(page);
}

/** Resolves when the app has read and shown all that is stored, and can be used. */
export async function appReady(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const app = document.querySelector('twinsift-app') as unknown as
      { engine?: AppEngine } | undefined;
    const state = app?.engine?.state;
    return state?.isReady === true && !state.isOpening;
  });
}

/**
 * Resolves when the app can be used and is stored for offline use, which takes 0.9 s of processor time
 * at the first visit: what is measured from here on is free of it.
 */
export async function appInstalled(page: Page): Promise<void> {
  await appReady(page);
  await page.waitForFunction(() => {
    const app = document.querySelector('twinsift-app') as unknown as
      { engine?: AppEngine } | undefined;
    return app?.engine?.state.isOfflineReady === true;
  });
}

/** What a scan found, in a form that two runs can be compared in. */
export function groupsAsText(state: WholeState): string[] {
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

/** Why the photo at this path is the one to keep, in words; none when it is not. */
export function reasonsOf({ groups }: WholeState, keeper: string): string[] {
  const choice = groups.find(
    ({ keeper: { path } }) => path === keeper,
  )?.keeperChoice;
  return choice?.kind === 'chosen'
    ? choice.reasons.map(({ words }) => words)
    : [];
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

/** What the file of a report would hold. */
export function reportText(page: Page, kind: ReportKind): Promise<string> {
  return page.evaluate(async (wanted) => {
    const { engine } = document.querySelector('twinsift-app') as unknown as {
      engine: AppEngine;
    };
    return (await engine.report(wanted)).contents.text();
  }, kind);
}
