import type { Page } from '@playwright/test';
import type { AppEngine, ReportKind } from '../../../src/engine/app-engine.ts';
import type { ResultRow } from '../../support/result-rows.ts';

const KINDS: readonly ReportKind[] = [
  'csv',
  'json',
  'html',
  'shell',
  'powershell',
];

/** Every report of all groups: how long it takes, how large it is, and whether the page stands still for it. */
export async function reportRows(page: Page): Promise<ResultRow[]> {
  const rows: ResultRow[] = [];
  const longTasks: number[] = [];
  for (const kind of KINDS) {
    const made = await page.evaluate(makeReport, kind);
    longTasks.push(...made.longTasks);
    console.log(
      `${kind}: ${(made.bytes / 1e6).toFixed(1)} MB, tasks of ${made.longTasks.join(', ')} ms`,
    );
    rows.push({
      name: `browserReport-${kind}`,
      value: made.tookMs / 1000,
      unit: 's',
    });
  }
  return [
    ...rows,
    { name: 'browserReportLongTasks', value: longTasks.length, unit: 'tasks' },
    {
      name: 'browserReportLongestTask',
      value: Math.max(0, ...longTasks),
      unit: 'ms',
    },
  ];
}

/** Runs in the page, which notes its long tasks (`ScaleWatch`). */
async function makeReport(
  kind: ReportKind,
): Promise<{ tookMs: number; bytes: number; longTasks: number[] }> {
  const { engine } = document.querySelector('twinsift-app') as unknown as {
    engine: AppEngine;
  };
  const known = window.scaleWatch.longTasks.length;
  const fromMs = performance.now();
  const { contents } = await engine.report(kind);
  const tookMs = performance.now() - fromMs;
  // The browser tells of a long task some time after it.
  await new Promise((resolve) => {
    setTimeout(resolve, 500);
  });
  const longTasks = window.scaleWatch.longTasks
    .slice(known)
    .map((task) => Math.round(task.tookMs));
  return { tookMs, bytes: contents.size, longTasks };
}
