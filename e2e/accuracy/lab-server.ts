import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize, sep } from 'node:path';
import { responseHeaders } from '../../deploy/headers.ts';

const MIME_TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
};

export interface LabServer {
  /** Without a slash at the end. */
  url: string;
  close(): Promise<void>;
}

/** Serves folders on this computer only, each under its prefix, with the app's own headers. */
export async function startLabServer(
  folders: Readonly<Record<string, string>>,
): Promise<LabServer> {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(
      new URL(request.url ?? '/', 'http://localhost').pathname,
    );
    const file = locate(folders, path);
    void stat(file ?? '').then(
      (facts) => {
        if (file === undefined || !facts.isFile()) {
          response.writeHead(404).end();
          return;
        }
        response.writeHead(200, {
          ...responseHeaders(),
          'Content-Type':
            MIME_TYPES[extname(file)] ?? 'application/octet-stream',
          'Content-Length': facts.size,
        });
        createReadStream(file).pipe(response);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => {
          done();
        });
      }),
  };
}

/** The file behind a path; undefined outside the folders. */
function locate(
  folders: Readonly<Record<string, string>>,
  path: string,
): string | undefined {
  const prefix = Object.keys(folders).find((start) => path.startsWith(start));
  const folder = prefix === undefined ? undefined : folders[prefix];
  if (prefix === undefined || folder === undefined) return undefined;
  const rest = normalize(
    path === '/' ? 'index.html' : path.slice(prefix.length),
  );
  return rest.startsWith('..') ? undefined : join(folder + sep, rest);
}
