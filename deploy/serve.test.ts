import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type RunningServer } from './serve.ts';
import { describeServing, makeSite } from './site-fixture.ts';

let site: Awaited<ReturnType<typeof makeSite>>;
let server: RunningServer;

beforeAll(async () => {
  site = await makeSite();
  server = await startServer({ port: 0, root: site.root });
});

afterAll(async () => {
  await server.close();
  site.remove();
});

/** fetch tidies `..` away before it asks; this asks for exactly `path`. */
function rawStatus(path: string): Promise<number | undefined> {
  return new Promise((done, fail) => {
    request({ port: server.port, host: 'localhost', path }, (response) => {
      response.resume();
      done(response.statusCode);
    })
      .on('error', fail)
      .end();
  });
}

describe('startServer', () => {
  describeServing(() => server.url);

  it('stays in its root when asked with dots as they are', async () => {
    expect(await rawStatus('/../outside.txt')).toBe(404);
    expect(await rawStatus('/assets/../../outside.txt')).toBe(404);
    expect(await rawStatus('//../outside.txt')).toBe(404);
  });

  it('says how to go on when the port is taken', async () => {
    await expect(
      startServer({ port: server.port, root: site.root }),
    ).rejects.toThrow(
      `Port ${server.port} is already in use. Stop the program that uses it, or choose another port: PORT=`,
    );
  });

  it('says what to do when nothing is built', async () => {
    await expect(
      startServer({ port: 0, root: `${site.root}/nowhere` }),
    ).rejects.toThrow('Run "npm run build" first.');
  });
});
