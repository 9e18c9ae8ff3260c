import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '../../deploy/serve.ts';
import { AppBrowser, dropFolder } from '../support/app-browser.ts';
import { appReady, callEngine, scanEnd } from '../support/app-state-of.ts';
import { seededRandom } from '../support/draw-scene.ts';
import { formatFiles } from '../support/format-files.ts';
import { HEIC_PICTURE } from '../support/heic-picture.ts';
import { PhotoFolder } from '../support/photo-folder.ts';
import {
  storedOutcomes,
  type StoredOutcome,
} from '../support/stored-outcomes.ts';
import { buildWithoutNative } from '../support/without-native.ts';
import type { SoakOptions, SoakResult } from './soak-part.ts';

const LIMIT_MS = 30 * 60_000;
/** Of each file of each format. */
const VERSIONS = 8;
const MOST_CHANGES = 12;
/** Headers are short and say the most: every second change is made in so many bytes. */
const HEADER_BYTES = 256;

/** What must not become of a file, however it is damaged. */
const TROUBLE: readonly string[] = ['worker-died', 'timed-out', 'not-readable'];

/**
 * Every format with bytes changed, zeroed and cut off, scanned by the carried decoders alone, which
 * browsers without their own leave everything to.
 */
export async function damagedFiles({ seed }: SoakOptions): Promise<SoakResult> {
  const random = seededRandom(seed);
  const folder = await PhotoFolder.create();
  const paths: string[] = [];
  const originals = await formatFiles();
  originals.set('still.heic', HEIC_PICTURE);
  for (const [name, bytes] of originals) {
    for (let version = 0; version < VERSIONS; version += 1) {
      paths.push(`${version}/${name}`);
      await folder.write(`${version}/${name}`, damaged(bytes, random));
    }
  }
  const dist = await mkdtemp(join(tmpdir(), 'twinsift-soak-'));
  try {
    await buildWithoutNative(dist);
    return resultOf(paths, await scan(dist, folder.path), seed);
  } finally {
    await rm(dist, { recursive: true });
    await folder.remove();
  }
}

function damaged(original: Buffer, random: () => number): Buffer {
  const bytes = Buffer.from(original);
  const below = (limit: number): number => Math.floor(random() * limit);
  const kind = random();
  if (kind < 0.15) return bytes.subarray(0, 1 + below(bytes.length));
  if (kind < 0.25) {
    const at = below(bytes.length);
    return bytes.fill(0, at, Math.min(bytes.length, at + 1 + below(4096)));
  }
  for (let left = 1 + below(MOST_CHANGES); left > 0; left -= 1) {
    const isInHeader = random() < 0.5;
    const range = isInHeader ? HEADER_BYTES : bytes.length;
    bytes[below(Math.min(range, bytes.length))] = below(256);
  }
  return bytes;
}

interface Scanned {
  outcomes: Map<string, StoredOutcome>;
  /** What the page itself complained of. */
  pageErrors: string[];
}

async function scan(dist: string, folder: string): Promise<Scanned> {
  const server = await startServer({ port: 0, root: dist });
  const browser = await AppBrowser.launch({
    origin: server.url,
    granted: [folder],
  });
  try {
    const page = await browser.page();
    const pageErrors: string[] = [];
    page.on('pageerror', (error) => pageErrors.push(String(error)));
    page.on('crash', () => pageErrors.push('the page crashed'));
    await page.goto(server.url);
    await appReady(page);
    void callEngine(page, 'chooseFolder').catch(() => undefined);
    await dropFolder(page, folder);
    await scanEnd(page, LIMIT_MS);
    return { outcomes: await storedOutcomes(page), pageErrors };
  } finally {
    await browser.close();
    await server.close();
  }
}

function resultOf(
  paths: readonly string[],
  { outcomes, pageErrors }: Scanned,
  seed: number,
): SoakResult {
  const endings = new Map<string, number>();
  const wrong: string[] = [...pageErrors];
  for (const path of paths) {
    const outcome = outcomes.get(path);
    const ending =
      outcome?.kind === 'failed'
        ? outcome.failure
        : (outcome?.kind ?? 'neither compared nor listed');
    endings.set(ending, (endings.get(ending) ?? 0) + 1);
    if (!outcome || TROUBLE.includes(ending)) wrong.push(`${path}: ${ending}`);
  }
  const counts = [...endings].map(([ending, count]) => `${ending} ${count}`);
  return {
    part: 'damaged-files',
    isGood: wrong.length === 0,
    lines: [
      `${paths.length} damaged files, no decoder of the browser (seed ${seed}): ${counts.join(', ')}`,
      ...wrong.slice(0, 20),
    ],
  };
}
