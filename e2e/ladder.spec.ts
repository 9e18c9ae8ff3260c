import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { Page } from '@playwright/test';
import { IMAGE_FORMATS } from '../src/domain/image-format.ts';
import { hammingBits } from '../src/domain/hamming.ts';
import { ladderFor } from '../src/worker/decode-ladder.ts';
import { bundleLab } from './accuracy/build-lab.ts';
import { startLabServer, type LabServer } from './accuracy/lab-server.ts';
import {
  BLOCK_MEANS,
  JPEG_KERNEL,
  type LadderOutcome,
  type LumaOutcome,
  type StepOutcome,
} from './ladder-lab/step-outcome.ts';
import { AppBrowser } from './support/app-browser.ts';
import { expect, test } from './support/app-test.ts';
import { drawScene } from './support/draw-scene.ts';
import { encodeJpeg } from './support/encode-picture.ts';
import { filesBelow } from './support/files-below.ts';
import { findCorpus } from './support/find-corpus.ts';
import { FORMAT_PICTURE, formatFiles } from './support/format-files.ts';
import { HEIC_PICTURE } from './support/heic-picture.ts';
import { withSegments } from './support/jpeg-notes.ts';

const corpus = findCorpus();

/** What holds for fingerprints of one file by two ways, and of one picture in two formats. */
const MOST_BITS_64 = 2;
const MOST_BITS_256 = 6;
const MOST_LEVELS = 4;

type Fingerprinted = Extract<StepOutcome, { kind: 'fingerprinted' }>;

let folder: string;
let server: LabServer;
let browser: AppBrowser;
let page: Page;

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinsift-ladder-'));
  await mkdir(join(folder, 'drawn'));
  for (const [name, bytes] of await formatFiles()) {
    await writeFile(join(folder, 'drawn', name), bytes);
  }
  const root = join(import.meta.dirname, 'ladder-lab');
  server = await startLabServer({
    '/drawn/': join(folder, 'drawn'),
    ...(corpus === undefined ? {} : { '/corpus/': corpus }),
    '/': await bundleLab(root, 'ladder-lab'),
  });
  browser = await AppBrowser.launch({ origin: server.url });
  page = await browser.page();
  await page.goto(server.url);
});

test.afterAll(async () => {
  await browser.close();
  await server.close();
  await rm(folder, { recursive: true });
});

function force(path: string): Promise<LadderOutcome> {
  const url = `/${path.split('/').map(encodeURIComponent).join('/')}`;
  return page.evaluate((address) => window.ladderLab.force(address), url);
}

function bitsBetween(a: readonly number[], b: readonly number[]): number {
  const bits = hammingBits(Uint8Array.from(a), Uint8Array.from(b));
  if (bits === undefined) throw new Error('Hashes of different lengths.');
  return bits;
}

/** How two fingerprints differ beyond the tolerances; undefined when they do not. */
function difference(a: Fingerprinted, b: Fingerprinted): string | undefined {
  const bits64 = bitsBetween(a.pHash64, b.pHash64);
  const bits256 = bitsBetween(a.pHash256, b.pHash256);
  const levels = Math.max(
    ...a.colour.map((value, i) => Math.abs(value - b.colour[i]!)),
  );
  const isNear =
    bits64 <= MOST_BITS_64 && bits256 <= MOST_BITS_256 && levels <= MOST_LEVELS;
  // A picture without structure has no hash to speak of; it matches by its pixels alone.
  return isNear || (a.isFlat && b.isFlat)
    ? undefined
    : `${a.step} and ${b.step}: ${bits64} of 64, ${bits256} of 256 bits, ${levels} levels`;
}

function successes(outcome: LadderOutcome | undefined): Fingerprinted[] {
  return outcome?.kind === 'looked-at'
    ? outcome.steps.filter((step) => step.kind === 'fingerprinted')
    : [];
}

