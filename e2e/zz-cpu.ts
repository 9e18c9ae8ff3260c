import { execSync } from 'node:child_process';
import { startServer } from '../deploy/serve.ts';
import { AppBrowser, dropFolder } from './support/app-browser.ts';
import { scanEnd } from './support/app-state-of.ts';
const folder = process.argv[2]!;
const server = await startServer({ port: 0 });
const browser = await AppBrowser.launch({
  origin: server.url,
  granted: [folder],
});
const page = await browser.page();
await page.goto(server.url);
function cpu(): Record<string, number> {
  const out = execSync('ps -eo pid,ppid,cputimes,time,args').toString();
  const by: Record<string, number> = {};
  const mine = new Set<number>([process.pid]);
  const rows = out
    .split('\n')
    .slice(1)
    .map((l) => /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(l))
    .filter(Boolean) as RegExpExecArray[];
  let grew = true;
  while (grew) {
    grew = false;
    for (const r of rows)
      if (mine.has(+r[2]!) && !mine.has(+r[1]!)) {
        mine.add(+r[1]!);
        grew = true;
      }
  }
  for (const r of rows)
    if (mine.has(+r[1]!) && r[5]!.includes('chromium')) {
      const type = /--type=(\S+)/.exec(r[5]!)?.[1] ?? 'browser';
      const sub = /--utility-sub-type=(\S+)/.exec(r[5]!)?.[1] ?? '';
      const stat = execSync(`cat /proc/${r[1]}/stat`)
        .toString()
        .split(') ')[1]!
        .split(' ');
      by[type + sub] = (by[type + sub] ?? 0) + (+stat[11]! + +stat[12]!) / 100;
    }
  return by;
}
const cdp = await page.context().newCDPSession(page);
const sessions: string[] = [];
let id = 1;
const waits = new Map<number, (v: any) => void>();
cdp.on('Target.receivedMessageFromTarget', (e: any) => {
  const m = JSON.parse(e.message);
  waits.get(m.id)?.(m.result);
});
const send = (sid: string, method: string, params = {}) =>
  new Promise<any>((res) => {
    const i = id++;
    waits.set(i, res);
    void cdp.send('Target.sendMessageToTarget', {
      sessionId: sid,
      message: JSON.stringify({ id: i, method, params }),
    });
  });
cdp.on('Target.attachedToTarget', async (e: any) => {
  if (e.targetInfo.type === 'worker') {
    sessions.push(e.sessionId);
    names.set(e.sessionId, e.targetInfo.url);
    await send(e.sessionId, 'Profiler.enable');
    await send(e.sessionId, 'Profiler.setSamplingInterval', { interval: 500 });
    await send(e.sessionId, 'Profiler.start');
  }
});
const names = new Map<string, string>();
await cdp.send('Target.setAutoAttach', {
  autoAttach: true,
  waitForDebuggerOnStart: false,
  flatten: false,
});
await cdp.send('Profiler.enable');
await cdp.send('Profiler.start');
const before = cpu();
await page.getByRole('button', { name: /choose a folder/iu }).click();
await dropFolder(page, folder);
const end = await scanEnd(page, 30 * 60_000);
const after = cpu();
const n = end.scan!.fingerprinted + end.scan!.skipped;
console.log(n, 'files', end.scan!.elapsedMs | 0, 'ms wall; CPU ms per file:');
let sum = 0;
for (const [k, v] of Object.entries(after)) {
  const d = ((v - (before[k] ?? 0)) * 1000) / n;
  sum += d;
  console.log('  ', k, d.toFixed(1));
}
console.log('   total', sum.toFixed(1), JSON.stringify(end.scan!.times));
function top(p: any, name: string) {
  const self = new Map<string, number>();
  const byId = new Map(p.nodes.map((x: any) => [x.id, x]));
  let idle = 0,
    tot = 0;
  p.samples.forEach((s: number, i: number) => {
    const nd: any = byId.get(s);
    const dt = p.timeDeltas[i] / 1000;
    const fn = nd.callFrame.functionName || '(anon)';
    if (fn === '(idle)') {
      idle += dt;
      return;
    }
    tot += dt;
    const k =
      fn +
      ' ' +
      nd.callFrame.url.split('/').pop() +
      ':' +
      nd.callFrame.lineNumber;
    self.set(k, (self.get(k) ?? 0) + dt);
  });
  console.log('==', name, 'busy ms', tot | 0, 'idle', idle | 0);
  for (const [k, v] of [...self].sort((a, b) => b[1] - a[1]).slice(0, 22))
    console.log('   ', (v / n).toFixed(2), 'ms/file', k);
}
top((await cdp.send('Profiler.stop')).profile, 'page');
for (const s of sessions)
  top((await send(s, 'Profiler.stop')).profile, names.get(s)!);
await browser.close();
await server.close();
