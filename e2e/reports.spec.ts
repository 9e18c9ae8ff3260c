import { readFile, rename } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { chooseFolder, expect, test } from './support/app-test.ts';
import {
  appStateOf,
  callEngine,
  scanEnd,
  type WholeState,
} from './support/app-state-of.ts';
import { findChromium } from './support/find-chromium.ts';
import { parseCsv } from './support/parse-csv.ts';
import { savedBy, type SavedDownload } from './support/saved-download.ts';

const SCHEMA = fileURLToPath(
  new URL('../docs/report.schema.json', import.meta.url),
);

/** A finished scan with one decision of a person in it. */
async function scanned(page: Page, folder: string): Promise<WholeState> {
  await chooseFolder(page, folder);
  const { groups } = await scanEnd(page);
  const turned = groups.find(({ category }) => category === 'edited');
  await callEngine(page, 'keep', turned?.id, turned?.members[0]?.photo.key);
  await expect.poll(async () => (await appStateOf(page)).totals.toMove).toBe(3);
  return appStateOf(page);
}

async function saveReport(page: Page, kind: string): Promise<SavedDownload> {
  await page.getByText('Save a report').click();
  return savedBy(page, page.getByRole('button', { name: kind }));
}

/** All photos of a state's groups, keepers and members, as `<role> <path> <state>`. */
function photosOf(state: WholeState): string[] {
  return state.groups.flatMap(({ keeper, keeperChoice, members }) => [
    `keeper ${keeper.path} ${keeperChoice.kind === 'chosen' ? 'keep' : 'undecided'}`,
    ...members.map(({ photo, state: what }) => `member ${photo.path} ${what}`),
  ]);
}

test('the web page opens from disk without scripts, shows every photo, and prints', async ({
  openApp,
  library,
}) => {
  const { page } = await openApp({ granted: [library.path] });
  const state = await scanned(page, library.path);
  const saved = await saveReport(page, 'Web page');
  expect(saved.name).toMatch(/^twinsift-\d{4}-\d\d-\d\d\.html$/u);
  const file = `${saved.path}.html`;
  await rename(saved.path, file);

  const plain = await chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox'],
  });
  try {
    const context = await plain.newContext({ javaScriptEnabled: false });
    const report = await context.newPage();
    const requests: string[] = [];
    report.on('request', (request) => requests.push(request.url()));
    await report.goto(pathToFileURL(file).href);

    await expect(report.locator('article')).toHaveCount(state.groups.length);
    const photos = photosOf(state);
    await expect(report.locator('article img')).toHaveCount(photos.length);
    for (const image of await report.locator('article img').all()) {
      await image.scrollIntoViewIfNeeded();
      await expect
        .poll(() =>
          image.evaluate((node: HTMLImageElement) => node.naturalWidth),
        )
        .toBeGreaterThan(50);
    }
    for (const { keeper, members } of state.groups) {
      for (const { path } of [keeper, ...members.map(({ photo }) => photo)]) {
        await expect(
          report
            .locator('article .path', { hasText: `Photos/${path}` })
            .first(),
        ).toBeVisible();
      }
    }
    await expect(report.getByText('Keep (your decision)')).toHaveCount(1);
    for (const { path } of state.ledger) {
      await expect(
        report.getByRole('cell', { name: `Photos/${path}` }),
      ).toBeVisible();
    }

    const pdf = (await report.pdf()).toString('latin1');
    expect(pdf.slice(0, 5)).toBe('%PDF-');
    // Three scenes, one of them three times the same picture.
    const pictures = pdf.match(/\/Subtype\s*\/Image/gu) ?? [];
    expect(pictures.length).toBeGreaterThanOrEqual(5);
    expect(requests.filter((url) => !/^(?:file|data):/u.test(url))).toEqual([]);
  } finally {
    await plain.close();
  }
});

interface JsonPhoto {
  path: string;
  bytes: number;
  hashes: { sha256: string; pHash64?: string; pHash256?: string };
}

