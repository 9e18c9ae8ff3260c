import {
  mkdtemp,
  readFile,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
  mkdir,
  readdir,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DiskFaults, DiskKilled } from './disk-faults.ts';
import { openNodeDirectory } from './node-directory-handle.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinsift-handle-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function caught(promise: Promise<unknown>): Promise<string> {
  return await promise.then(
    () => 'nothing',
    (error: unknown) => (error instanceof Error ? error.name : 'no error'),
  );
}

describe('a folder on a real disk behind the browser’s interface', () => {
  it('lists files and folders, not symbolic links nor names the browser hides', async () => {
    await mkdir(join(folder, 'sub'));
    for (const name of ['a.jpg', '.hidden', 'b:c.jpg', ' edge.jpg', 'nul']) {
      await writeFile(join(folder, name), name);
    }
    await symlink(join(folder, 'a.jpg'), join(folder, 'link.jpg'));
    const { handle } = openNodeDirectory(folder);
    const names: string[] = [];
    for await (const [name, entry] of handle.entries()) {
      names.push(`${entry.kind} ${name}`);
    }
    expect(names.sort()).toEqual([
      'directory sub',
      'file .hidden',
      'file a.jpg',
    ]);
    expect(await caught(handle.getFileHandle('..'))).toBe('TypeError');
    expect(await caught(handle.getFileHandle('sub'))).toBe('TypeMismatchError');
    expect(await caught(handle.getDirectoryHandle('a.jpg'))).toBe(
      'TypeMismatchError',
    );
    expect(await caught(handle.getFileHandle('none'))).toBe('NotFoundError');
    expect(await caught(handle.removeEntry('none'))).toBe('NotFoundError');
  });

  it('reads lazily and refuses what changed or vanished since', async () => {
    await writeFile(join(folder, 'a'), 'hello world');
    const { handle } = openNodeDirectory(folder);
    const file = await (await handle.getFileHandle('a')).getFile();
    expect(file).toBeInstanceOf(File);
    expect([file.name, file.size]).toEqual(['a', 11]);
    expect(await file.text()).toBe('hello world');
    expect(await file.slice(-5).slice(1, 3).text()).toBe('or');
    expect(await new Response(file.stream()).text()).toBe('hello world');
    await writeFile(join(folder, 'a'), 'changed');
    expect(await caught(file.arrayBuffer())).toBe('NotReadableError');
    await rm(join(folder, 'a'));
    expect(await caught(file.slice(0, 2).arrayBuffer())).toBe('NotFoundError');
  });

  it('writes through a swap file and shows nothing before close', async () => {
    const { handle } = openNodeDirectory(folder);
    const target = await handle.getFileHandle('new', { create: true });
    const writable = await target.createWritable();
    await writable.write('some');
    await writable.write(new Blob([' text']));
    expect((await readdir(folder)).sort()).toEqual(['new', 'new.crswap']);
    expect(await readFile(join(folder, 'new'), 'utf8')).toBe('');
    await writable.close();
    expect(await readdir(folder)).toEqual(['new']);
    expect(await readFile(join(folder, 'new'), 'utf8')).toBe('some text');
    const dropped = await target.createWritable();
    await dropped.write('x');
    await dropped.abort();
    expect(await readFile(join(folder, 'new'), 'utf8')).toBe('some text');
    const copied = await handle.getFileHandle('copy', { create: true });
    await (
      await target.getFile()
    )
      .stream()
      .pipeTo(await copied.createWritable());
    expect(await readFile(join(folder, 'copy'), 'utf8')).toBe('some text');
  });

  it('moves with the date kept, over an existing target', async () => {
    await mkdir(join(folder, 'sub'));
    await writeFile(join(folder, 'a'), 'A');
    await writeFile(join(folder, 'sub/b'), 'B');
    await utimes(join(folder, 'a'), 1000, 1000);
    const { handle } = openNodeDirectory(folder);
    const file = await handle.getFileHandle('a');
    const moving = file as unknown as {
      move: (to: FileSystemDirectoryHandle, name: string) => Promise<void>;
    };
    const sub = await handle.getDirectoryHandle('sub');
    await moving.move(sub, 'b');
    expect(await readdir(folder)).toEqual(['sub']);
    expect(await readFile(join(folder, 'sub/b'), 'utf8')).toBe('A');
    expect((await stat(join(folder, 'sub/b'))).mtimeMs).toBe(1_000_000);
    expect(file.name).toBe('b');
    expect(await handle.resolve(file)).toEqual(['sub', 'b']);
    expect(await file.isSameEntry(await sub.getFileHandle('b'))).toBe(true);
  });

  it('refuses without permission, and finds names in another case where told to', async () => {
    await writeFile(join(folder, 'Été.jpg'.normalize('NFC')), 'A');
    const { handle, disk } = openNodeDirectory(folder, { ignoresCase: true });
    const file = await handle.getFileHandle('éTÉ.JPG'.normalize('NFD'));
    expect(file.name).toBe('Été.jpg');
    disk.permission = 'prompt';
    expect(await caught(file.getFile())).toBe('NotAllowedError');
    await handle.requestPermission({ mode: 'readwrite' });
    expect(await (await file.getFile()).text()).toBe('A');
  });

  it('fails where told to, and not at all after a kill', async () => {
    await writeFile(join(folder, 'a'), 'A');
    const failing = openNodeDirectory(folder, {
      faults: DiskFaults.at(0, { kind: 'fail', exception: 'NotReadableError' }),
    });
    expect(await caught(failing.handle.getFileHandle('a'))).toBe(
      'NotReadableError',
    );
    expect(await caught(failing.handle.getFileHandle('a'))).toBe('nothing');

    const killed = openNodeDirectory(folder, {
      faults: new DiskFaults((operation) =>
        operation.name === 'write' ? { kind: 'kill' } : undefined,
      ),
    });
    const b = await killed.handle.getFileHandle('b', { create: true });
    const writable = await b.createWritable();
    await expect(writable.write('text')).rejects.toBeInstanceOf(DiskKilled);
    await expect(killed.handle.getFileHandle('a')).rejects.toBeInstanceOf(
      DiskKilled,
    );
    expect(await readFile(join(folder, 'b'), 'utf8')).toBe('');
    expect(await readFile(join(folder, 'b.crswap'), 'utf8')).toBe('te');
  });
});
