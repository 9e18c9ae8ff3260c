import { fileURLToPath } from 'node:url';
import {
  NGINX,
  startNginx,
  type RunningNginx,
} from '../deploy/nginx-fixture.ts';
import { expect, test } from './support/app-test.ts';
import { appStateOf, scanEnd } from './support/app-state-of.ts';

const DIST = fileURLToPath(new URL('../dist', import.meta.url));

test.skip(
  NGINX === undefined,
  'nginx is not installed (apt-get install nginx-light)',
);

let nginx: RunningNginx;

test.beforeAll(async () => {
  nginx = await startNginx(DIST);
});

test.afterAll(async () => {
  await nginx.stop();
});

test('behind the container’s nginx the browser sees the headers, and the app works', async ({
  openApp,
}) => {
  // localhost, not an address: only such an origin is secure without a certificate.
  const { page } = await openApp({ origin: `http://localhost:${nginx.port}` });
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