interface JsonReport {
  stage: string;
  settings: unknown;
  counts: Record<string, number>;
  groups: {
    id: string;
    category: string;
    keeper: JsonPhoto & { choice: string; reasons: { words: string }[] };
    members: (JsonPhoto & {
      relation: unknown;
      distance: { rule: string };
      state: string;
      isDecided: boolean;
    })[];
  }[];
  skipped: { path: string; reason: { kind: string }; what: string }[];
}

test('the JSON meets its schema and says what the app shows', async ({
  openApp,
  library,
}) => {
  const { page } = await openApp({ granted: [library.path] });
  const state = await scanned(page, library.path);
  const saved = await saveReport(page, 'JSON');
  const report = JSON.parse(saved.text) as JsonReport;
  const schema = JSON.parse(await readFile(SCHEMA, 'utf8')) as object;
  const validate = new Ajv2020({ strict: true, allErrors: true }).compile(
    schema,
  );
  validate(report);
  expect(validate.errors).toBeNull();

  expect(report.stage).toBe('finished');
  const { presets, ...keeper } = state.settings.keeper;
  // Orders that are only stored say nothing of these groups.
  expect(presets).toEqual([]);
  expect(report.settings).toEqual({ ...state.settings, keeper });
  expect(report.counts).toEqual({
    listed: 13,
    compared: 11,
    skipped: 2,
    companions: 0,
    groups: 3,
    copies: 4,
    toMove: state.totals.toMove,
    toMoveBytes: state.totals.toMoveBytes,
  });
  const disk = await library.snapshot();
  for (const [at, group] of state.groups.entries()) {
    const told = report.groups[at];
    expect(told?.id).toBe(group.id);
    expect(told?.category).toBe(group.category);
    expect(told?.keeper.reasons).toEqual(
      group.keeperChoice.kind === 'chosen' ? group.keeperChoice.reasons : [],
    );
    expect(
      told?.members.map(({ path, relation, state: what, isDecided }) => ({
        path,
        relation,
        what,
        isDecided,
      })),
    ).toEqual(
      group.members.map(({ photo, relation, state: what, isDecided }) => ({
        path: photo.path,
        relation,
        what,
        isDecided,
      })),
    );
    for (const photo of told === undefined
      ? []
      : [told.keeper, ...told.members]) {
      // Against the disk, not against what the app believes.
      expect(disk[photo.path]).toMatch(
        new RegExp(`^${photo.hashes.sha256} ${photo.bytes} `, 'u'),
      );
      expect(photo.hashes.pHash64).toMatch(/^[\da-f]{16}$/u);
      expect(photo.hashes.pHash256).toMatch(/^[\da-f]{64}$/u);
    }
  }
  expect(report.skipped.map(({ path, reason }) => [path, reason.kind])).toEqual(
    state.ledger.map(({ path, failure }) => [path, failure.kind]),
  );
});

test('both CSV files say what the app shows', async ({ openApp, library }) => {
  const { page } = await openApp({ granted: [library.path] });
  const state = await scanned(page, library.path);
  const photos = await saveReport(page, 'CSV');
  expect(photos.text.startsWith('\uFEFF')).toBe(true);
  const rows = parseCsv(photos.text);
  expect(
    rows.map(({ role, path, state: what }) => `${role} ${path} ${what}`),
  ).toEqual(photosOf(state));
  const decided = rows.filter((row) => row['decided_by'] === 'person');
  expect(decided).toHaveLength(1);
  for (const row of rows) {
    expect((await library.snapshot())[row['path'] ?? '']).toContain(
      `${row['sha256'] ?? '?'} ${row['bytes'] ?? '?'} `,
    );
  }

  await page.getByRole('link', { name: '2 skipped' }).click();
  const skipped = await savedBy(
    page,
    page.getByRole('button', { name: 'Save as CSV' }),
  );
  expect(skipped.name).toMatch(/-skipped\.csv$/u);
  expect(
    parseCsv(skipped.text).map(({ path, kind, what }) => [
      path,
      kind,
      (what ?? '').length > 10,
    ]),
  ).toEqual(
    state.ledger.map(({ path, failure }) => [path, failure.kind, true]),
  );
});
