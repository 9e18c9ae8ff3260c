import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { chromium } from '@playwright/test';
import { bundleLab } from '../accuracy/build-lab.ts';
import { corpusPhotos } from '../support/corpus-photos.ts';
import { findChromium } from '../support/find-chromium.ts';
import type {
  FirstLookLab,
  LabCamera,
  LabPart,
} from './first-look-lab/first-look-lab.ts';

const LAB = join(import.meta.dirname, 'first-look-lab');

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
  const server = await startServer(
    corpusDir,
    await bundleLab(LAB, 'first-look-lab'),
    made,
  );
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
  const photos = await corpusPhotos(corpusDir);
  return photos
    .filter(({ bytes, camera }) => bytes > 150_000 && camera !== '')
    .map(({ path }) => encodeURI(`/corpus/${path}`));
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
