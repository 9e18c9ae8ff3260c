import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  NGINX_CONFIG_FILE,
  NGINX_PORT,
  NGINX_ROOT,
  NGINX_TEMP,
} from '../deploy/nginx-config.ts';
import { expect, test } from './support/app-test.ts';
import { appStateOf, scanEnd } from './support/app-state-of.ts';

const DIST = fileURLToPath(new URL('../dist', import.meta.url));
const NGINX = [
  '/usr/sbin/nginx',
  '/usr/bin/nginx',
  '/usr/local/sbin/nginx',
].find((path) => existsSync(path));

test.skip(
  NGINX === undefined,
  'nginx is not installed (apt-get install nginx-light)',
);

let folder: string;
let nginx: ChildProcess;
let origin: string;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinsift-nginx-'));
  const port = await freePort();
  // localhost, not an address: only such an origin is secure without a certificate.
  origin = `http://localhost:${port}`;
  const config = join(folder, 'nginx.conf');
  const committed = await readFile(NGINX_CONFIG_FILE, 'utf8');
  await writeFile(
    config,
    committed
      .replaceAll(`${NGINX_TEMP}/`, `${folder}/`)
      .replace(`listen ${NGINX_PORT} `, `listen 127.0.0.1:${port} `)
      .replace(`root ${NGINX_ROOT};`, `root ${DIST};`),
  );
  const options = ['-e', 'stderr', '-p', folder, '-c', config];
  const program = NGINX ?? 'nginx';
  execFileSync(program, ['-t', ...options], { stdio: 'pipe' });
  nginx = spawn(program, [...options, '-g', 'daemon off;'], {
    stdio: 'inherit',
  });
  await expect
    .poll(
      () =>
        fetch(`${origin}/healthz`).then(
          ({ status }) => status,
          () => 0,
        ),
      { timeout: 10_000 },
    )
    .toBe(200);
});

test.afterAll(async () => {
  const ended = new Promise((done) => nginx.once('exit', done));
  nginx.kill('SIGQUIT');
  await ended;
  await rm(folder, { recursive: true });
});

test('behind the container’s nginx the browser sees the headers, and the app works', async ({
  openApp,
}) => {
  const { page } = await openApp({ origin });
  const response = await page.reload();
  const headers = response?.headers() ?? {};
  expect(headers['content-security-policy']).toContain("default-src 'self'");
  expect(headers['cross-origin-opener-policy']).toBe('same-origin');
  expect(headers['cross-origin-embedder-policy']).toBe('require-corp');
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  expect(await page.evaluate(() => isSecureContext)).toBe(true);

  // The policy is in force, not only in the answer.
  const blocked = await page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        addEventListener('securitypolicyviolation', (event) => {
          resolve(event.effectiveDirective);
        });
        fetch('http://localhost:9/').catch(() => undefined);
      }),
  );
  expect(blocked).toBe('connect-src');

  await page.getByRole('button', { name: 'Try the sample library' }).click();
  const state = await scanEnd(page);
  expect(state.groups.length).toBeGreaterThan(10);
  expect(state.scan?.fingerprinted).toBe(58);
  await expect
    .poll(async () => (await appStateOf(page)).isOfflineReady)
    .toBe(true);
});
