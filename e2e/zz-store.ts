import { startServer } from '../deploy/serve.ts';
import { AppBrowser, dropFolder } from './support/app-browser.ts';
import { callEngine, scanEnd } from './support/app-state-of.ts';
const folder = process.argv[2]!;
const server = await startServer({ port: 0 });
const browser = await AppBrowser.launch({
  origin: server.url,
  granted: [folder],
});
const page = await browser.page();
await page.goto(server.url);
await page.getByRole('button', { name: /choose a folder/iu }).click();
await dropFolder(page, folder);
const end = await scanEnd(page, 30 * 60_000);
const n = end.scan!.fingerprinted;
console.log(
  n,
  'files',
  end.scan!.elapsedMs | 0,
  'ms',
  JSON.stringify(end.scan!.times),
);
const est = async () =>
  page.evaluate(
    async () => ((await navigator.storage.estimate()) as any).usageDetails,
  );
console.log(
  'disk/image',
  JSON.stringify(await est()),
  (await est()).indexedDB / n,
);
console.log(await page.evaluate(async () => { const db: IDBDatabase = await new Promise((r) => { const o = indexedDB.open('twinsift'); o.onsuccess = () => r(o.result); }); const out: Record<string, unknown> = {}; for (const st of db.objectStoreNames) { const rows: unknown[] = await new Promise((r) => { const g = db.transaction(st).objectStore(st).getAll(); g.onsuccess = () => r(g.result); }); out[st] = [rows.length, JSON.stringify(rows, (_k, v) => v instanceof Uint8Array ? 'x'.repeat(v.length) : v).length / Math.max(1, rows.length) | 0]; } return out; }));
await page.waitForTimeout(3000); console.log('disk/image', (await est()).indexedDB / n);
for (let k = 0; k < 3; k++) {
  await callEngine(page, 'startScan');
  const w = await scanEnd(page);
  console.log(
    'warm',
    w.scan!.listed,
    w.scan!.elapsedMs | 0,
    'ms',
    ((w.scan!.listed / w.scan!.elapsedMs) * 1000) | 0,
    'files/s',
    JSON.stringify(w.scan!.times),
  );
}
console.log('disk/image', (await est()).indexedDB / n);
await browser.close();
await server.close();
