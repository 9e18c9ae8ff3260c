import { openAsBlob } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readBytes } from './read-together.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinsift-read-'));
});

afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

/** A file of that many bytes, all of the one value, as the browser's File is: read when asked for. */
async function fileOf(value: number, sizeBytes: number): Promise<Blob> {
  const path = join(folder, `${value}.bin`);
  await writeFile(path, new Uint8Array(sizeBytes).fill(value));
  return openAsBlob(path);
}

test('files asked for at once are read together, and each gets its own bytes', async () => {
  const files = await Promise.all(
    [1, 2, 3, 4, 5].map((value) => fileOf(value, value * 100)),
  );
  const reads = vi.spyOn(Blob.prototype, 'arrayBuffer');
  const all = await Promise.all(files.map(readBytes));
  expect(all.map((bytes) => bytes.length)).toEqual([100, 200, 300, 400, 500]);
  expect(all.map((bytes) => [...new Set(bytes)])).toEqual([
    [1],
    [2],
    [3],
    [4],
    [5],
  ]);
  // The first at once, the four that came meanwhile in one.
  expect(reads).toHaveBeenCalledTimes(2);
  // The way is free again for the next.
  expect([...(await readBytes(await fileOf(6, 1)))]).toEqual([6]);
});

test('a file that was changed or is gone fails alone', async () => {
  const files = await Promise.all(
    [1, 2, 3, 4].map((value) => fileOf(value, 9)),
  );
  await writeFile(join(folder, '3.bin'), 'changed since it was listed');
  const outcomes = await Promise.allSettled(files.map(readBytes));
  expect(outcomes.map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
  ]);
  expect(outcomes[2]).toMatchObject({ reason: { name: 'NotReadableError' } });
  expect(outcomes[3]).toMatchObject({ value: new Uint8Array(9).fill(4) });
});

test('not more than 16 MB are read together, larger files each alone', async () => {
  const megabyte = 1024 * 1024;
  const small = await fileOf(1, 10);
  const files = await Promise.all(
    [2, 3, 4].map((value) => fileOf(value, 6 * megabyte)),
  );
  const large = await fileOf(5, 17 * megabyte);
  const reads = vi.spyOn(Blob.prototype, 'arrayBuffer');
  const all = await Promise.all([small, ...files, large].map(readBytes));
  expect(all.map((bytes) => [bytes[0], bytes.at(-1), bytes.length])).toEqual([
    [1, 1, 10],
    [2, 2, 6 * megabyte],
    [3, 3, 6 * megabyte],
    [4, 4, 6 * megabyte],
    [5, 5, 17 * megabyte],
  ]);
  // The large one, the small one, two of six, one of six.
  expect(reads).toHaveBeenCalledTimes(4);
});
