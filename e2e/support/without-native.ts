import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const DIST = resolve(import.meta.dirname, '../../dist');

/** In front of the worker's script: no WebCodecs, and no picture from a file by the browser. */
const SWITCHED_OFF = `
delete globalThis.ImageDecoder;
delete globalThis.VideoFrame;
const bitmapOf = globalThis.createImageBitmap;
globalThis.createImageBitmap = (source, ...rest) =>
  source instanceof Blob
    ? Promise.reject(new DOMException('switched off', 'InvalidStateError'))
    : bitmapOf(source, ...rest);
`;

/** Copies the built app into a folder, with the browser's own decoders switched off in its workers. */
export async function buildWithoutNative(target: string): Promise<void> {
  await cp(DIST, target, { recursive: true });
  const assets = join(target, 'assets');
  const workers = (await readdir(assets)).filter((name) =>
    name.startsWith('analyzer.worker-'),
  );
  for (const name of workers) {
    if (!name.endsWith('.js')) {
      // Packed beforehand, from the script as it was.
      await rm(join(assets, name));
      continue;
    }
    const script = await readFile(join(assets, name), 'utf8');
    await writeFile(join(assets, name), `${SWITCHED_OFF}${script}`);
  }
}
