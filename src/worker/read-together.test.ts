import { openAsBlob } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readBytes } from './read-together.ts';

const MEGABYTE = 1024 * 1024;

let folder: string;

async function bytesOf(file: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return (await readBytes(file)).bytes;
}

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
  const all = await Promise.all(files.map(bytesOf));
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
  expect([...(await bytesOf(await fileOf(6, 1)))]).toEqual([6]);
});

test('a file that was changed or is gone fails alone', async () => {
  const files = await Promise.all(
    [1, 2, 3, 4].map((value) => fileOf(value, 9)),
  );
  await writeFile(join(folder, '3.bin'), 'changed since it was listed');
  const outcomes = await Promise.allSettled(files.map(bytesOf));
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
  const small = await fileOf(1, 10);
  const files = await Promise.all(
    [2, 3, 4].map((value) => fileOf(value, 6 * MEGABYTE)),
  );
  const large = await fileOf(5, 17 * MEGABYTE);
  const opened = vi.spyOn(Blob.prototype, 'stream');
  const reads = vi.spyOn(Blob.prototype, 'arrayBuffer');
  const all = await Promise.all([small, ...files, large].map(bytesOf));
  expect(all.map((bytes) => [bytes[0], bytes.at(-1), bytes.length])).toEqual([
    [1, 1, 10],
    [2, 2, 6 * MEGABYTE],
    [3, 3, 6 * MEGABYTE],
    [4, 4, 6 * MEGABYTE],
    [5, 5, 17 * MEGABYTE],
  ]);
  // The large one and the small one; two of six, one of six.
  expect(reads).toHaveBeenCalledTimes(2);
  expect(opened).toHaveBeenCalledTimes(2);
});

test('small files are had in one piece, however many they are', async () => {
  const values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
  const files = await Promise.all(
    values.map((value) => fileOf(value, 100_000)),
  );
  const opened = vi.spyOn(Blob.prototype, 'stream');
  const reads = vi.spyOn(Blob.prototype, 'arrayBuffer');
  const all = await Promise.all(files.map(bytesOf));
  expect(all.map((bytes) => [...new Set(bytes)])).toEqual(
    values.map((value) => [value]),
  );
  expect(reads).toHaveBeenCalledTimes(2);
  expect(opened).not.toHaveBeenCalled();
});

test('memory is used again when it was given back, and only then', async () => {
  const kept = await readBytes(await fileOf(1, MEGABYTE));
  const given = await readBytes(await fileOf(2, MEGABYTE));
  const memory = given.bytes.buffer;
  given.giveBack();
  const next = await readBytes(await fileOf(3, MEGABYTE - 7));
  // A stream hands memory on under a new name, and the old name is empty.
  expect(memory.byteLength).toBe(0);
  expect([next.bytes.length, next.bytes.buffer.byteLength]).toEqual([
    MEGABYTE - 7,
    MEGABYTE,
  ]);
  expect([...new Set(next.bytes)]).toEqual([3]);
  expect([...new Set(kept.bytes)]).toEqual([1]);
});

test('of large files, too, one that was changed or is gone fails alone', async () => {
  const files = await Promise.all(
    [1, 2, 3, 4, 5].map((value) => fileOf(value, MEGABYTE)),
  );
  await writeFile(join(folder, '3.bin'), 'changed since it was listed');
  await rm(join(folder, '5.bin'));
  const outcomes = await Promise.allSettled(files.map(bytesOf));
  expect(
    outcomes.map((outcome) =>
      outcome.status === 'fulfilled'
        ? [...new Set(outcome.value), outcome.value.length]
        : (outcome.reason as Error).name,
    ),
  ).toEqual([
    [1, MEGABYTE],
    [2, MEGABYTE],
    'NotReadableError',
    [4, MEGABYTE],
    'NotReadableError',
  ]);
});

test('without byte streams files are read all the same', async () => {
  vi.spyOn(Blob.prototype, 'stream').mockReturnValue(
    new ReadableStream<Uint8Array<ArrayBuffer>>(),
  );
  const reads = vi.spyOn(Blob.prototype, 'arrayBuffer');
  const bytes = await bytesOf(await fileOf(1, MEGABYTE));
  expect([bytes.length, ...new Set(bytes)]).toEqual([MEGABYTE, 1]);
  expect(reads).toHaveBeenCalledTimes(1);
});
