import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { MIME_TYPES } from '../deploy/headers.ts';

const DIST = fileURLToPath(new URL('../dist', import.meta.url));

/** What is fetched and parsed before the first screen; more is felt on a phone. */
const INITIAL_LIMIT_BYTES = 150_000;

const STATIC_IMPORT =
  /(?:\bfrom|\bimport)\s*["'`](\.{1,2}\/[^"'`]+\.js)["'`]/gu;
const ANY_IMPORT =
  /(?:\bfrom|\bimport)\s*\(?\s*["'`](\.{1,2}\/[^"'`]+\.js)["'`]/gu;

/** Built files as URL paths, without the .gz beside them. */
function builtFiles(): string[] {
  return readdirSync(DIST, { recursive: true, encoding: 'utf8' })
    .map((name) => name.split('\\').join('/'))
    .filter((name) => statSync(join(DIST, name)).isFile())
    .filter((name) => !name.endsWith('.gz'));
}

function read(name: string): string {
  return readFileSync(join(DIST, name), 'utf8');
}

/**
 * The scripts that index.html loads at once, with all that they import statically, and what the
 * first of them goes on to load by parts.
 */
function initialScripts(): Set<string> {
  const found = new Set<string>();
  const add = (name: string, imported: RegExp): void => {
    if (found.has(name)) {
      return;
    }
    found.add(name);
    for (const [, target] of read(name).matchAll(imported)) {
      add(posix.join(posix.dirname(name), target!), STATIC_IMPORT);
    }
  };
  for (const [, name] of read('index.html').matchAll(
    /(?:src|href)="\/([^"]+\.js)"/gu,
  )) {
    add(name!, ANY_IMPORT);
  }
  return found;
}

function precached(): string[] {
  const urls = read('sw.js').matchAll(/url:\s*"([^"]+)"/gu);
  return [...urls].map(([, url]) => url!).sort();
}

test('the first screen needs little code', () => {
  const scripts = [...initialScripts()];
  // What is loaded by parts is among them.
  expect(scripts.join()).toMatch(
    /twinsift-engine.*views|views.*twinsift-engine/u,
  );
  const bytes = scripts
    .map((name) => gzipSync(read(name)).byteLength)
    .reduce((sum, size) => sum + size, 0);
  expect(bytes).toBeLessThan(INITIAL_LIMIT_BYTES);
});

test('nothing imports from the script of a worker, which WebKit would run once more', () => {
  const scripts = builtFiles().filter((name) => name.endsWith('.js'));
  expect(scripts.join()).toMatch(/analyzer\.worker.*matcher\.worker/u);
  const imported = scripts.flatMap((name) =>
    [...read(name).matchAll(ANY_IMPORT)].map(([, target]) => target),
  );
  expect(imported.join()).toContain('photo-analyzer');
  expect(
    imported.filter((target) => target?.includes('.worker') === true),
  ).toEqual([]);
});

test('everything is kept for offline use, each file once', () => {
  const needed = builtFiles()
    .filter((name) => !['sw.js', 'robots.txt'].includes(name))
    .sort();
  expect(precached()).toEqual(needed);
  for (const codec of ['mozjpeg', 'png', 'webp', 'avif', 'jxl', 'kernels']) {
    expect(precached().join('\n')).toMatch(
      new RegExp(`assets/\\w*${codec}\\w*[^/]*\\.wasm`, 'u'),
    );
  }
});

test('the service worker brings its own runtime and waits to be told', () => {
  const worker = read('sw.js');
  expect(worker).not.toContain('importScripts');
  expect(worker).not.toContain('clientsClaim()');
  expect(worker).toContain('SKIP_WAITING');
});

test('no encoder and no second build of a codec is shipped', () => {
  const unwanted = builtFiles().filter((name) =>
    /_enc|_mt[._-]|simd/iu.test(name),
  );
  expect(unwanted).toEqual([]);
});

test('the page has no inline script or style, which its policy forbids', () => {
  const page = read('index.html');
  expect(page).not.toMatch(/<script(?![^>]*\ssrc=)/u);
  expect(page).not.toMatch(/<style|\sstyle=|\son\w+=/u);
  expect(page).not.toMatch(/(?:src|href)="(?:https?:)?\/\//u);
});

test('the servers know the type of every file', () => {
  const unknown = builtFiles().filter(
    (name) => !(name.slice(name.lastIndexOf('.') + 1) in MIME_TYPES),
  );
  expect(unknown).toEqual([]);
});
