import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { build } from 'vite';
import { findChromium } from '../support/find-chromium.ts';
import type {
  FirstLookLab,
  LabCamera,
  LabPart,
} from './first-look-lab/first-look-lab.ts';

const PROJECT = resolve(import.meta.dirname, '../..');

const MIME_TYPES: Record<string, string> = {
  '': 'text/html',
  '.js': 'text/javascript',
  '.jpg': 'image/jpeg',
};

/** JPEGs that were drawn of one seed. */
export type Made = Partial<Record<LabPart, Uint8Array>>;

/** A browser in which camera-like photos are drawn by seed, of pieces of the corpus's photos. */
export interface PhotoLab {
  make(
    seed: number,
    parts: readonly LabPart[],
    camera: LabCamera,
  ): Promise<Made>;
  close(): Promise<void>;
}

export async function openPhotoLab(corpusDir: string): Promise<PhotoLab> {
  const made = new Map<string, Made>();
  const server = await startServer(corpusDir, await buildLab(), made);
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox'],
  });
  const close = async (): Promise<void> => {
    await browser.close();
    await server.close();
  };
  try {
    const page = await browser.newPage();
    await page.goto(server.url);
    const photos = await cameraPhotos(corpusDir);
    await page.evaluate((urls) => window.firstLookLab.load(urls), photos);
    const make: PhotoLab['make'] = async (seed, parts, camera) => {
      await page.evaluate(
        ([which, what, how]) => window.firstLookLab.make(which, what, how),
        [seed, parts, camera] as const,
      );
      const drawn = made.get(`${seed}`) ?? {};
      made.delete(`${seed}`);
      return drawn;
    };
    return { make, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A part that was asked for. */
export function madePart(made: Made, name: LabPart): Uint8Array {
  const bytes = made[name];
  if (bytes === undefined) throw new Error(`${name} was not drawn`);
  return bytes;
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
