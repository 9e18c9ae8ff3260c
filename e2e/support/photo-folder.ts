import { createHash } from 'node:crypto';
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { drawScene, shrink, turnRight } from './draw-scene.ts';
import { encodeJpeg, encodePng } from './encode-picture.ts';

/** A capture day long ago, so that a changed date cannot be taken for "now". */
const PHOTO_TIME = new Date('2019-07-14T12:00:00Z');

/** A real folder on disk with photos drawn from a seed. Removed by `remove`. */
export class PhotoFolder {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  static async create(name = 'Photos'): Promise<PhotoFolder> {
    // Chromium wants the real path: a link to a folder is dropped as a file.
    const base = await realpath(await mkdtemp(join(tmpdir(), 'twinsift-')));
    const path = join(base, name);
    await mkdir(path);
    return new PhotoFolder(path);
  }

  async write(path: string, bytes: Buffer | string): Promise<void> {
    const target = join(this.path, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, bytes);
    await utimes(target, PHOTO_TIME, PHOTO_TIME);
  }

  read(path: string): Promise<Buffer> {
    return readFile(join(this.path, path));
  }

  /** Every file below: path → SHA-256, size and modification time. */
  async snapshot(): Promise<Record<string, string>> {
    const entries: Record<string, string> = {};
    const items = await readdir(this.path, {
      recursive: true,
      withFileTypes: true,
    });
    for (const item of items) {
      if (item.isFile()) {
        const full = join(item.parentPath, item.name);
        const bytes = await readFile(full);
        const { mtimeMs } = await stat(full);
        const hash = createHash('sha256').update(bytes).digest('hex');
        entries[relative(this.path, full)] =
          `${hash} ${bytes.length} ${Math.round(mtimeMs)}`;
      }
    }
    return entries;
  }

  async remove(): Promise<void> {
    await rm(dirname(this.path), { recursive: true, force: true });
  }
}

/**
 * The standard small library: per scene an original, plus copies of known relations, two files
 * that cannot be compared, and scenes that have no copy.
 */
export async function smallLibrary(): Promise<PhotoFolder> {
  const folder = await PhotoFolder.create();
  const beach = drawScene(1);
  const beachBytes = await encodeJpeg(beach, 92);
  await folder.write('Holiday/beach.jpg', beachBytes);
  await folder.write('Holiday/beach (1).jpg', beachBytes);
  await folder.write('Backup/beach.jpg', beachBytes);
  const tower = drawScene(2);
  await folder.write('Holiday/tower.jpg', await encodeJpeg(tower, 92));
  await folder.write(
    'Messenger/IMG-20190714-WA0001.jpg',
    await encodeJpeg(shrink(tower, 2), 70),
  );
  const garden = drawScene(3);
  await folder.write('Holiday/garden.jpg', await encodeJpeg(garden, 92));
  await folder.write(
    'Holiday/garden turned.png',
    await encodePng(turnRight(garden)),
  );
  for (const seed of [11, 12, 13, 14]) {
    await folder.write(
      `Single/scene-${seed}.jpg`,
      await encodeJpeg(drawScene(seed), 88),
    );
  }
  await folder.write('Holiday/notes.jpg', 'These are my notes, not a photo.');
  await folder.write('Holiday/cut.jpg', beachBytes.subarray(0, 90));
  return folder;
}
