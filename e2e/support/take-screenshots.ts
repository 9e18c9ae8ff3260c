import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { startServer } from '../../deploy/serve.ts';
import type { AppEngine } from '../../src/engine/app-engine.ts';
import type { Group } from '../../src/domain/group.ts';
import { AppBrowser } from './app-browser.ts';
import { appReady, appStateOf, scanEnd } from './app-state-of.ts';
import { ensureBuilt } from './ensure-built.ts';
import { smallerPng } from './smaller-png.ts';

// Takes the pictures of docs/images with the sample library (npm run screenshots).

const IMAGES = fileURLToPath(new URL('../../docs/images/', import.meta.url));
const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
/** More would make the repository and the README slow. */
const LARGEST_BYTES = 300 * 1024;
/** The pair that the README shows. */
const SHOWN_PHOTO = 'Holiday 2019/DSC_0120.jpg';

/** Resolves when every picture on the screen is there and has been painted. */
async function settled(page: Page): Promise<void> {
  // No inner function: tsx would have it call a helper that the page does not know.
  await page.waitForFunction(() => {
    const parents: ParentNode[] = [document.body];
    for (let parent = parents.pop(); parent; parent = parents.pop()) {
      for (const element of parent.children) {
        const isLoading =
          element.classList.contains('skeleton') ||
          (element instanceof HTMLImageElement && !element.complete);
        if (isLoading) {
          return false;
        }
        parents.push(element);
        if (element.shadowRoot !== null) {
          parents.push(element.shadowRoot);
        }
      }
    }
    return true;
  });
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(resolve));
      }),
  );
}

async function take(page: Page, name: string): Promise<void> {
  await settled(page);
  await shoot(page, name);
}

async function shoot(page: Page, name: string): Promise<void> {
  const png = await page.screenshot({ animations: 'disabled', scale: 'css' });
  const small = await smallerPng(png);
  writeFileSync(`${IMAGES}${name}.png`, small);
  console.log(`${name}.png ${Math.round(small.length / 1024)} KB`);
  if (small.length > LARGEST_BYTES) {
    throw new Error(`${name}.png is larger than ${LARGEST_BYTES} bytes.`);
  }
}

/** Holds the sample scan until its pictures are shown, and shoots as soon as it goes on. */
async function shootScan(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { engine } = document.querySelector('twinsift-app') as unknown as {
      engine: AppEngine;
    };
    const stop = engine.subscribe(() => {
      if (engine.state.groups.length > 0) {
        engine.pauseScan();
        stop();
      }
    });
  });
  await page.getByRole('button', { name: 'Try the sample library' }).click();
  await page.getByRole('button', { name: 'Continue' }).waitFor();
  await settled(page);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Pause' }).waitFor();
  await page.mouse.move(0, 0);
  await shoot(page, 'scan');
}

function groupOf(groups: readonly Group[], path: string): Group {
  const found = groups.find(
    ({ keeper, members }) =>
      keeper.path === path || members.some(({ photo }) => photo.path === path),
  );
  if (found === undefined) {
    throw new Error(`No group of the sample library holds ${path}.`);
  }
  return found;
}

async function openReview(page: Page, url: string): Promise<void> {
  const { groups } = await appStateOf(page);
  const { id } = groupOf(groups, SHOWN_PHOTO);
  await page.goto(`${url}/#/review/${encodeURIComponent(id)}`);
  await page.getByTestId('relation').waitFor();
}

await ensureBuilt();
mkdirSync(IMAGES, { recursive: true });
const server = await startServer({ port: 0 });
const browser = await AppBrowser.launch({
  origin: server.url,
  viewport: DESKTOP,
});
try {
  const page = await browser.page();
  await page.goto(server.url);
  await appReady(page);
  await take(page, 'start');
  await shootScan(page);
  await scanEnd(page);

  await openReview(page, server.url);
  await take(page, 'review-light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await take(page, 'review-dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(PHONE);
  await take(page, 'review-phone');
  await page.setViewportSize(DESKTOP);
  await page.goto(`${server.url}/#/plan`);
  await page.getByRole('button', { name: 'Move to quarantine' }).waitFor();
  await take(page, 'plan');
} finally {
  await browser.close();
  await server.close();
}
