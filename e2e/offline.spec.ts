import { startServer } from '../deploy/serve.ts';
import { chooseFolder, expect, test } from './support/app-test.ts';
import {
  appReady,
  appStateOf,
  callEngine,
  groupsAsText,
  scanEnd,
} from './support/app-state-of.ts';

test('after one visit everything works with the server stopped, codecs included', async ({
  openApp,
  library,
}) => {
  const own = await startServer({ port: 0 });
  const { page } = await openApp({
    origin: own.url,
    granted: [library.path],
  });
  await expect
    .poll(async () => (await appStateOf(page)).isOfflineReady)
    .toBe(true);
  await own.close();
  await page.reload();
  await appReady(page);
  const { settings } = await appStateOf(page);
  // The WASM codecs, which were never loaded while the server was there.
  await callEngine(page, 'applySettings', {
    ...settings,
    fingerprint: { ...settings.fingerprint, decoders: 'portable' },
  });
  await chooseFolder(page, library.path);
  const state = await scanEnd(page);
  expect(groupsAsText(state)).toHaveLength(3);
  expect(state.ledger).toHaveLength(2);
});

test('the page may talk to its own origin only', async ({
  openApp,
  server,
}) => {
  const { browser, page } = await openApp();
  const foreign: string[] = [];
  browser.context.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== server.url && !/^(blob|data):$/u.test(protocol)) {
      foreign.push(request.url());
    }
  });
  await page.getByRole('button', { name: /sample/iu }).click();
  await scanEnd(page);
  expect(foreign).toEqual([]);

  const refused = await page.evaluate(async () => {
    const violations: string[] = [];
    addEventListener('securitypolicyviolation', (event) => {
      violations.push(event.effectiveDirective);
    });
    await fetch('http://localhost:9/').catch(() => undefined);
    const image = new Image();
    image.src = 'http://localhost:9/x.png';
    const script = document.createElement('script');
    script.textContent = 'window.wasRun = true';
    document.head.append(script);
    await new Promise((resolve) => {
      image.onerror = resolve;
    });
    return { violations, wasRun: 'wasRun' in window };
  });
  expect(refused.wasRun).toBe(false);
  expect(refused.violations).toEqual(
    expect.arrayContaining(['connect-src', 'img-src', 'script-src-elem']),
  );
});

test('the app can be installed', async ({ openApp }) => {
  const { page } = await openApp();
  const session = await page.context().newCDPSession(page);
  const { installabilityErrors } = await session.send(
    'Page.getInstallabilityErrors',
  );
  // A profile made for a test counts as incognito in some builds; nothing else may be wrong.
  expect(
    installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito'),
  ).toEqual([]);
});
