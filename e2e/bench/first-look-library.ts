import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { build } from 'vite';
import { withThumbnail } from '../../src/worker/first-look-test-files.ts';
import { findChromium } from '../support/find-chromium.ts';
import type { FirstLookLab, LabPart } from './first-look-lab/first-look-lab.ts';

const PROJECT = resolve(import.meta.dirname, '../..');
/** Change it with what is drawn: a folder made before is used again. */
const VERSION = 1;
const ORIGINALS = 1600;
/** Copies of every fourth: 400 of 2,000 files. */
const COPY_EVERY = 4;
/** Of 20 copies: the same bytes 8, saved again with the old thumbnail 5, half the size 6, bare 1. */
const COPY_KINDS = [
  ...Array<CopyKind>(8).fill('same'),
  ...Array<CopyKind>(5).fill('resaved'),
  ...Array<CopyKind>(6).fill('smaller'),
  'bare' as const,
];

type CopyKind = 'same' | 'resaved' | 'smaller' | 'bare';

/** What is to be drawn for a copy, beside the photo and its thumbnail. */
const PARTS: Record<CopyKind, readonly LabPart[]> = {
  same: [],
  resaved: ['resaved'],
  smaller: ['smaller', 'smaller-thumbnail'],
  bare: ['resaved'],
};

const MIME_TYPES: Record<string, string> = {
  '': 'text/html',
  '.js': 'text/javascript',
  '.jpg': 'image/jpeg',
};

type Made = Partial<Record<LabPart, Uint8Array>>;

/**
 * A folder of 2,000 camera-like JPEGs of 4.5 MP with EXIF thumbnails, 400 of them copies; made once
 * of the corpus's photos, by seed, and kept in the system's temporary folder.
 */
export async function firstLookLibrary(corpusDir: string): Promise<string> {
  const folder = join(tmpdir(), `twinsift-first-look-${VERSION}`, 'Photos');
  if (existsSync(folder)) return folder;
  const draft = `${folder} (being made)`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(join(draft, 'copies'), { recursive: true });
  const made = new Map<string, Made>();
  const server = await startServer(corpusDir, await buildLab(), made);
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox'],
  });
  try {
    const page = await browser.newPage();
    await page.goto(server.url);
    const photos = await cameraPhotos(corpusDir);
    await page.evaluate((urls) => window.firstLookLab.load(urls), photos);
    for (let seed = 0; seed < ORIGINALS; seed += 1) {
      const kind = copyKind(seed);
      const extra = kind === undefined ? [] : PARTS[kind];
      const parts: LabPart[] = ['photo', 'thumbnail', ...extra];
      await page.evaluate(
        ([which, what]) => window.firstLookLab.make(which, what),
        [seed, parts] as const,
      );
      await writeFiles(draft, seed, made.get(`${seed}`) ?? {});
      made.delete(`${seed}`);
      if (seed % 100 === 99) console.log(`drew ${seed + 1} of ${ORIGINALS}`);
    }
  } finally {
    await browser.close();
    await server.close();
  }
  await rename(draft, folder);
  return folder;
}

function copyKind(seed: number): CopyKind | undefined {
  return seed % COPY_EVERY === 0
    ? COPY_KINDS[(seed / COPY_EVERY) % COPY_KINDS.length]
    : undefined;
}

async function writeFiles(
  folder: string,
  seed: number,
  made: Made,
): Promise<void> {
  const part = (name: LabPart): Uint8Array => {
    const bytes = made[name];
    if (bytes === undefined) throw new Error(`${name} was not drawn`);
    return bytes;
  };
  const original = withThumbnail(part('photo'), part('thumbnail'));
  await writeFile(join(folder, `IMG_${seed}.jpg`), original);
  const copyAt = join(folder, 'copies', `IMG_${seed}.jpg`);
  switch (copyKind(seed)) {
    case 'same':
      await writeFile(copyAt, original);
      break;
    case 'resaved':
      await writeFile(
        copyAt,
        withThumbnail(part('resaved'), part('thumbnail')),
      );
      break;
    case 'smaller':
      await writeFile(
        copyAt,
        withThumbnail(part('smaller'), part('smaller-thumbnail')),
      );
      break;
    case 'bare':
      await writeFile(copyAt, part('resaved'));
      break;
    case undefined:
      break;
  }
}

/** Photos large enough to cut pieces from, as addresses on the server. */
async function cameraPhotos(corpusDir: string): Promise<string[]> {
  const text = await readFile(join(corpusDir, 'photos.csv'), 'utf8');
  const [head = '', ...lines] = text.trim().split('\n');
  const columns = head.split(',');
  const cell = (line: string, name: string): string =>
    line.split(',')[columns.indexOf(name)]?.trim() ?? '';
  return lines
    .filter((line) => Number(cell(line, 'bytes')) > 150_000)
    .filter((line) => cell(line, 'camera') !== '')
    .map((line) => encodeURI(`/corpus/${cell(line, 'path')}`));
}

async function buildLab(): Promise<string> {
  const outDir = join(PROJECT, '.cache/first-look-lab');
  await build({
    configFile: false,
    root: join(import.meta.dirname, 'first-look-lab'),
    base: '/',
    logLevel: 'error',
    build: { target: 'es2022', outDir, emptyOutDir: true },
  });
  return outDir;
}

/** Serves the lab and the corpus to this computer only, and takes in what the lab makes. */
async function startServer(
  corpusDir: string,
  labDir: string,
  made: Map<string, Made>,
): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const path = decodeURI(request.url ?? '/');
    const answer =
      request.method === 'PUT'
        ? takeIn(request, path, made)
        : readFile(
            path.startsWith('/corpus/')
              ? join(corpusDir, path.slice('/corpus/'.length))
              : join(labDir, path === '/' ? 'index.html' : path),
          );
    answer.then(
      (bytes) => {
        const type = MIME_TYPES[extname(path)] ?? 'application/octet-stream';
        response.setHeader('Content-Type', type);
        response.end(bytes);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => {
          done();
        });
      }),
  };
}

async function takeIn(
  request: IncomingMessage,
  path: string,
  made: Map<string, Made>,
): Promise<Buffer> {
  const [seed = '', part = ''] = path.split('/').slice(2);
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  made.set(seed, { ...made.get(seed), [part]: Buffer.concat(chunks) });
  return Buffer.alloc(0);
}

declare global {
  interface Window {
    firstLookLab: FirstLookLab;
  }
}
