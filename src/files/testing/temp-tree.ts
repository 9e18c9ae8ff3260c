import {
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A fresh temporary folder; `remove` takes it away with all it holds. */
export async function makeTempFolder(): Promise<{
  path: string;
  remove: () => Promise<void>;
}> {
  const path = await mkdtemp(join(tmpdir(), 'twinsift-tree-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Writes files by relative path. All get the same old date, so that a changed date shows. */
export async function writeTree(
  folder: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    const absolute = join(folder, path);
    await mkdir(dirname(absolute), { recursive: true });
    await writeFile(absolute, content);
    await utimes(absolute, 1_600_000_000, 1_600_000_000);
  }
}

/** Every name below a folder with what it is: content of files (latin1), `/` for folders, targets of links. */
export async function readTree(
  folder: string,
): Promise<Readonly<Record<string, string>>> {
  const tree: Record<string, string> = {};
  const walk = async (relative: string): Promise<void> => {
    for (const name of (await readdir(join(folder, relative))).sort()) {
      const path = relative === '' ? name : `${relative}/${name}`;
      const facts = await lstat(join(folder, path));
      if (facts.isSymbolicLink()) {
        tree[path] = `-> ${await readlink(join(folder, path))}`;
      } else if (facts.isDirectory()) {
        tree[path] = '/';
        await walk(path);
      } else {
        tree[path] = await readFile(join(folder, path), 'latin1');
      }
    }
  };
  await walk('');
  return tree;
}
