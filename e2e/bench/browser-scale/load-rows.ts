import type { Page } from '@playwright/test';
import type { AppEngine } from '../../../src/engine/app-engine.ts';
import type { AppState } from '../../../src/engine/app-state.ts';
import type { ResultRow } from '../../support/result-rows.ts';

/** What the page notes of itself, ms since it began to load. */
export interface ScaleWatch {
  /** Tasks longer than 50 ms, as the browser reports them. */
  longTasks: { atMs: number; tookMs: number }[];
  /** The first row of the list of groups was in the page. */
  firstGroupMs?: number;
  /** Everything stored had been read, grouped and shown. */
  endMs?: number;
  /** Groups in the state, each time there were more. */
  groups: { atMs: number; count: number }[];
}

const TIMEOUT_MS = 60 * 60_000;

/** Opens the app on the review screen and waits until everything stored is grouped. */
export async function loadRows(page: Page, url: string): Promise<ResultRow[]> {
  await forgetBuild(page, url);
  await page.addInitScript(watch);
  // From elsewhere, else the browser only looks for another place on the same page.
  await page.goto('about:blank');
  await page.goto(`${url}/#/review`);
  await page.waitForFunction(
    () => window.scaleWatch.firstGroupMs !== undefined,
    undefined,
    { timeout: TIMEOUT_MS },
  );
  const decisions = (await page.evaluate(decideWhileOpening)).toSorted(
    (a, b) => a - b,
  );
  await page.waitForFunction(
    () => window.scaleWatch.endMs !== undefined,
    undefined,
    { timeout: TIMEOUT_MS, polling: 1000 },
  );
  const { longTasks, firstGroupMs, endMs, groups } = await page.evaluate(
    () => window.scaleWatch,
  );
  const longest = longTasks.toSorted((a, b) => b.tookMs - a.tookMs);
  for (const { atMs, tookMs } of longest.slice(0, 20)) {
    console.log(`task of ${tookMs} ms at ${(atMs / 1000).toFixed(1)} s`);
  }
  return [
    {
      name: 'browserGroups',
      value: groups.at(-1)?.count ?? 0,
      unit: 'groups',
    },
    {
      name: 'browserFirstGroups',
      value: (firstGroupMs ?? Infinity) / 1000,
      unit: 's',
    },
    { name: 'browserAllGroups', value: (endMs ?? Infinity) / 1000, unit: 's' },
    { name: 'browserLongTasks', value: longTasks.length, unit: 'tasks' },
    { name: 'browserLongestTask', value: longest[0]?.tookMs ?? 0, unit: 'ms' },
    { name: 'browserPageHeap', value: await pageHeapMb(page), unit: 'MB' },
    {
      name: 'browserDecisionWhileOpening',
      value: decisions[Math.floor(decisions.length / 2)] ?? NaN,
      unit: 'ms',
    },
    {
      name: 'browserDecisionWhileOpeningWorst',
      value: decisions.at(-1) ?? NaN,
      unit: 'ms',
    },
  ];
}

/** In a profile that was used before, the service worker would go on serving the build of then. */
async function forgetBuild(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/healthz`);
  await page.evaluate(async () => {
    const workers = await navigator.serviceWorker.getRegistrations();
    for (const worker of workers) await worker.unregister();
    for (const name of await caches.keys()) await caches.delete(name);
  });
}

async function pageHeapMb(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize / 1e6;
}

/**
 * Runs in the page: decides on a photo of the first group and takes that back, twice a second.
 * @returns ms of each until it is shown
 */
async function decideWhileOpening(): Promise<number[]> {
  const { engine } = document.querySelector('twinsift-app') as unknown as {
    engine: AppEngine;
  };
  const times: number[] = [];
  while (engine.state.isOpening) {
    const [group] = engine.state.groups;
    const member = group?.whole().members[0];
    if (group !== undefined && member !== undefined) {
      const fromMs = performance.now();
      await engine.keep(group.id, member.photo.key);
      const keptMs = performance.now();
      await engine.undoDecision();
      times.push(keptMs - fromMs, performance.now() - keptMs);
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 500);
    });
  }
  return times;
}

/** Runs in the page before the app. With methods only: other functions would lose their names. */
function watch(): void {
  const seen: ScaleWatch = { longTasks: [], groups: [] };
  window.scaleWatch = seen;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      seen.longTasks.push({ atMs: startTime, tookMs: duration });
    }
  }).observe({ type: 'longtask', buffered: true });
  const page = {
    app(): Element | undefined {
      return document.querySelector('twinsift-app') ?? undefined;
    },
    hasRow(): boolean {
      const row = this.app()
        ?.shadowRoot?.querySelector('twin-review-view')
        ?.shadowRoot?.querySelector('twin-review-list')
        ?.shadowRoot?.querySelector('[role=listitem]');
      return row instanceof Element;
    },
    state(): AppState | undefined {
      const app = this.app() as { engine?: AppEngine } | undefined;
      return app?.engine?.state;
    },
  };
  const timer = setInterval(() => {
    if (page.hasRow()) seen.firstGroupMs ??= performance.now();
    const state = page.state();
    const count = state?.groups.length ?? 0;
    if (seen.groups.at(-1)?.count !== count) {
      seen.groups.push({ atMs: performance.now(), count });
    }
    if (state?.isReady !== true || state.isOpening) return;
    if (count === 0 || seen.firstGroupMs !== undefined) {
      seen.endMs = performance.now();
      clearInterval(timer);
    }
  }, 20);
}

declare global {
  interface Window {
    scaleWatch: ScaleWatch;
  }
}