/** What is not as it must be among the ways to read one file. */
function disagreements(path: string, outcome: LadderOutcome): string[] {
  const [first, ...others] = successes(outcome);
  if (!first) return [];
  return others.flatMap((other) => {
    const size = (one: Fingerprinted): string =>
      `${one.widthPx} × ${one.heightPx}, ${one.frameCount} frames`;
    const sizes = `${size(first)}; ${size(other)}`;
    const found = [
      ...(size(first) === size(other) ? [] : [sizes]),
      ...[difference(first, other)].filter((one) => one !== undefined),
    ];
    return found.map((what) => `${path}: ${what}`);
  });
}

/** Where the JPEG kernel and MozJPEG do not give the very same. */
function unlikeMozJpeg(path: string, outcome: LadderOutcome): string[] {
  const found = successes(outcome);
  const kernel = found.find(({ step }) => step === JPEG_KERNEL);
  const mozJpeg = found.find(({ step }) => step === 'MozJPEG');
  if (!kernel) return [];
  const isSame =
    mozJpeg !== undefined &&
    JSON.stringify({ ...kernel, step: '' }) ===
      JSON.stringify({ ...mozJpeg, step: '' });
  return isSame ? [] : [`${path}: ${JPEG_KERNEL} and MozJPEG`];
}

/** The steps that cannot read a file, as `path: step`. */
function unable(path: string, outcome: LadderOutcome): string[] {
  if (outcome.kind === 'refused') return [`${path}: refused`];
  return outcome.steps
    .filter(({ kind }) => kind === 'failed')
    .map(({ step }) => `${path}: ${step}`);
}

test('one picture in every format: each step of each ladder gives its fingerprint', async () => {
  const outcomes = new Map<string, LadderOutcome>();
  for (const name of await readdir(join(folder, 'drawn'))) {
    outcomes.set(name, await force(`drawn/${name}`));
  }
  const all = [...outcomes];
  // Chromium 156 takes the full range of an AVIF sequence for a limited one: more contrast.
  expect(all.flatMap(([name, one]) => disagreements(name, one))).toEqual([
    expect.stringMatching(/^moving\.avif: .* [0-2] of 64, [0-6] of 256 bits,/u),
  ]);
  expect(all.flatMap(([name, one]) => unlikeMozJpeg(name, one))).toEqual([]);
  // MozJPEG is built without arithmetic coding, and the browser knows no cut bitmap. Of a cut JPEG 2000
  // within a TIFF nobody would say that something is missing.
  expect(all.flatMap(([name, one]) => unable(name, one)).sort()).toEqual([
    'arithmetic.jpg: MozJPEG',
    'cut wavelets.tif: the TIFF reader',
    'cut.bmp: the browser',
  ]);

  // Nothing was left out: every step of every format has read a file.
  const ran = new Set(
    all.flatMap(([, one]) =>
      successes(one).map(({ step }) => `${formatOf(one)}: ${step}`),
    ),
  );
  const expected = IMAGE_FORMATS.flatMap((format) =>
    ladderFor(format, 'fastest').map(({ name }) => `${format}: ${name}`),
  );
  for (const way of ['jpeg: ', 'raw: ']) expected.push(way + BLOCK_MEANS);
  expected.push(`jpeg: ${JPEG_KERNEL}`);
  expect(expected.filter((one) => !ran.has(one))).toEqual([]);

  // The same picture whatever holds it: wide gamut, 16 bits, HDR, four inks, a turn.
  const reference = successes(outcomes.get('still.png'))[0]!;
  const strangers = /^(?:large|cut|hdr .*(?:avif|heic|jxl)$|.*svgz?$)/u;
  // No colours, lights bent into range; their hashes agree.
  const recoloured = ['gray.jpg', 'gray alpha.jp2', 'hdr pq.png'];
  const far = all.flatMap(([name, one]) => {
    const found = successes(one)[0];
    if (!found || strangers.test(name)) return [];
    if (name.startsWith('turned')) return [];
    const { colour } = recoloured.includes(name) ? reference : found;
    const what = difference(reference, { ...found, colour });
    return what === undefined ? [] : [`${name}: ${what}`];
  });
  expect(far).toEqual([]);
  // HDR is what it is as PNG; light that was stored for another screen has less colour.
  const hdr = all.flatMap(([name, one]) => {
    if (!/^hdr .*(?:avif|heic|jxl)$/u.test(name)) return [];
    const original = name.includes('gray') ? 'hdr pq gray.jxl' : 'hdr pq.png';
    const [found, like] = [one, outcomes.get(original)].map(
      (outcome) => successes(outcome)[0]!,
    );
    const colour = name === 'hdr hlg lossy.jxl' ? like!.colour : found!.colour;
    const what = difference(like!, { ...found!, colour });
    return what === undefined ? [] : [`${name}: ${what}`];
  });
  expect(hdr).toEqual([]);
  const turned = all.filter(([name]) => name.startsWith('turned'));
  const upright = successes(outcomes.get('turned.png'))[0]!;
  for (const [name, one] of turned) {
    const { widthPx, heightPx } = successes(one)[0]!;
    const { widthPx: width, heightPx: height } = FORMAT_PICTURE;
    expect([widthPx, heightPx], name).toEqual([height, width]);
    expect(difference(upright, successes(one)[0]!), name).toBeUndefined();
  }

  // An animation and a still of its first frame are never called identical.
  for (const format of ['png', 'gif', 'webp', 'avif']) {
    const still = successes(outcomes.get(`still.${format}`));
    const moving = successes(outcomes.get(`moving.${format}`));
    const shown = new Set(still.map(({ pixels }) => pixels));
    expect(still.map(({ frameCount }) => frameCount)).toEqual([1, 1]);
    expect(moving.map(({ frameCount }) => frameCount)).toEqual([2, 2]);
    expect(moving.filter(({ pixels }) => shown.has(pixels))).toEqual([]);
  }
  const pages = successes(outcomes.get('pages.tif'))[0]!;
  expect(pages.frameCount).toBe(2);
  expect(pages.pixels).not.toBe(
    successes(outcomes.get('still.tif'))[0]!.pixels,
  );
});

