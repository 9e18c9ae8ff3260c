import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rootId } from '../domain/photo-id.ts';
import type { ListingSettings } from '../domain/settings.ts';
import { directorySource } from './directory-source.ts';
import { fileListSource, listedFolder } from './file-list-source.ts';
import type { FolderSource, Walked } from './folder-source.ts';
import { DiskFaults } from './testing/disk-faults.ts';
import {
  openNodeDirectory,
  type NodeDisk,
} from './testing/node-directory-handle.ts';
import { makeTempFolder, writeTree } from './testing/temp-tree.ts';

const ROOT = rootId('root');
const USUAL: ListingSettings = { includesHidden: false, excludePatterns: [] };

let temp: Awaited<ReturnType<typeof makeTempFolder>>;

beforeEach(async () => {
  temp = await makeTempFolder();
});

afterEach(async () => {
  await temp.remove();
});

function source(options: Partial<NodeDisk> = {}): FolderSource {
  return directorySource(ROOT, openNodeDirectory(temp.path, options).handle);
}

async function walk(
  from: FolderSource,
  options: Partial<ListingSettings> = {},
  signal = new AbortController().signal,
): Promise<string[]> {
  const seen: string[] = [];
  for await (const some of from.walk({ ...USUAL, ...options }, signal)) {
    expect(some).not.toEqual([]);
    for (const found of some) {
      const mark = found.kind === 'file' ? '' : `! ${found.failure.kind} `;
      seen.push(mark + found.facts.path);
    }
  }
  return seen;
}

const TREE = {
  'b.jpg': 'bb',
  'a/2.jpg': '2',
  'a/10.jpg': '10',
  'a/deep/er/x.txt': 'x',
  'c/1.jpg': '1',
  'B.jpg': 'B',
  'Lib.photoslibrary/originals/p.heic': 'p',
};

async function entriesOf(
  handle: FileSystemDirectoryHandle,
): Promise<(FileSystemFileHandle | FileSystemDirectoryHandle)[]> {
  const entries = [];
  for await (const entry of handle.values()) entries.push(entry);
  return entries;
}

/** What every scan leaves out. */
const LEFT_OUT = {
  'Twinsift quarantine/2026/a.jpg': 'q',
  'c/Twinsift quarantine/2026/a.jpg': 'q',
  'c/.git/a.jpg': 'g',
  'c/@eaDir/a.jpg': 'e',
  '$RECYCLE.BIN/a.jpg': 'r',
  '.Trash-1000/a.jpg': 't',
  'node_modules/a.png': 'n',
};

describe('walking a directory', () => {
  it('goes depth first in name order and says size and date', async () => {
    await writeTree(temp.path, TREE);
    expect(await walk(source())).toEqual([
      'B.jpg',
      'Lib.photoslibrary/originals/p.heic',
      'a/10.jpg',
      'a/2.jpg',
      'a/deep/er/x.txt',
      'b.jpg',
      'c/1.jpg',
    ]);
    const steps = source().walk(USUAL, new AbortController().signal);
    const found: Walked[] = [];
    for await (const some of steps) found.push(...some);
    expect(found.find(({ facts }) => facts.path === 'b.jpg')?.facts).toEqual({
      root: ROOT,
      path: 'b.jpg',
      sizeBytes: 2,
      modifiedMs: 1_600_000_000_000,
    });
  });

  it('never enters quarantine, bins and the like, hidden files or not', async () => {
    await writeTree(temp.path, { ...LEFT_OUT, 'c/1.jpg': '1' });
    expect(await walk(source(), { includesHidden: true })).toEqual(['c/1.jpg']);
  });

  it('takes hidden files and folders only when asked', async () => {
    await writeTree(temp.path, {
      '.h.jpg': 'h',
      '.d/a.jpg': 'a',
      'v.jpg': 'v',
    });
    expect(await walk(source())).toEqual(['v.jpg']);
    expect(await walk(source(), { includesHidden: true })).toEqual([
      '.d/a.jpg',
      '.h.jpg',
      'v.jpg',
    ]);
  });

  it('leaves out what the patterns name', async () => {
    await writeTree(temp.path, TREE);
    const excludePatterns = ['*.{txt,heic}', 'c', 'a/1*.jpg'];
    expect(await walk(source(), { excludePatterns })).toEqual([
      'B.jpg',
      'a/2.jpg',
      'b.jpg',
    ]);
  });

  it('reports a folder it cannot list, and goes on', async () => {
    await writeTree(temp.path, TREE);
    const faults = new DiskFaults(({ name, path }) =>
      name === 'list' && path.endsWith('/a')
        ? { kind: 'fail', exception: 'NoModificationAllowedError' }
        : undefined,
    );
    const seen = await walk(source({ faults }));
    expect(seen).toContain('! folder-not-readable a');
    expect(seen).toContain('c/1.jpg');
    expect(seen).not.toContain('a/2.jpg');
  });

  it('reports files that vanish or refuse, and goes on', async () => {
    await writeTree(temp.path, { '1': '1', '2': '2', '3': '3' });
    const faults = new DiskFaults(({ name, path }) => {
      if (name !== 'getFile') return undefined;
      if (path.endsWith('/1'))
        return { kind: 'fail', exception: 'NotFoundError' };
      if (path.endsWith('/2'))
        return { kind: 'fail', exception: 'NotReadableError' };
      return undefined;
    });
    expect(await walk(source({ faults }))).toEqual([
      '! vanished 1',
      '! not-readable 2',
      '3',
    ]);
  });

  it('reports entries without a name instead of dropping them', async () => {
    await writeTree(temp.path, { 'a.jpg': 'a' });
    const { handle } = openNodeDirectory(temp.path);
    const [named] = await entriesOf(handle);
    const nameless = Object.create(named!, { name: { value: '' } }) as never;
    handle.values = async function* () {
      yield await Promise.resolve(nameless);
      yield named!;
      yield nameless;
    } as typeof handle.values;
    expect(await walk(directorySource(ROOT, handle))).toEqual([
      '! not-readable (unreadable name 1)',
      '! not-readable (unreadable name 2)',
      'a.jpg',
    ]);
  });

  it('looks at 64 files at once, never more, and keeps the order', async () => {
    const names = Array.from({ length: 300 }, (_, at) => `${at + 100}`);
    await writeTree(
      temp.path,
      Object.fromEntries(names.map((name) => [name, 'x'])),
    );
    const { handle } = openNodeDirectory(temp.path);
    const entries = await entriesOf(handle);
    let inFlight = 0;
    let most = 0;
    for (const entry of entries) {
      if (entry.kind !== 'file') continue;
      const getFile = entry.getFile.bind(entry);
      entry.getFile = async () => {
        most = Math.max(most, ++inFlight);
        const file = await getFile();
        inFlight--;
        return file;
      };
    }
    handle.values = async function* () {
      for (const entry of entries) yield await Promise.resolve(entry);
    } as typeof handle.values;
    expect(await walk(directorySource(ROOT, handle))).toEqual(names);
    expect(most).toBe(64);
  });

  it('ends early when aborted', async () => {
    const names = Array.from({ length: 600 }, (_, at) => `${at}`);
    await writeTree(
      temp.path,
      Object.fromEntries(names.map((name) => [name, 'x'])),
    );
    const controller = new AbortController();
    let steps = 0;
    for await (const some of source().walk(USUAL, controller.signal)) {
      expect(some.length).toBeLessThan(600);
      steps += 1;
      controller.abort();
    }
    expect(steps).toBe(1);
    expect(await walk(source(), {}, controller.signal)).toEqual([]);
  });
});

