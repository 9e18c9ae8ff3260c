import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  NGINX_CONFIG_FILE,
  NGINX_PORT,
  NGINX_ROOT,
  NGINX_TEMP,
} from './nginx-config.ts';

/** The installed nginx, for tests; undefined without one. */
export const NGINX = [
  '/usr/sbin/nginx',
  '/usr/bin/nginx',
  '/usr/local/sbin/nginx',
].find((path) => existsSync(path));

export interface RunningNginx {
  port: number;
  /** All it has written to its error log. */
  log: () => string;
  /** Resolves when it has ended. */
  stop: () => Promise<void>;
}

/** For tests: nginx with the committed configuration and another root, on a free port of this computer. */
export async function startNginx(root: string): Promise<RunningNginx> {
  if (NGINX === undefined) throw new Error('nginx is not installed');
  const folder = await mkdtemp(join(tmpdir(), 'twinsift-nginx-'));
  const port = await freePort();
  const file = join(folder, 'nginx.conf');
  const committed = await readFile(NGINX_CONFIG_FILE, 'utf8');
  // Port, root and temporary folder; nothing else.
  const relocated = committed
    .replaceAll(`${NGINX_TEMP}/`, `${folder}/`)
    .replace(`listen ${NGINX_PORT} `, `listen 127.0.0.1:${port} `)
    .replace(`root ${NGINX_ROOT};`, `root ${root};`);
  await writeFile(file, relocated);
  const options = ['-e', 'stderr', '-p', folder, '-c', file];
  execFileSync(NGINX, ['-t', ...options], { stdio: 'pipe' });
  const nginx = spawn(NGINX, [...options, '-g', 'daemon off;']);
  let log = '';
  nginx.stderr.on('data', (part: Buffer) => (log += part.toString()));
  const ended = new Promise((done) => nginx.once('exit', done));
  const stop = async () => {
    nginx.kill('SIGQUIT');
    await ended;
    await rm(folder, { recursive: true });
  };
  const untilMs = Date.now() + 10_000;
  while (!(await isHealthy(port))) {
    if (nginx.exitCode !== null || Date.now() > untilMs) {
      await stop();
      throw new Error(`nginx did not come up: ${log}`);
    }
  }
  return { port, log: () => log, stop };
}

async function isHealthy(port: number): Promise<boolean> {
  const asked = fetch(`http://127.0.0.1:${port}/healthz`);
  const answer = await asked.catch(() => undefined);
  return answer?.ok === true;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
