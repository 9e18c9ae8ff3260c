import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  IMMUTABLE_CACHE_CONTROL,
  responseHeaders,
  REVALIDATED_CACHE_CONTROL,
} from './headers.ts';
import { precompress } from './precompress.ts';

/** Long enough to be compressed. */
const LONG_TEXT = 'twinsift '.repeat(500);

const FILES: Record<string, string> = {
  'index.html': `<!doctype html><title>Twinsift</title>${LONG_TEXT}`,
  'sw.js': `// ${LONG_TEXT}`,
  'manifest.webmanifest': '{"name":"Twinsift"}',
  'favicon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  'icon-192.png': 'png',
  'assets/app-1a2b.js': `export const text = '${LONG_TEXT}';`,
  'assets/worker-3c4d.mjs': 'export {};',
  'assets/codec-5e6f.wasm': `\0asm${LONG_TEXT}`,
  '.hidden': 'secret',
};

/** A built site in a new temporary folder that any user may read. */
export async function makeSite(): Promise<{
  root: string;
  remove: () => void;
}> {
  const base = mkdtempSync(join(tmpdir(), 'twinsift-site-'));
  const root = join(base, 'dist');
  mkdirSync(join(root, 'assets'), { recursive: true });
  writeFileSync(join(base, 'outside.txt'), 'outside of the root');
  for (const [name, text] of Object.entries(FILES)) {
    writeFileSync(join(root, name), text);
  }
  // nginx started by root reads as another user.
  chmodSync(base, 0o755);
  await precompress(root);
  return {
    root,
    remove: () => {
      rmSync(base, { recursive: true });
    },
  };
}

/** The tests that both servers must pass; `url` is asked for when a test runs. */
export function describeServing(url: () => string): void {
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(url() + path, { headers });

  it.each([
    ['/', 'text/html; charset=utf-8', REVALIDATED_CACHE_CONTROL],
    ['/index.html', 'text/html; charset=utf-8', REVALIDATED_CACHE_CONTROL],
    ['/sw.js', 'text/javascript; charset=utf-8', REVALIDATED_CACHE_CONTROL],
    [
      '/manifest.webmanifest',
      'application/manifest+json; charset=utf-8',
      REVALIDATED_CACHE_CONTROL,
    ],
    ['/favicon.svg', 'image/svg+xml', REVALIDATED_CACHE_CONTROL],
    ['/icon-192.png', 'image/png', REVALIDATED_CACHE_CONTROL],
    [
      '/assets/app-1a2b.js',
      'text/javascript; charset=utf-8',
      IMMUTABLE_CACHE_CONTROL,
    ],
    [
      '/assets/worker-3c4d.mjs',
      'text/javascript; charset=utf-8',
      IMMUTABLE_CACHE_CONTROL,
    ],
    ['/assets/codec-5e6f.wasm', 'application/wasm', IMMUTABLE_CACHE_CONTROL],
  ])('%s is %s, %s', async (path, type, cache) => {
    const response = await get(path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.get('cache-control')).toBe(cache);
  });

  it.each([
    '/',
    '/assets/app-1a2b.js',
    '/healthz',
    '/missing',
    '/assets/no.js',
  ])('%s carries every security header once', async (path) => {
    const { headers } = await get(path);
    for (const [name, value] of Object.entries(responseHeaders())) {
      expect(headers.get(name), name).toBe(value);
    }
    expect(headers.get('server') ?? 'nginx').toBe('nginx');
  });

  it('answers the health check', async () => {
    const response = await get('/healthz');
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('ok\n');
  });

  it('compresses text and wasm for those who accept it, and only those', async () => {
    for (const path of [
      '/',
      '/assets/app-1a2b.js',
      '/assets/codec-5e6f.wasm',
    ]) {
      const packed = await get(path, { 'accept-encoding': 'gzip' });
      expect(packed.headers.get('content-encoding'), path).toBe('gzip');
      expect(packed.headers.get('vary'), path).toMatch(/accept-encoding/iu);
      // fetch unpacks: the text must be the same.
      const text = await packed.text();
      const plain = await get(path, { 'accept-encoding': 'identity' });
      expect(plain.headers.get('content-encoding'), path).toBeNull();
      expect(await plain.text()).toBe(text);
      expect(text).toContain(LONG_TEXT);
    }
    const picture = await get('/icon-192.png', { 'accept-encoding': 'gzip' });
    expect(picture.headers.get('content-encoding')).toBeNull();
  });

  it('answers 304 to who has it already', async () => {
    const first = await get('/sw.js');
    const etag = first.headers.get('etag')!;
    expect(etag).toMatch(/^(?:W\/)?".+"$/u);
    const again = await get('/sw.js', { 'if-none-match': etag });
    expect(again.status).toBe(304);
  });

  it('lets no error be cached for long', async () => {
    const missing = await get('/assets/gone-1234.js');
    expect(missing.status).toBe(404);
    expect(missing.headers.get('cache-control')).toBeNull();
  });

  it('serves the page at / only', async () => {
    for (const path of ['/review', '/assets', '/assets/', '/index']) {
      expect((await get(path)).status, path).toBe(404);
    }
  });

  it('serves nothing hidden and nothing from outside of its root', async () => {
    const paths = [
      '/.hidden',
      '/%2ehidden',
      '/..%2foutside.txt',
      '/assets/..%2f..%2foutside.txt',
      '/%2e%2e/outside.txt',
      '/..%5coutside.txt',
      '/index.html%00.png',
      '/%',
    ];
    for (const path of paths) {
      const response = await get(path);
      expect([400, 404], path).toContain(response.status);
      expect(await response.text()).not.toContain('outside of the root');
    }
  });

  it('refuses to be written to', async () => {
    const response = await fetch(`${url()}/index.html`, { method: 'POST' });
    expect(response.status).toBe(405);
  });
}
