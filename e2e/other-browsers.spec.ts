import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Page } from '@playwright/test';
import type { AppEngine } from '../src/engine/app-engine.ts';
import { drawScene, shrink } from './support/draw-scene.ts';
import { encodeJpeg } from './support/encode-picture.ts';
import { expect, test } from './support/app-test.ts';
import { filesBelow } from './support/files-below.ts';
import { findCorpus } from './support/find-corpus.ts';
import { formatFiles } from './support/format-files.ts';
import {
  findPrograms,
  OTHER_BROWSERS,
  type OtherBrowser,
} from './support/other-browser.ts';
import { picturesShown } from './support/pictures-shown.ts';
import { sampleInPage } from './support/sample-snapshot.ts';

/** Files that no two browsers need agree about. */
const NOT_EVERYWHERE = [
  // Decoded by one browser alone.
  'TwelveMonkeys__testimg_rgb.jpg',
  'arithmetic.jpg',
  'image-size__sample_fried.png',
  'libjpeg-turbo__testimgari.jpg',
  'tika__testJXL.jxl',
  // What is missing is filled up with other colours.
  'cut.bmp',
  // Of 16 bits Firefox makes 8 in another way, and of one in a flat gradient that is all there is.
  'wide-color-test-images__red_gradient_10bit_untagged.png',
];

const corpus = findCorpus();
let base: string;
let paths: string[];

test.beforeAll(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), 'twinsift-others-')));
  const files = await formatFiles();
  const garden = drawScene(11);
  files.set('garden.jpg', await encodeJpeg(garden, 92));
  files.set('garden small.jpg', await encodeJpeg(shrink(garden, 2), 80));
  await mkdir(base, { recursive: true });
  for (const [name, bytes] of files) await writeFile(join(base, name), bytes);
  const folders =
    corpus === undefined ? [base] : [base, join(corpus, 'formats')];
  const all = await Promise.all(
    folders.map(async (folder) =>
      (await filesBelow(folder)).map((path) => join(folder, path)),
    ),
  );
  paths = all.flat().filter((path) => !NOT_EVERYWHERE.includes(basename(path)));
});

test.afterAll(async () => {
  await rm(base, { recursive: true });
});

/** Runs in the page, as all below: the engine and the errors that nobody caught. */
function prepare(): void {
  const errors: string[] = [];
  Object.assign(window, { errors });
  addEventListener('error', ({ message }) => {
    // Sizes that change once more in one frame; every browser says so and goes on.
    if (!message.startsWith('ResizeObserver loop')) errors.push(message);
  });
  addEventListener('unhandledrejection', ({ reason }) => {
    errors.push(String(reason));
  });
  const { engine } = document.querySelector('twinsift-app') as unknown as {
    engine: AppEngine;
  };
  const { settings } = engine.state;
  void engine.applySettings({
    ...settings,
    matching: { ...settings.matching, minShortSidePx: 1 },
  });
}

/** Single files instead of a folder: no driver answers that dialog. */
function fileInput(): HTMLInputElement {
  const within = (root: ParentNode): HTMLInputElement | undefined => {
    for (const one of root.querySelectorAll('*')) {
      if (one instanceof HTMLInputElement && one.type === 'file') return one;
      const found = one.shadowRoot ? within(one.shadowRoot) : undefined;
      if (found) return found;
    }
    return undefined;
  };
  const input = within(document)!;
  input.webkitdirectory = false;
  return input;
}

interface Found {
  stage: string | undefined;
  groups: string[];
  skipped: string[];
}

function found(): Found {
  const { engine } = document.querySelector('twinsift-app') as unknown as {
    engine: AppEngine;
  };
  const { scan, groups, ledger } = engine.state;
  return {
    stage: scan?.stage,
    groups: groups
      .map((group) => group.whole())
      .map(({ keeper, members }) => {
        const copies = members.map(
          ({ photo, relation, state }) =>
            `${photo.path} (${relation.kind}, ${state})`,
        );
        return `${keeper.path} ← ${copies.sort().join('; ')}`;
      })
      .sort(),
    skipped: ledger
      .map(({ path, failure }) => `${path}: ${failure.kind}`)
      .sort(),
  };
}

function uncaught(): string[] {
  return (window as unknown as { errors: string[] }).errors;
}

function isReady(): boolean {
  const app = document.querySelector('twinsift-app') as unknown as
    { engine?: AppEngine } | undefined;
  return app?.engine?.state.isReady === true;
}

function canKeepSample(): boolean {
  const { engine } = document.querySelector('twinsift-app') as unknown as {
    engine: AppEngine;
  };
  return engine.state.features.canKeepSample;
}

function openSample(): Promise<void> {
  const { engine } = document.querySelector('twinsift-app') as unknown as {
    engine: AppEngine;
  };
  return engine.openSample();
}

/** Moves what is proposed; answers what came of each file. */
async function moveAside(): Promise<string[]> {
  const { engine } = document.querySelector('twinsift-app') as unknown as {
    engine: AppEngine;
  };
  await engine.makePlan();
  await engine.runPlan();
  return (engine.state.operation?.results ?? []).map(({ kind }) => kind);
}

