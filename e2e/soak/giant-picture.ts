import { readdirSync, readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { startServer } from '../../deploy/serve.ts';
import { AppBrowser, dropFolder } from '../support/app-browser.ts';
import { appReady, scanEnd } from '../support/app-state-of.ts';
import {
  GIANT_PICTURE,
  giantJpeg,
  withOtherSteps,
} from '../support/giant-jpeg.ts';
import { PhotoFolder } from '../support/photo-folder.ts';
import type { SoakResult } from './soak-part.ts';

const LIMIT_BYTES = 256 * 1024 * 1024;
const LIMIT_MS = 120_000;
const SAMPLE_MS = 10;
const PAGE_BYTES = 4096;

/** Resident memory of the largest renderer of a profile, bytes; it holds the page and its workers. */
function rendererBytes(profile: string): number {
  let most = 0;
  for (const pid of readdirSync('/proc')) {
    if (!/^\d+$/u.test(pid)) continue;
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'latin1');
      const isOurs =
        command.includes('--type=renderer') && command.includes(profile);
      if (!isOurs) continue;
      const [, resident] = readFileSync(`/proc/${pid}/statm`, 'latin1').split(
        ' ',
      );
      most = Math.max(most, Number(resident) * PAGE_BYTES);
    } catch {
      // It ended between the listing and the look.
    }
  }
  if (most === 0) throw new Error('No renderer of this browser was found.');
  return most;
}

/** What the browser counts as the page's and its workers' JavaScript and WebAssembly. */
async function countedBytes(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { measureUserAgentSpecificMemory } = performance as Performance & {
      measureUserAgentSpecificMemory?: () => Promise<{ bytes: number }>;
    };
    const measured = await measureUserAgentSpecificMemory?.call(performance);
    return measured?.bytes ?? Number.NaN;
  });
}

interface Measured {
  /** More than before the scan, at its highest. */
  peakBytes: number;
  countedBytes: number;
}

async function measure(files: readonly Buffer[]): Promise<Measured> {
  const folder = await PhotoFolder.create();
  const server = await startServer({ port: 0 });
  const browser = await AppBrowser.launch({
    origin: server.url,
    granted: [folder.path],
  });
  try {
    for (const [at, bytes] of files.entries()) {
      await folder.write(`giant-${at}.jpg`, bytes);
    }
    const page = await browser.page();
    await page.goto(server.url);
    await appReady(page);
    const before = rendererBytes(browser.profile);
    let peak = before;
    const sampling = setInterval(() => {
      peak = Math.max(peak, rendererBytes(browser.profile));
    }, SAMPLE_MS);
    await page.getByRole('button', { name: /choose a folder/iu }).click();
    await dropFolder(page, folder.path);
    const { scan, ledger, groups } = await scanEnd(page, LIMIT_MS);
    clearInterval(sampling);
    if (scan?.fingerprinted !== files.length) {
      throw new Error(`It was not read: ${JSON.stringify(ledger)}`);
    }
    const looked = groups.flatMap(({ members }) =>
      members.filter(({ isBeingChecked }) => !isBeingChecked),
    );
    if (looked.length !== files.length - 1) {
      throw new Error('The second look did not find the copy.');
    }
    return {
      peakBytes: peak - before,
      countedBytes: await countedBytes(page),
    };
  } finally {
    await browser.close();
    await server.close();
    await folder.remove();
  }
}

/**
 * A JPEG of 100 megapixels, baseline, progressive, and with a copy that wants a second look: what
 * the page and its workers take more than before must stay under what one worker may take, for
 * each file. Reads /proc: Linux only.
 */
export async function giantPicture(): Promise<SoakResult> {
  const { widthPx, heightPx } = GIANT_PICTURE;
  const megabytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(0);
  const lines = [`${widthPx} × ${heightPx} px`];
  let isGood = true;
  const baseline = giantJpeg('baseline');
  const runs = {
    baseline: [baseline],
    progressive: [giantJpeg('progressive')],
    'baseline and a copy of it': [baseline, withOtherSteps(baseline)],
  };
  for (const [name, files] of Object.entries(runs)) {
    const { peakBytes, countedBytes } = await measure(files);
    const fileBytes = files.reduce((sum, { length }) => sum + length, 0);
    const limit = LIMIT_BYTES * files.length;
    isGood &&= peakBytes <= limit;
    lines.push(
      `${name}, ${megabytes(fileBytes)} MB: ${megabytes(peakBytes)} MB more at most, ${megabytes(limit)} allowed; ${megabytes(countedBytes)} MB of JavaScript and WebAssembly in all afterwards`,
    );
  }
  return { part: 'giant picture', isGood, lines };
}
