import { expect, test } from 'vitest';
import { rootId } from '../domain/photo-id.ts';
import type { FolderSource } from '../files/folder-source.ts';
import { MOST_LISTED, ReadQueue, type QueuedFile } from './read-queue.ts';

const root = rootId('r');
const source: FolderSource = {
  root,
  label: 'r',
  canWrite: false,
  // eslint-disable-next-line require-yield -- an empty folder
  async *walk() {
    await Promise.resolve();
  },
  open: () => Promise.reject(new Error('not to be opened')),
};

function filled(count: number): { queue: ReadQueue; files: QueuedFile[] } {
  const queue = new ReadQueue();
  const files = Array.from({ length: count }, (_, at) =>
    queue.add(source, { root, path: `${at}`, sizeBytes: 1, modifiedMs: 0 }),
  );
  return { queue, files };
}

function takeAll(queue: ReadQueue, most = Infinity): string[] {
  const paths: string[] = [];
  for (
    let next = queue.next();
    next && paths.length < most;
    next = queue.next()
  ) {
    queue.take(next);
    paths.push(next.facts.path);
  }
  return paths;
}

test('takes suspects first, then the rest as listed, each once', () => {
  const { queue, files } = filled(6);
  expect(takeAll(queue, 1)).toEqual(['0']);
  queue.setSuspects([4, 0, 2].map((at) => files[at]!));
  expect(queue.next()).toBe(queue.next());
  expect(takeAll(queue)).toEqual(['4', '2', '1', '3', '5']);
  expect(queue.next()).toBeUndefined();
});

test('goes on with files that are listed later, and with other suspects', () => {
  const { queue, files } = filled(3);
  queue.setSuspects([files[2]!]);
  expect(takeAll(queue, 1)).toEqual(['2']);
  queue.setSuspects([files[2]!, files[1]!]);
  expect(takeAll(queue)).toEqual(['1', '0']);
  const late = queue.add(source, { ...files[0]!.facts, path: 'late' });
  expect(queue.next()).toBe(late);
});

test('takes each of many files once, across what it forgets in between', () => {
  const { queue, files } = filled(10_000);
  queue.setSuspects(files.filter((_file, at) => at % 3 === 0));
  const paths = takeAll(queue);
  expect(paths.length).toBe(10_000);
  expect(new Set(paths).size).toBe(10_000);
  expect(paths.slice(3334, 3338)).toEqual(['1', '2', '4', '5']);
});

test('keeps the first few files as they were listed, until they are taken', () => {
  const queue = new ReadQueue();
  const listed = new File([], 'a.jpg');
  const add = (path: string): QueuedFile =>
    queue.add(source, { root, path, sizeBytes: 1, modifiedMs: 0 }, listed);
  const files = Array.from({ length: MOST_LISTED + 100 }, (_, at) =>
    add(`${at}`),
  );
  const kept = files.filter((file) => file.listed !== undefined);
  expect(kept).toHaveLength(MOST_LISTED);
  expect(kept.at(-1)).toBe(files[MOST_LISTED - 1]);
  expect(queue.take(files[0]!)).toBe(listed);
  expect(files[0]!.listed).toBeUndefined();
  expect(queue.take(files[0]!)).toBeUndefined();
  expect(add('later').listed).toBe(listed);
  expect(add('latest').listed).toBeUndefined();
});