function formatOf(outcome: LadderOutcome): string {
  return outcome.format;
}

/** Files of the corpus that some steps can read and others cannot, with the others. */
const ONE_STEP_ONLY = [
  // No arithmetic decoder in MozJPEG as it is built.
  'formats/jpeg-arith/libjpeg-turbo__testimgari.jpg: MozJPEG',
  // Its height stands behind the picture, where no browser looks for it.
  'formats/jpeg-extended-3c8b/metadata-extractor-images__beach.jpg: the browser',
  // 81 bytes of a kind that the library on board refuses.
  'formats/jxl-codestream/tika__testJXL.jxl: libjxl',
];

/** Larger JPEGs than this go to the browser's decoder first. */
const SIZE = { width: 1640, height: 1200 };
/** Where colours leave RGB's range, RGB has another luma: edges of the brightest red, say. */
const MOST_FAR = 0.002;

function lumaBothWays(path: string): Promise<LumaOutcome> {
  const url = `/${path.split('/').map(encodeURIComponent).join('/')}`;
  return page.evaluate(
    (address) => window.ladderLab.lumaBothWays(address),
    url,
  );
}

/** APP1 with nothing but an orientation. */
function turnSegment(orientation: number): Buffer {
  const tiff = Buffer.from(
    '4d4d002a000000080001011200030000000100000000',
    'hex',
  );
  tiff.writeUInt16BE(orientation, 18);
  const body = Buffer.concat([Buffer.from('Exif\0\0'), tiff, Buffer.alloc(4)]);
  const head = Buffer.from([0xff, 0xe1, 0, body.length + 2]);
  return Buffer.concat([head, body]);
}

