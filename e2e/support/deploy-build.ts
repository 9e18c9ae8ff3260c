import {
  cp,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));

/** A copy of the build that can be replaced by a later one, as a deployment does. */
export async function deployCopy(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'twinsift-site-'));
  await cp(DIST, root, { recursive: true });
  // Compressed twins would go on giving out the first build.
  for (const name of await readdir(root, { recursive: true })) {
    if (name.endsWith('.gz')) {
      await rm(join(root, name));
    }
  }
  return root;
}

/**
 * Puts a later build in the place of the first: the main script has other content and so another
 * name, index.html loads it, and the service worker's list names both anew.
 *
 * @returns the new script's path as index.html has it
 */
export async function deployNext(root: string): Promise<string> {
  const page = await readFile(join(root, 'index.html'), 'utf8');
  const script = /assets\/index-[\w-]+\.js/u.exec(page)?.[0];
  if (script === undefined) {
    throw new Error('index.html names no main script');
  }
  const next = script.replace(/-[\w-]+\.js$/u, '-NextOne1.js');
  const code = await readFile(join(root, script), 'utf8');
  await writeFile(join(root, script), `${code}\n/* the next build */\n`);
  await rename(join(root, script), join(root, next));
  for (const name of await readdir(root, { recursive: true })) {
    if (/\.(?:js|html)$/u.test(name)) {
      const text = await readFile(join(root, name), 'utf8');
      const changed = text
        .replaceAll(
          script.slice('assets/'.length),
          next.slice('assets/'.length),
        )
        .replace(/(url:"index\.html",revision:")[^"]*/u, '$1next');
      if (changed !== text) {
        await writeFile(join(root, name), changed);
      }
    }
  }
  return `/${next}`;
}
