import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import {
  cacheControl,
  COMPRESSED_TYPES,
  responseHeaders,
  SMALLEST_COMPRESSED_BYTES,
} from './headers.ts';
import { findStaticFile, type StaticFile } from './static-file.ts';

const DEFAULT_PORT = 4173;
const DEFAULT_ROOT = fileURLToPath(new URL('../dist', import.meta.url));

const compress = promisify(gzip);

export interface ServerOptions {
  /** 0 takes any free port. */
  port?: number;
  /** Folder to serve; the build's output unless told. */
  root?: string;
}

export interface RunningServer {
  /** `http://localhost:<port>`, without a slash at the end. */
  url: string;
  port: number;
  /** Ends open connections too, so that it never waits for a browser. */
  close: () => Promise<void>;
}

/**
 * Serves the built app with the headers of the container. Listens on this machine's loopback
 * addresses only. Rejects with a message for people when the port is taken or nothing is built.
 */
export async function startServer({
  port = DEFAULT_PORT,
  root = DEFAULT_ROOT,
}: ServerOptions = {}): Promise<RunningServer> {
  if (!existsSync(`${root}/index.html`)) {
    throw new Error(
      `There is no built app in ${root}. Run "npm run build" first.`,
    );
  }
  const compressed = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    answer(root, compressed, request, response).catch((error: unknown) => {
      // A file that vanishes between look-up and reading is the only known way here.
      console.error(error);
      response.destroy();
    });
  });
  await listen(server, port);
  const actualPort = (server.address() as AddressInfo).port;
  return {
    url: `http://localhost:${actualPort}`,
    port: actualPort,
    close: () => closeServer(server),
  };
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      fail(error.code === 'EADDRINUSE' ? portTaken(port, error) : error);
    });
    server.listen(port, 'localhost', done);
  });
}

function portTaken(port: number, cause: Error): Error {
  return new Error(
    `Port ${port} is already in use. Stop the program that uses it, or choose another port: PORT=${port + 1} npm start`,
    { cause },
  );
}

async function closeServer(server: Server): Promise<void> {
  await new Promise<void>((done) => {
    server.close(() => {
      done();
    });
    server.closeAllConnections();
  });
}

async function answer(
  root: string,
  compressed: Map<string, Buffer>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  for (const [name, value] of Object.entries(responseHeaders())) {
    response.setHeader(name, value);
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    sendText(response, 405, 'Method not allowed');
    return;
  }
  const path = (request.url ?? '/').replace(/[?#].*$/su, '');
  if (path === '/healthz') {
    response.setHeader('Cache-Control', cacheControl(path));
    sendText(response, 200, 'ok');
    return;
  }
  const file = await findStaticFile(root, path);
  if (file === undefined) {
    sendText(response, 404, 'Not found');
    return;
  }
  response.setHeader('Cache-Control', cacheControl(path));
  await sendFile(file, compressed, request, response);
}

function sendText(
  response: ServerResponse,
  status: number,
  text: string,
): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' });
  // Node leaves the body out of an answer to HEAD by itself.
  response.end(`${text}\n`);
}

async function sendFile(
  file: StaticFile,
  compressed: Map<string, Buffer>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.setHeader('Content-Type', file.contentType);
  response.setHeader('Last-Modified', file.modified.toUTCString());
  const isCompressible =
    COMPRESSED_TYPES.includes(file.type) &&
    file.sizeBytes >= SMALLEST_COMPRESSED_BYTES;
  if (isCompressible) {
    response.setHeader('Vary', 'Accept-Encoding');
  }
  const isGzip = isCompressible && acceptsGzip(request);
  const etag = isGzip ? file.etag.replace(/"$/u, '-gzip"') : file.etag;
  response.setHeader('ETag', etag);
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304).end();
    return;
  }
  const body = isGzip
    ? await gzipBody(file, compressed)
    : await readFile(file.path);
  if (isGzip) {
    response.setHeader('Content-Encoding', 'gzip');
  }
  response.setHeader('Content-Length', body.byteLength);
  response.writeHead(200);
  response.end(request.method === 'HEAD' ? undefined : body);
}

function acceptsGzip(request: IncomingMessage): boolean {
  const accepted = request.headers['accept-encoding'] ?? '';
  return /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/iu.test(accepted);
}

/** The .gz the build made, else compressed once and kept. */
async function gzipBody(
  file: StaticFile,
  compressed: Map<string, Buffer>,
): Promise<Buffer> {
  const key = `${file.path}\n${file.etag}`;
  const known = compressed.get(key);
  if (known !== undefined) {
    return known;
  }
  const built = await readFile(`${file.path}.gz`).catch(() => undefined);
  const body = built ?? (await compress(await readFile(file.path)));
  compressed.set(key, body);
  return body;
}

function portFromEnvironment(): number {
  const text = process.env['PORT'] ?? '';
  if (text === '') {
    return DEFAULT_PORT;
  }
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Error(`PORT must be a number from 0 to 65535, not "${text}".`);
  }
  return port;
}

async function main(): Promise<void> {
  try {
    const { url } = await startServer({ port: portFromEnvironment() });
    console.log(`Twinsift is ready: ${url}   (Ctrl+C stops it)`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main();
}
