import {
  mkdir,
  readdir,
  rename,
  rm,
  rmdir,
  stat,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { basename, join, relative, resolve as absolute, sep } from 'node:path';
import { DiskFaults } from './disk-faults.ts';
import { LazyFile } from './lazy-file.ts';
import { NodeWritable } from './node-writable.ts';

/** What the folder shares with every handle opened from it. Tests may change it at any time. */
export interface NodeDisk {
  faults: DiskFaults;
  /** Not `granted` makes every operation fail with NotAllowedError. */
  permission: PermissionState;
  /** What a call of `requestPermission` turns `permission` into. */
  answerToRequest: PermissionState;
  /** Browsers without `move` on file handles. */
  hasMove: boolean;
  /** Names that differ only in case or Unicode normalisation mean the same file. */
  ignoresCase: boolean;
}

/** Names Chromium neither lists nor opens on a local disk. */
function isHiddenByBrowser(name: string): boolean {
  return (
    // eslint-disable-next-line no-control-regex -- control characters are the point
    /[\u0000-\u001f\u007f:\\*?"<>|/]|^\s|[\s.]$/u.test(name) ||
    /^(con|nul|prn|aux|desktop\.ini)$/i.test(name) ||
    /\.(lnk|url|local|scf)$/i.test(name)
  );
}

const EXCEPTION_BY_CODE: Readonly<Record<string, string>> = {
  ENOENT: 'NotFoundError',
  ENOTDIR: 'TypeMismatchError',
  EISDIR: 'TypeMismatchError',
  ENOTEMPTY: 'InvalidModificationError',
  EEXIST: 'InvalidModificationError',
  EACCES: 'NoModificationAllowedError',
  EPERM: 'NoModificationAllowedError',
  EROFS: 'NoModificationAllowedError',
  ENOSPC: 'QuotaExceededError',
};

async function asBrowser<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    if (typeof error.code !== 'string') throw error;
    throw new DOMException(
      error.message,
      EXCEPTION_BY_CODE[error.code] ?? 'InvalidStateError',
    );
  }
}

abstract class NodeHandle {
  readonly disk: NodeDisk;
  /** Absolute path; `move` changes it. */
  nodePath: string;
  abstract readonly kind: 'file' | 'directory';

  constructor(nodePath: string, disk: NodeDisk) {
    this.nodePath = nodePath;
    this.disk = disk;
  }

  get name(): string {
    return basename(this.nodePath);
  }

  isSameEntry(other: FileSystemHandle): Promise<boolean> {
    return Promise.resolve(
      other instanceof NodeHandle &&
        other.kind === this.kind &&
        other.nodePath === this.nodePath,
    );
  }

  queryPermission(): Promise<PermissionState> {
    return Promise.resolve(this.disk.permission);
  }

  requestPermission(): Promise<PermissionState> {
    if (this.disk.permission === 'prompt') {
      this.disk.permission = this.disk.answerToRequest;
    }
    return Promise.resolve(this.disk.permission);
  }

  protected async run<T>(
    ...[name, path, act]: Parameters<typeof this.disk.faults.run<T>>
  ): Promise<T> {
    return await this.disk.faults.run(name, path, async () => {
      if (this.disk.permission !== 'granted') {
        throw new DOMException('Not allowed.', 'NotAllowedError');
      }
      return await asBrowser(act);
    });
  }
}

class NodeFileHandle extends NodeHandle {
  readonly kind = 'file' as const;

  async getFile(): Promise<File> {
    return await this.run('getFile', this.nodePath, async () => {
      const facts = await stat(this.nodePath);
      return new LazyFile(this.name, {
        path: this.nodePath,
        sizeBytes: facts.size,
        modifiedMs: facts.mtimeMs,
        faults: this.disk.faults,
      });
    });
  }

  async createWritable(
    options: FileSystemCreateWritableOptions = {},
  ): Promise<NodeWritable> {
    return await this.run('createWritable', this.nodePath, async () => {
      await stat(this.nodePath);
      return await NodeWritable.open(
        this.nodePath,
        this.disk.faults,
        options.keepExistingData ?? false,
      );
    });
  }

  /** Chromium replaces an existing target without a word and keeps the modified date. */
  get move():
    | ((first: NodeDirectoryHandle | string, second?: string) => Promise<void>)
    | undefined {
    if (!this.disk.hasMove) return undefined;
    return async (first, second) => {
      const folder =
        typeof first === 'string' ? join(this.nodePath, '..') : first.nodePath;
      const name = typeof first === 'string' ? first : (second ?? this.name);
      if (isHiddenByBrowser(name)) throw new TypeError('Name is not allowed.');
      const target = join(folder, name);
      await this.run('move', this.nodePath, async () => {
        await stat(folder);
        await rename(this.nodePath, target);
      });
      this.nodePath = target;
    };
  }
}

