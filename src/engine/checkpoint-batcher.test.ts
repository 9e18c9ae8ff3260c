import { expect, test } from 'vitest';
import { rootId } from '../domain/photo-id.ts';
import type { FileRecord } from '../domain/photo.ts';
import { CheckpointBatcher, type Batch } from './checkpoint-batcher.ts';

function record(index: number): FileRecord {
  return {
    root: rootId('r'),
    path: `${index}.jpg`,
    sizeBytes: 1,
    modifiedMs: 1,
    pipelineVersion: '1',
    outcome: { kind: 'skipped', failure: { kind: 'empty-file' } },
  };
}

test('writes few files at first, then 100, in order, one batch at a time', async () => {
  const batches: Batch[] = [];
  let isWriting = false;
  const batcher = new CheckpointBatcher(async (batch) => {
    expect(isWriting).toBe(false);
    isWriting = true;
    await Promise.resolve();
    isWriting = false;
    batches.push(batch);
  });
  await Promise.all(
    Array.from({ length: 300 }, (_, index) =>
      batcher.add(record(index), undefined, 0),
    ),
  );
  await batcher.flush();
  expect(batches.map((batch) => batch.files.length)).toEqual([
    25, 50, 100, 100, 25,
  ]);
  expect(batches.flatMap((batch) => batch.files.map((f) => f.path))).toEqual(
    Array.from({ length: 300 }, (_, index) => `${index}.jpg`),
  );
});

test('writes what is two seconds old, and not before', async () => {
  const sizes: number[] = [];
  const batcher = new CheckpointBatcher((batch) => {
    sizes.push(batch.files.length);
    return Promise.resolve();
  });
  await batcher.add(record(1), undefined, 1000);
  await batcher.add(record(2), undefined, 2500);
  batcher.flushIfOld(2999);
  await Promise.resolve();
  expect(sizes).toEqual([]);
  batcher.flushIfOld(3000);
  await batcher.flush();
  expect(sizes).toEqual([2]);
});
