import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NGINX_CONFIG_FILE, nginxConfig } from './nginx-config.ts';
import { NGINX, startNginx, type RunningNginx } from './nginx-fixture.ts';
import { describeServing, makeSite } from './site-fixture.ts';

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
  let nginx: RunningNginx;

  beforeAll(async () => {
    site = await makeSite();
    nginx = await startNginx(site.root);
  });

  afterAll(async () => {
    await nginx.stop();
    site.remove();
  });

  describeServing(() => `http://127.0.0.1:${nginx.port}`);

  it('tells its version to nobody', async () => {
    const response = await fetch(`http://127.0.0.1:${nginx.port}/missing`);
    expect(await response.text()).not.toMatch(/nginx\/\d/u);
  });

  it('logs no warning', () => {
    expect(nginx.log()).not.toMatch(/\[(?:warn|error|emerg|alert)\]/u);
  });
});