async function undoMove(): Promise<string[]> {
  const { engine } = document.querySelector('twinsift-app') as unknown as {
    engine: AppEngine;
  };
  await engine.undoMove(engine.state.quarantines[0]!.planId);
  return (engine.state.operation?.results ?? []).map(({ kind }) => kind);
}

function openReview(): void {
  location.hash = '#/review';
}

function openScan(): void {
  location.hash = '#/scan';
}

/** Opens the first group itself: in a narrow window the review begins with the list. */
function openFirstGroup(): void {
  const { engine } = document.querySelector('twinsift-app') as unknown as {
    engine: AppEngine;
  };
  location.hash = `#/review/${engine.state.groups[0]!.id}`;
}

function nextGroup(): void {
  dispatchEvent(new KeyboardEvent('keydown', { key: ' ' }));
}

async function foundByChromium(page: Page, origin: string): Promise<Found> {
  await page.addInitScript(() => {
    Reflect.deleteProperty(window, 'showDirectoryPicker');
  });
  await page.goto(origin);
  await page.waitForFunction(isReady);
  await page.evaluate(prepare);
  const input = await page.evaluateHandle(fileInput);
  await input.setInputFiles(paths);
  return finished(() => page.evaluate(found));
}

async function finished(look: () => Promise<Found>): Promise<Found> {
  await expect
    .poll(async () => (await look()).stage, { timeout: 240_000 })
    .toBe('finished');
  return look();
}

async function whenReady(browser: OtherBrowser, origin: string): Promise<void> {
  await browser.goTo(origin);
  await expect.poll(() => browser.evaluate(isReady)).toBe(true);
  await browser.evaluate(prepare);
}

for (const { name, needs, open } of OTHER_BROWSERS) {
  test.describe(name, () => {
    const programs = findPrograms(needs);
    let browser: OtherBrowser;
    /** A test may be skipped before it is open, and after. */
    let close: OtherBrowser['close'] | undefined;

    test.beforeEach(async () => {
      test.skip(
        programs === undefined,
        `${name} is not tested: ${needs.join(' and ')} must be installed`,
      );
      test.setTimeout(300_000);
      browser = await open(programs ?? []);
      ({ close } = browser);
    });

    test.afterEach(async () => {
      await close?.();
      close = undefined;
    });

    test('finds in files of all formats what Chromium finds, and shows it', async ({
      openApp,
      server,
    }) => {
      const { page } = await openApp();
      const usual = await foundByChromium(page, server.url);
      await page.context().close();
      await whenReady(browser, server.url);
      await browser.giveFiles(fileInput, paths);
      const here = await finished(() => browser.evaluate(found));
      expect(here).toEqual(usual);
      expect(usual.groups.length).toBeGreaterThan(1);

      await browser.evaluate(openReview);
      const keepers = new Set<string>();
      while (keepers.size < usual.groups.length) {
        await expect(async () => {
          const [keeper, other] = await browser.evaluate(picturesShown);
          expect([keeper?.unusedPx, other?.unusedPx]).toEqual([0, 0]);
          expect([...keepers]).not.toContain(keeper!.name);
          keepers.add(keeper!.name);
        }).toPass({ timeout: 20_000 });
        await browser.evaluate(nextGroup);
      }
      expect(await browser.evaluate(uncaught)).toEqual([]);
    });

    test('in a window made narrow a screen seen before is drawn for a narrow one', async ({
      server,
    }) => {
      await whenReady(browser, server.url);
      await browser.giveFiles(
        fileInput,
        paths.filter((path) => basename(path).startsWith('garden')),
      );
      await finished(() => browser.evaluate(found));
      const areBeside = async (): Promise<boolean | undefined> => {
        const [keeper, other] = await browser.evaluate(picturesShown);
        return other && other.topPx === keeper?.topPx;
      };
      await browser.evaluate(openFirstGroup);
      await expect.poll(areBeside).toBe(true);
      await browser.evaluate(openScan);
      await expect.poll(areBeside).toBe(undefined);
      await browser.resize(500, 850);
      await browser.evaluate(openFirstGroup);
      await expect.poll(areBeside).toBe(false);
    });

    test('moves the copies of the sample library aside and puts them back', async ({
      server,
    }) => {
      await whenReady(browser, server.url);
      test.skip(
        !(await browser.evaluate(canKeepSample)),
        `this ${name} has no private file system that can be written to`,
      );
      await browser.evaluate(openSample);
      await finished(() => browser.evaluate(found));
      const before = await browser.evaluate(sampleInPage);
      const moved = await browser.evaluate(moveAside);
      expect(moved.length).toBeGreaterThan(10);
      expect(new Set(moved)).toEqual(new Set(['moved']));
      const aside = Object.keys(await browser.evaluate(sampleInPage));
      expect(
        aside.filter((path) => path.startsWith('Twinsift quarantine/')),
      ).not.toEqual([]);
      const putBack = await browser.evaluate(undoMove);
      expect(new Set(putBack)).toEqual(new Set(['restored']));
      expect(putBack).toHaveLength(moved.length);
      expect(await browser.evaluate(sampleInPage)).toEqual(before);
      expect(await browser.evaluate(uncaught)).toEqual([]);
    });
  });
}