describe('opening a file by its path', () => {
  it('gives the file as it is now', async () => {
    await writeTree(temp.path, TREE);
    const from = source();
    const before = await from.open('a/deep/er/x.txt');
    expect(before.kind === 'opened' && (await before.file.text())).toBe('x');
    await writeFile(join(temp.path, 'a/deep/er/x.txt'), 'changed');
    const after = await from.open('a/deep/er/x.txt');
    expect(after.kind === 'opened' && (await after.file.text())).toBe(
      'changed',
    );
  });

  it('says vanished for what is gone, and finds it again later', async () => {
    const from = source();
    const gone = { kind: 'failed', failure: { kind: 'vanished' } };
    expect(await from.open('later/a.jpg')).toEqual(gone);
    await writeTree(temp.path, { 'later/a.jpg': 'a' });
    expect((await from.open('later/a.jpg')).kind).toBe('opened');
    expect(await from.open('later/b.jpg')).toEqual(gone);
  });

  it('says not-readable without permission and for paths out of the folder', async () => {
    await writeTree(temp.path, { 'a.jpg': 'a' });
    const closed = await source({ permission: 'prompt' }).open('a.jpg');
    expect(closed).toMatchObject({ failure: { kind: 'not-readable' } });
    const outside = await source().open('../a.jpg');
    expect(outside).toMatchObject({ failure: { kind: 'not-readable' } });
  });
});

describe('a folder input', () => {
  function listed(paths: readonly string[]): File[] {
    return paths.map((path) => {
      const file = new File(['x'], path.slice(path.lastIndexOf('/') + 1));
      const value = path.includes('/') ? path : '';
      Object.defineProperty(file, 'webkitRelativePath', { value });
      return file;
    });
  }

  it('gives the same files in the same order as a directory', async () => {
    const tree = { ...TREE, ...LEFT_OUT, '.h/a.jpg': 'h' };
    await writeTree(temp.path, tree);
    const files = listed(Object.keys(tree).map((path) => `Photos/${path}`));
    const folder = listedFolder(files);
    expect(folder.label).toBe('Photos');
    for (const options of [
      {},
      { includesHidden: true },
      { excludePatterns: ['a', '*.heic'] },
    ]) {
      const fromList = await walk(fileListSource(ROOT, folder), options);
      expect(fromList).toEqual(await walk(source(), options));
    }
  });

  it('is read-only and opens what it listed', async () => {
    const from = fileListSource(ROOT, listedFolder(listed(['P/a/b.jpg'])));
    expect(from.canWrite).toBe(false);
    expect(from.directory).toBeUndefined();
    expect((await from.open('a/b.jpg')).kind).toBe('opened');
    expect(await from.open('P/a/b.jpg')).toMatchObject({ kind: 'failed' });
  });

  it('takes files without a folder by their names', async () => {
    const folder = listedFolder(listed(['a.jpg']));
    expect(folder.label).toBe('Chosen files');
    expect(await walk(fileListSource(ROOT, folder))).toEqual(['a.jpg']);
  });
});