class NodeDirectoryHandle extends NodeHandle {
  readonly kind = 'directory' as const;

  /** The path a name stands for; on a disk that ignores case, that of the entry it matches. */
  private async pathOf(name: string): Promise<string> {
    if (name === '' || name === '.' || name === '..') {
      throw new TypeError('Name is not allowed.');
    }
    if (isHiddenByBrowser(name)) throw new TypeError('Name is not allowed.');
    if (this.disk.ignoresCase) {
      const fold = (text: string) => text.normalize('NFC').toLowerCase();
      const names = await readdir(this.nodePath).catch(() => []);
      const same = names.find((other) => fold(other) === fold(name));
      if (same !== undefined) return join(this.nodePath, same);
    }
    return join(this.nodePath, name);
  }

  async getFileHandle(
    name: string,
    options: FileSystemGetFileOptions = {},
  ): Promise<NodeFileHandle> {
    const path = await this.pathOf(name);
    return await this.run('getFileHandle', path, async () => {
      const facts = await stat(path).catch((error: unknown) => {
        if (options.create === true) return undefined;
        throw error;
      });
      if (facts === undefined) {
        await this.run('createFile', path, async () => {
          await writeFile(path, '', { flag: 'wx' });
        });
      } else if (facts.isDirectory()) {
        throw new DOMException('It is a folder.', 'TypeMismatchError');
      }
      return new NodeFileHandle(path, this.disk);
    });
  }

  async getDirectoryHandle(
    name: string,
    options: FileSystemGetDirectoryOptions = {},
  ): Promise<NodeDirectoryHandle> {
    const path = await this.pathOf(name);
    return await this.run('getDirectoryHandle', path, async () => {
      const facts = await stat(path).catch((error: unknown) => {
        if (options.create === true) return undefined;
        throw error;
      });
      if (facts === undefined) {
        await this.run('createDirectory', path, async () => {
          await mkdir(path);
        });
      } else if (!facts.isDirectory()) {
        throw new DOMException('It is a file.', 'TypeMismatchError');
      }
      return new NodeDirectoryHandle(path, this.disk);
    });
  }

  async removeEntry(
    name: string,
    options: FileSystemRemoveOptions = {},
  ): Promise<void> {
    const path = await this.pathOf(name);
    await this.run('removeEntry', path, async () => {
      const facts = await stat(path);
      if (!facts.isDirectory()) await unlink(path);
      else if (options.recursive === true) await rm(path, { recursive: true });
      else await rmdir(path);
    });
  }

  resolve(other: FileSystemHandle): Promise<string[] | null> {
    if (!(other instanceof NodeHandle)) return Promise.resolve(null);
    const between = relative(this.nodePath, other.nodePath);
    if (between === '') return Promise.resolve([]);
    const isInside = between !== '..' && !between.startsWith(`..${sep}`);
    return Promise.resolve(isInside ? between.split(sep) : null);
  }

  async *entries(): AsyncGenerator<
    [string, NodeFileHandle | NodeDirectoryHandle]
  > {
    const found = await this.run('list', this.nodePath, () =>
      readdir(this.nodePath, { withFileTypes: true }),
    );
    for (const entry of found) {
      const path = join(this.nodePath, entry.name);
      if (isHiddenByBrowser(entry.name)) continue;
      if (entry.isDirectory()) {
        yield [entry.name, new NodeDirectoryHandle(path, this.disk)];
      } else if (entry.isFile() || entry.isFIFO()) {
        yield [entry.name, new NodeFileHandle(path, this.disk)];
      }
    }
  }

  async *keys(): AsyncGenerator<string> {
    for await (const [name] of this.entries()) yield name;
  }

  async *values(): AsyncGenerator<NodeFileHandle | NodeDirectoryHandle> {
    for await (const [, handle] of this.entries()) yield handle;
  }

  [Symbol.asyncIterator](): AsyncGenerator<
    [string, NodeFileHandle | NodeDirectoryHandle]
  > {
    return this.entries();
  }
}

export interface NodeDirectory {
  /** To be given to the code under test. */
  handle: FileSystemDirectoryHandle;
  disk: NodeDisk;
}

/**
 * A `FileSystemDirectoryHandle` over a real folder, behaving as Chromium's does on a local disk:
 * symbolic links and some names are not listed, `createWritable` goes through a swap file, `move`
 * overwrites in silence and keeps the modified date. `folder` must exist.
 */
export function openNodeDirectory(
  folder: string,
  options: Partial<NodeDisk> = {},
): NodeDirectory {
  const disk: NodeDisk = {
    faults: new DiskFaults(),
    permission: 'granted',
    answerToRequest: 'granted',
    hasMove: true,
    ignoresCase: false,
    ...options,
  };
  const handle = new NodeDirectoryHandle(absolute(folder), disk);
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- lib.dom asks for legacy members no program uses
  return { handle: handle as unknown as FileSystemDirectoryHandle, disk };
}
