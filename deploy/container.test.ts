import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  nginxConfig,
  NGINX_PORT,
  NGINX_ROOT,
  NGINX_TEMP,
} from './nginx-config.ts';

/*
 * What the container's files must agree on. The configuration itself is run in nginx.test.ts; the
 * image is built and asked by CI, as that needs Docker.
 */

function read(path: string): string {
  return readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
}

/** The only match of a pattern's group in a text. */
function only(text: string, pattern: RegExp): string {
  const found = [...text.matchAll(pattern)].map(([, value]) => value!);
  expect(found, String(pattern)).toHaveLength(1);
  return found[0]!;
}

const dockerfile = read('Dockerfile');
const compose = read('docker-compose.yml');
const workflow = read('.github/workflows/ci.yml');

describe('the image', () => {
  it('has the app and the configuration where nginx looks for them', () => {
    expect(only(dockerfile, /^COPY --from=build \/app\/dist (\S+)$/gmu)).toBe(
      NGINX_ROOT,
    );
    expect(only(dockerfile, /^COPY deploy\/nginx\.conf (\S+)$/gmu)).toBe(
      '/etc/nginx/nginx.conf',
    );
  });

  it('runs as a user that is not root, given by number', () => {
    const user = only(dockerfile, /^USER (\S+)$/gmu);
    expect(Number(user)).toBeGreaterThan(0);
    // Under 1024 only root may listen.
    expect(Number(NGINX_PORT)).toBeGreaterThanOrEqual(1024);
  });

  it('asks for its health where nginx answers', () => {
    expect(only(dockerfile, /^EXPOSE (\S+)$/gmu)).toBe(NGINX_PORT);
    const url = new URL(only(dockerfile, /"(http:[^"]+)"/gu));
    expect(url.port).toBe(NGINX_PORT);
    expect(nginxConfig()).toContain(`location = ${url.pathname} {`);
    expect(workflow).toContain(`http://localhost:${NGINX_PORT}${url.pathname}`);
  });
});

describe('docker-compose.yml', () => {
  it('writes to nothing but the folder that nginx is told to use', () => {
    expect(only(compose, /^ {4}read_only: (\S+)$/gmu)).toBe('true');
    expect(only(compose, /^ {4}tmpfs:\n {6}- ([^:]+):/gmu)).toBe(NGINX_TEMP);
    const written = [
      ...nginxConfig().matchAll(/(?:temp_path|pid) (\S+);/gu),
    ].map(([, path]) => path!);
    expect(written).toHaveLength(6);
    for (const path of written) expect(path).toContain(`${NGINX_TEMP}/`);
  });

  it('opens the port on this computer only, and grants no capability', () => {
    expect(only(compose, /^ {6}- '([^']+)'$/gmu)).toBe(
      `127.0.0.1:${NGINX_PORT}:${NGINX_PORT}`,
    );
    expect(compose).toMatch(/^ {4}cap_drop:\n {6}- ALL$/mu);
    expect(compose).toContain('no-new-privileges:true');
  });
});

it('the oldest Node supported is the one that CI, the image and the types are of', () => {
  const { engines, devDependencies } = JSON.parse(read('package.json')) as {
    engines: { node: string };
    devDependencies: Record<string, string>;
  };
  const oldest = engines.node.replace('>=', '');
  expect(only(workflow, /^ {8}node: \['([^']+)'/gmu)).toBe(oldest);
  expect(only(dockerfile, /^FROM node:([\d.]+)-/gmu)).toBe(oldest);
  expect(devDependencies['@types/node']).toMatch(
    new RegExp(`^${oldest.replace('.', String.raw`\.`)}\\.`, 'u'),
  );
  for (const document of ['README.md', 'CONTRIBUTING.md']) {
    expect(read(document)).toContain(`Node.js ${oldest} or later`);
  }
});