test('a damaged HEIC shows nothing of the picture that was decoded before it', async () => {
  const damaged = Buffer.from(HEIC_PICTURE);
  const dataAt = damaged.indexOf('mdat') + 4;
  for (let at = dataAt + 60; at < dataAt + 72; at++) damaged[at]! ^= 0x5a;
  await writeFile(join(folder, 'drawn', 'whole.heic'), HEIC_PICTURE);
  await writeFile(join(folder, 'drawn', 'damaged.heic'), damaged);
  const before = await force('drawn/damaged.heic');
  const whole = await force('drawn/whole.heic');
  expect(successes(whole)).toHaveLength(1);
  expect(successes(before)).toHaveLength(1);
  expect(await force('drawn/damaged.heic')).toEqual(before);
});

test('the second look sees the same luma by the browser and by the carried codec', async () => {
  const photo = await encodeJpeg(drawScene(31, SIZE.width, SIZE.height), 90);
  for (const orientation of [1, 2, 3, 6, 7]) {
    const name = `second-${orientation}.jpg`;
    const turned = withSegments(photo, turnSegment(orientation));
    await writeFile(join(folder, 'drawn', name), turned);
    const { isCoded, sizes, farShare } = await lumaBothWays(`drawn/${name}`);
    const [native, carried] = sizes;
    expect(native).toBe(carried);
    const { width, height } = SIZE;
    const shown =
      orientation < 5 ? `${width} × ${height}` : `${height} × ${width}`;
    expect(native).toMatch(new RegExp(`of ${shown}$`, 'u'));
    expect(isCoded).toBe(true);
    expect(farShare).toBeLessThanOrEqual(MOST_FAR);
  }
});

test('the same luma both ways of every large JPEG of the corpus', async () => {
  test.skip(corpus === undefined, 'the corpus is not there');
  test.setTimeout(300_000);
  const wrong: string[] = [];
  let coded = 0;
  for (const name of await readdir(join(corpus!, 'photos'))) {
    const { isCoded, sizes, farShare } = await lumaBothWays(
      `corpus/photos/${name}`,
    );
    if (isCoded) coded += 1;
    if (farShare > MOST_FAR || sizes[0] !== sizes[1]) {
      wrong.push(`${name}: ${farShare}, ${sizes.join('; ')}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(coded).toBeGreaterThan(200);
});

test('every file of the corpus: whichever step reads it, the fingerprint agrees', async () => {
  test.skip(corpus === undefined, 'the corpus is not there');
  test.setTimeout(300_000);
  const wrong: string[] = [];
  const alone: string[] = [];
  for (const set of ['formats', 'known', 'photos']) {
    const root = join(corpus!, set);
    const entries = await readdir(root, {
      recursive: true,
      withFileTypes: true,
    });
    for (const entry of entries.filter((one) => one.isFile())) {
      const inside = relative(root, join(entry.parentPath, entry.name));
      const path = `${set}/${inside}`;
      const outcome = await force(`corpus/${path}`);
      wrong.push(...disagreements(path, outcome));
      wrong.push(...unlikeMozJpeg(path, outcome));
      // What no step reads, e2e/formats.spec.ts names with its reason.
      if (successes(outcome).length > 0) alone.push(...unable(path, outcome));
    }
  }
  expect(wrong).toEqual([]);
  expect(alone.sort()).toEqual(ONE_STEP_ONLY);
});

/** No file may hold a worker for longer. */
const MOST_MS = 10_000;

test('every hostile file: each step reads or refuses it within ten seconds', async () => {
  test.skip(corpus === undefined, 'the corpus is not there');
  test.setTimeout(300_000);
  const slow: string[] = [];
  const paths = await filesBelow(join(corpus!, 'bad'));
  for (const path of paths) {
    const startedMs = performance.now();
    await force(`corpus/bad/${path}`);
    const tookMs = Math.round(performance.now() - startedMs);
    if (tookMs > MOST_MS) slow.push(`${path}: ${tookMs} ms`);
  }
  expect(paths.length).toBeGreaterThan(100);
  expect(slow).toEqual([]);
});
