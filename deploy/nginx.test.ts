import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  NGINX_CONFIG_FILE,
  NGINX_PORT,
  NGINX_ROOT,
  NGINX_TEMP,
  nginxConfig,
} from './nginx-config.ts';
import { describeServing, makeSite } from './site-fixture.ts';

const NGINX = [
  '/usr/sbin/nginx',
  '/usr/bin/nginx',
  '/usr/local/sbin/nginx',
].find((path) => existsSync(path));

if (NGINX === undefined) {
  console.warn(
    'nginx is not installed: the container configuration is not run here. (apt-get install nginx-light)',
  );
}

describe('deploy/nginx.conf', () => {
  it('is what deploy/headers.ts generates (npm run build:nginx)', () => {
    expect(readFileSync(NGINX_CONFIG_FILE, 'utf8')).toBe(nginxConfig());
  });

  it('sets headers in one place only, because a location with its own loses the others', () => {
    const locations = nginxConfig()
      .split(/\n {4}location /u)
      .slice(1);
    expect(locations).toHaveLength(4);
    expect(locations.filter((text) => text.includes('add_header'))).toEqual([]);
  });
});

describe.skipIf(NGINX === undefined)('nginx with deploy/nginx.conf', () => {
  let site: Awaited<ReturnType<typeof makeSite>>;
  let folder: string;
  let port: number;
  let nginx: ChildProcess;
  let log = '';

  beforeAll(async () => {
    site = await makeSite();
    folder = mkdtempSync(join(tmpdir(), 'twinsift-nginx-'));
    port = await freePort();
    const config = join(folder, 'nginx.conf');
    writeFileSync(config, relocated(readFileSync(NGINX_CONFIG_FILE, 'utf8')));
    const options = ['-e', 'stderr', '-p', folder, '-c', config];
    execFileSync(NGINX!, ['-t', ...options], { stdio: 'pipe' });
    nginx = spawn(NGINX!, [...options, '-g', 'daemon off;']);
    nginx.stderr!.on('data', (part: Buffer) => (log += part.toString()));
    await untilHealthy();
  });

  afterAll(async () => {
    const ended = new Promise((done) => nginx.once('exit', done));
    nginx.kill('SIGQUIT');
    await ended;
    rmSync(folder, { recursive: true });
    site.remove();
  });

  /** The committed file with another port, root and temporary folder; nothing else. */
  function relocated(config: string): string {
    return config
      .replaceAll(`${NGINX_TEMP}/`, `${folder}/`)
      .replace(`listen ${NGINX_PORT} `, `listen 127.0.0.1:${port} `)
      .replace(`root ${NGINX_ROOT};`, `root ${site.root};`);
  }

  async function untilHealthy(): Promise<void> {
    const untilMs = Date.now() + 10_000;
    for (;;) {
      const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(
        () => undefined,
      );
      if (answer?.ok === true) {
        return;
      }
      if (nginx.exitCode !== null || Date.now() > untilMs) {
        throw new Error(`nginx did not come up: ${log}`);
      }
    }
  }

  describeServing(() => `http://127.0.0.1:${port}`);

  it('tells its version to nobody', async () => {
    const response = await fetch(`http://127.0.0.1:${port}/missing`);
    expect(await response.text()).not.toMatch(/nginx\/\d/u);
  });

  it('logs no warning', () => {
    expect(log).not.toMatch(/\[(?:warn|error|emerg|alert)\]/u);
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
