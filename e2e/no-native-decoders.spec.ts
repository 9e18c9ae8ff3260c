import {
  cp,
  mkdir,
  mkdtemp,
  readFile,
  realpath,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startServer } from '../deploy/serve.ts';
import { chooseFolder, expect, test } from './support/app-test.ts';
import type { OpenApp } from './support/app-test.ts';
import {
  appStateOf,
  callEngine,
  groupsAsText,
  scanEnd,
} from './support/app-state-of.ts';
import { findCorpus } from './support/find-corpus.ts';
import { formatFiles } from './support/format-files.ts';
import {
  storedOutcomes,
  type StoredOutcome,
} from './support/stored-outcomes.ts';
import { buildWithoutNative } from './support/without-native.ts';

const corpus = findCorpus();

/** What only browsers decode, or only this one, and what the list then says. */
const ONLY_NATIVE: Readonly<Record<string, string>> = {
  'drawn/arithmetic.jpg': 'unsupported-format',
  'formats/jpeg-arith/libjpeg-turbo__testimgari.jpg': 'unsupported-format',
  'formats/jxl-codestream/tika__testJXL.jxl': 'damaged',
};

let base: string;

test.beforeAll(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), 'twinsift-native-')));
  const shared = join(base, 'shared');
  await mkdir(join(shared, 'drawn'), { recursive: true });
  for (const [name, bytes] of await formatFiles()) {
    await writeFile(join(shared, 'drawn', name), bytes);
  }
  for (const set of corpus === undefined ? [] : ['formats', 'known']) {
    await cp(join(corpus!, set), join(shared, set), { recursive: true });
  }
  for (const path of Object.keys(ONLY_NATIVE)) {
    const from = join(shared, path);
    const bytes = await readFile(from).catch(() => undefined);
    if (bytes === undefined) continue;
    const to = join(base, 'alone', path);
    await mkdir(resolve(to, '..'), { recursive: true });
    await writeFile(to, bytes);
    await rm(from, { force: true });
  }
  await buildWithoutNative(join(base, 'dist'));
});

test.afterAll(async () => {
  await rm(base, { recursive: true });
});

interface Scan {
  groups: string[];
  outcomes: Map<string, StoredOutcome>;
}

async function scan(
  openApp: OpenApp,
  folder: string,
  origin?: string,
): Promise<Scan> {
  const { page, browser } = await openApp({
    granted: [folder],
    ...(origin === undefined ? {} : { origin }),
  });
  const { settings } = await appStateOf(page);
  await callEngine(page, 'applySettings', {
    ...settings,
    matching: { ...settings.matching, minShortSidePx: 1 },
  });
  await chooseFolder(page, folder);
  const state = await scanEnd(page, 240_000);
  const outcomes = await storedOutcomes(page);
  await browser.close();
  return { groups: groupsAsText(state), outcomes };
}

/** What a file came to, in a line. */
function wordsOf(outcome: StoredOutcome): string {
  return outcome.kind === 'failed'
    ? outcome.failure
    : `${outcome.widthPx} × ${outcome.heightPx}, ${outcome.frameCount}`;
}

test('without the browser’s decoders the same files are compared, and the groups are the same', async ({
  openApp,
}) => {
  test.setTimeout(300_000);
  const without = await startServer({ port: 0, root: join(base, 'dist') });
  try {
    const shared = join(base, 'shared');
    const usual = await scan(openApp, shared);
    const bare = await scan(openApp, shared, without.url);
    const wordsByPath = ({ outcomes }: Scan): [string, string][] =>
      [...outcomes]
        .map(([path, one]): [string, string] => [path, wordsOf(one)])
        .sort();
    expect(wordsByPath(bare)).toEqual(wordsByPath(usual));
    expect(usual.outcomes.size).toBeGreaterThan(25);
    expect(usual.groups.length).toBeGreaterThan(0);
    expect(bare.groups).toEqual(usual.groups);
    // Were the decoders not off, these would be compared.
    const alone = await scan(openApp, join(base, 'alone'), without.url);
    for (const [path, one] of alone.outcomes) {
      expect(wordsOf(one), path).toBe(ONLY_NATIVE[path]);
    }
    expect(alone.outcomes.size).toBe(corpus === undefined ? 1 : 3);
  } finally {
    await without.close();
  }
});
