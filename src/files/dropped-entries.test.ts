import { expect, it } from 'vitest';
import { filesBelow } from './dropped-entries.ts';

interface Tree {
  [name: string]: Tree | string;
}

/** What a browser gives of a dropped folder; of names with “locked” nothing. */
function entryOf(name: string, tree: Tree): FileSystemDirectoryEntry {
  const children = Object.entries(tree).map(([child, below]) =>
    typeof below === 'string' ? fileEntry(child, below) : entryOf(child, below),
  );
  return {
    name,
    isFile: false,
    isDirectory: true,
    createReader: () => ({
      // Two at a time, as browsers give a hundred.
      readEntries: (done: (some: FileSystemEntry[]) => void, fail: Fail) => {
        if (name.includes('locked')) fail(new DOMException('Not allowed.'));
        else done(children.splice(0, 2));
      },
    }),
  } as unknown as FileSystemDirectoryEntry;
}

type Fail = (error: DOMException) => void;

function fileEntry(name: string, text: string): FileSystemEntry {
  return {
    name,
    isFile: true,
    isDirectory: false,
    file: (done: (file: File) => void, fail: Fail) => {
      if (name.includes('locked')) fail(new DOMException('Not allowed.'));
      else done(new File([text], name));
    },
  } as unknown as FileSystemEntry;
}

it('finds the files of all folders, however many a reader gives at a time', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 75 }, (_, nth) => [`${nth}.jpg`, String(nth)]),
  );
  const { files, failures } = await filesBelow(
    entryOf('Photos', { 'a.jpg': 'a', '2019': { 'b.jpg': 'b', May: many } }),
  );
  expect(failures).toEqual([]);
  expect(files).toHaveLength(77);
  const byPath = new Map(files.map(({ path, file }) => [path, file]));
  expect(await byPath.get('a.jpg')?.text()).toBe('a');
  expect(await byPath.get('2019/b.jpg')?.text()).toBe('b');
  expect(await byPath.get('2019/May/74.jpg')?.text()).toBe('74');
});

it('names what cannot be opened, and goes on with the rest', async () => {
  const { files, failures } = await filesBelow(
    entryOf('Photos', {
      'locked.jpg': '',
      'a.jpg': 'a',
      'locked folder': { 'c.jpg': 'c' },
      '2019': { 'b.jpg': 'b' },
    }),
  );
  expect(files.map(({ path }) => path)).toEqual(['a.jpg', '2019/b.jpg']);
  expect(failures).toEqual([
    '“locked.jpg”: Not allowed.',
    '“locked folder/”: Not allowed.',
  ]);
});

it('keeps a folder full of what cannot be opened to a few lines', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 40 }, (_, nth) => [`locked ${nth}.jpg`, '']),
  );
  const { failures } = await filesBelow(entryOf('Photos', many));
  expect(failures).toHaveLength(3);
});
