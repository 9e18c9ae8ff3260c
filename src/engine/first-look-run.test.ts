import { beforeEach, expect, test } from 'vitest';
import { FIRST_LOOK } from '../domain/first-look.ts';
import { rootId } from '../domain/photo-id.ts';
import type { FolderSource } from '../files/folder-source.ts';
import type {
  AnalyzerWorker,
  FileBytes,
  FirstLook,
} from '../protocol/analyzer-protocol.ts';
import { FirstLookRun, type Likeness } from './first-look-run.ts';
import { PauseGate } from './pause-gate.ts';
import { ReadQueue, type QueuedFile } from './read-queue.ts';
import type { PoolResult } from './worker-pool.ts';

const root = rootId('r');
const MANY = FIRST_LOOK.minNewFiles;
/** The smallest file that is looked at. */
const LEAST_BYTES = FIRST_LOOK.mostSmallBytes + 1;

/** A pool whose jobs wait until the test lets them end. */
class HeldPool {
  readonly capacity = 4;
  readonly jobs: { files: number; end: (how: 'done' | 'lost') => void }[] = [];

  run<T>(
    _options: object,
    call: (api: AnalyzerWorker) => Promise<T>,
  ): Promise<PoolResult<T>> {
    return new Promise((resolve, reject) => {
      let files: readonly FileBytes[] = [];
      const api: Pick<AnalyzerWorker, 'firstLook'> = {
        firstLook: (job) => {
          files = job.files;
          return Promise.resolve(files.map(lookOf));
        },
      };

      const answer = call(api as AnalyzerWorker);
      const end = (how: 'done' | 'lost'): void => {
        if (how === 'lost') resolve({ kind: 'worker-died', detail: 'test' });
        else
          answer.then((value) => {
            resolve({ kind: 'done', value });
          }, reject);
      };
      this.jobs.push({ files: files.length, end });
    });
  }
}

/** An odd size stands for a thumbnail. */
function lookOf({ size }: FileBytes): FirstLook | undefined {
  return size % 2 === 1
    ? { pHash64: new Uint8Array(8), pHash256: new Uint8Array(32) }
    : undefined;
}

let pool: HeldPool;
let gate: PauseGate;
let stop: AbortController;
let queue: ReadQueue;
let found: Likeness[];
let thumbs: number[];
let idle: number;
let opened: string[];
let run: FirstLookRun;

beforeEach(() => {
  pool = new HeldPool();
  gate = new PauseGate();
  stop = new AbortController();
  queue = new ReadQueue();
  [found, thumbs, opened] = [[], [], []];
  idle = 0;
  run = new FirstLookRun({
    pool,
    gate,
    signal: stop.signal,
    match: (more) => {
      thumbs.push(...more.map(({ file }) => file));
      const late = more.filter(({ file }) => file === 3);
      return Promise.resolve(late.map(({ file }) => ({ head: 1, file })));
    },
    onLike: (more) => found.push(...more),
    onIdle: () => {
      idle += 1;
    },
  });
});

const source: FolderSource = {
  root,
  label: 'r',
  canWrite: false,
  // eslint-disable-next-line require-yield -- an empty folder
  async *walk() {
    await Promise.resolve();
  },
  open: (path) => {
    opened.push(path);
    return Promise.resolve({ kind: 'opened', file: new File(['x'], path) });
  },
};

function offer(count: number, from = 0, sizeBytes = LEAST_BYTES): QueuedFile[] {
  return Array.from({ length: count }, (_, at) => {
    const number = from + at;
    const facts = {
      root,
      path: `${number}.jpg`,
      sizeBytes,
      modifiedMs: 0,
    };
    const queued = queue.add(source, facts);
    run.offer(queued, new File([number % 2 === 0 ? 'xx' : 'x'], facts.path));
    return queued;
  });
}

/** Lets jobs end until none is left. */
async function settle(how: 'done' | 'lost' = 'done'): Promise<void> {
  for (let turns = 0; turns < 2000; turns += 1) {
    pool.jobs.shift()?.end(how);
    await Promise.resolve();
  }
}

test('does nothing for fewer files than are worth it', async () => {
  offer(MANY - 1);
  await settle();
  run.close();
  expect([run.isHolding, run.isGoingOn, run.looked, idle]).toEqual([
    false,
    false,
    0,
    0,
  ]);
});

test('small files are neither looked at nor counted', async () => {
  offer(MANY, 0, LEAST_BYTES - 1);
  offer(MANY - 1, MANY);
  expect([run.total, run.isHolding]).toEqual([MANY - 1, false]);
  offer(1, 2 * MANY - 1);
  await settle();
  run.close();
  expect(run.looked).toBe(MANY);
});

test('a few large files are worth it too', async () => {
  const half = FIRST_LOOK.minNewBytes / 2;
  offer(1, 0, half);
  expect(run.isHolding).toBe(false);
  offer(1, 1, half);
  expect(run.isHolding).toBe(true);
  await settle();
  run.close();
  expect(run.looked).toBe(2);
});

test('looks at all from then on, many at once, and holds the full pass meanwhile', async () => {
  offer(MANY + 40);
  expect(run.isHolding).toBe(true);
  for (let turns = 0; turns < 20; turns += 1) await Promise.resolve();
  expect(pool.jobs.map(({ files }) => files)).toEqual(
    Array<number>(pool.capacity).fill(FIRST_LOOK.filesPerJob),
  );
  await settle();
  run.close();
  await run.whenOver();
  expect([run.isHolding, run.isGoingOn, run.looked]).toEqual([
    false,
    false,
    MANY + 40,
  ]);
  // Once when all were looked at, once when it was known that no more will come.
  expect(idle).toBe(2);
  expect(thumbs.length).toBe((MANY + 40) / 2);
  expect(
    found.map(({ head, file }) => [
      head.queued.facts.path,
      file.queued.facts.path,
    ]),
  ).toEqual([['1.jpg', '3.jpg']]);
});

test('goes on with files that are listed later, after the full pass had a turn', async () => {
  offer(MANY);
  await settle();
  expect([run.isHolding, run.isGoingOn, idle]).toEqual([false, true, 1]);
  offer(10, MANY);
  expect(run.isHolding).toBe(true);
  await settle();
  expect([run.isHolding, run.looked, idle]).toEqual([false, MANY + 10, 2]);
});

test('passes over files that the full pass has taken', async () => {
  for (const file of offer(MANY - 1)) queue.take(file);
  offer(20, MANY - 1);
  await settle();
  expect(run.looked).toBe(MANY + 19);
  expect(thumbs.every((file) => file >= MANY - 1)).toBe(true);
});

test('waits while paused and ends when stopped', async () => {
  gate.pause();
  offer(MANY);
  await settle();
  expect([run.looked, run.isHolding]).toEqual([0, true]);
  stop.abort();
  gate.open();
  await settle();
  await run.whenOver();
  expect([run.looked, run.isHolding, found.length]).toEqual([0, false, 0]);
});

test('a lost worker costs only the guess', async () => {
  offer(MANY);
  await settle('lost');
  await run.whenOver();
  expect([run.looked, run.isHolding, thumbs.length]).toEqual([MANY, false, 0]);
});

test('keeps a bounded number of files open, and opens the others anew', async () => {
  gate.pause();
  offer(2100);
  gate.open();
  await settle();
  expect(run.looked).toBe(2100);
  expect(opened).toHaveLength(2100 - 2048);
});
