import { ensureBuilt } from '../support/ensure-built.ts';
import { damagedFiles } from './damaged-files.ts';
import { fuzz } from './fuzz.ts';
import { giantPicture } from './giant-picture.ts';
import { killScans } from './kill-scans.ts';
import { manyFiles } from './many-files.ts';
import { runProperties, wordsOf } from './run-properties.ts';
import type { SoakOptions, SoakResult } from './soak-part.ts';

/**
 * Long runs that are kept out of the daily tests:
 * `npm run soak [-- kills many-files giant-picture damaged-files fuzz properties] [--kills N] [--photos N] [--files N] [--cases N] [--factor N] [--seed N]`.
 * Without a part all of them run. Exits with 1 when anything was wrong.
 */
const PARTS: Record<
  string,
  (options: SoakOptions) => SoakResult | Promise<SoakResult>
> = {
  kills: async (options) => {
    await ensureBuilt();
    return killScans(options);
  },
  'many-files': async (options) => {
    await ensureBuilt();
    return manyFiles(options);
  },
  'giant-picture': async () => {
    await ensureBuilt();
    return giantPicture();
  },
  'damaged-files': async (options) => {
    await ensureBuilt();
    return damagedFiles(options);
  },
  fuzz,
  properties: ({ factor }) => {
    const rules = runProperties(RULES, factor);
    // Each of its cases is a whole world on disk, and with everything exhaustive there are many.
    const executor = runProperties(
      ['src/files'],
      Math.ceil(factor / EXECUTOR_SHARE),
      { isExhaustive: true },
    );
    return {
      part: 'properties',
      isGood: rules.isGood && executor.isGood,
      lines: [
        `rules: ${wordsOf(rules)}`,
        `executor, on real folders: ${wordsOf(executor)}`,
      ],
    };
  },
};

/** Where properties for random input are stated, the executor's aside. */
const RULES = ['src/domain', 'src/engine', 'src/storage', 'src/worker'];

/** The executor's property tests run this many times less often than the others. */
const EXECUTOR_SHARE = 5;

const argv = process.argv.slice(2);

function numberAfter(name: string, usual: number): number {
  const at = argv.indexOf(name);
  const value = at < 0 ? usual : Number(argv[at + 1]);
  if (!Number.isInteger(value) || value < 1) {
    throw new Error(`${name} needs a whole number above 0.`);
  }
  return value;
}

function chosenParts(): string[] {
  const named = argv.filter(
    (word, at) =>
      !word.startsWith('--') && !(argv[at - 1] ?? '').startsWith('--'),
  );
  const unknown = named.filter((name) => !(name in PARTS));
  if (unknown.length > 0) {
    throw new Error(
      `There is no part “${unknown.join(', ')}”. Parts: ${Object.keys(PARTS).join(', ')}.`,
    );
  }
  return named.length > 0 ? named : Object.keys(PARTS);
}

/** A part that throws has failed; the others still run. */
async function resultOf(
  part: string,
  options: SoakOptions,
): Promise<SoakResult> {
  try {
    const result = await PARTS[part]?.(options);
    return result ?? { part, isGood: false, lines: ['did not run'] };
  } catch (error) {
    return { part, isGood: false, lines: [String(error)] };
  }
}

async function main(): Promise<void> {
  const options: SoakOptions = {
    kills: numberAfter('--kills', 30),
    photos: numberAfter('--photos', 2000),
    files: numberAfter('--files', 100_000),
    cases: numberAfter('--cases', 100_000),
    factor: numberAfter('--factor', 10),
    seed: numberAfter('--seed', 1 + (Date.now() % 1_000_000)),
  };
  const results: SoakResult[] = [];
  for (const name of chosenParts()) {
    console.log(`\n— ${name}`);
    results.push(await resultOf(name, options));
  }
  console.log('\nSoak run');
  for (const { part, isGood, lines } of results) {
    console.log(`${isGood ? 'good  ' : 'FAILED'} ${part}`);
    for (const line of lines) {
      console.log(`         ${line}`);
    }
  }
  if (results.some(({ isGood }) => !isGood)) {
    process.exitCode = 1;
  }
}

await main();
