import { expect, test } from 'vitest';
import {
  contentHash,
  fileKey,
  rootId,
  type FileKey,
} from '../domain/photo-id.ts';
import type { FileOutcome, FileRecord } from '../domain/photo.ts';
import { FileIndex } from './file-index.ts';
import { wholeRecords } from './whole-records.ts';

const root = rootId('r');

function record(
  path: string,
  outcome: FileOutcome,
  modifiedMs = 1,
): FileRecord {
  return {
    root,
    path,
    sizeBytes: 7,
    modifiedMs,
    pipelineVersion: '1',
    outcome,
  };
}

function photo(path: string, digit: string, modifiedMs = 1): FileRecord {
  const content = contentHash(digit.repeat(64));
  const outcome: FileOutcome = {
    kind: 'fingerprinted',
    content,
    widthPx: 40,
    heightPx: 30,
  };
  return record(path, outcome, modifiedMs);
}

function keysOf(records: readonly FileRecord[]): FileKey[] {
  return records.map(({ path }) => fileKey(root, path));
}

/** A matcher that holds these. */
function holding(
  records: readonly FileRecord[],
): (keys: readonly FileKey[]) => Promise<(FileRecord | undefined)[]> {
  const held = new Map(records.map((one) => [fileKey(root, one.path), one]));
  return (keys) => Promise.resolve(keys.map((key) => held.get(key)));
}

function indexOf(records: readonly FileRecord[]): FileIndex {
  const index = new FileIndex();
  for (const one of records) index.put(one);
  return index;
}

test('are put together from the index and what the matcher holds', async () => {
  const notes = record('c.xmp', {
    kind: 'companion',
    content: contentHash('c'.repeat(64)),
  });
  const stored = [photo('a.jpg', 'a'), notes, photo('b.jpg', 'b')];
  // The index knows the shot that a file is a part of now.
  const indexed = stored.map((one) => ({ ...one, shot: 'b.jpg' }));
  const whole = await wholeRecords(
    indexOf(indexed),
    holding(stored),
    keysOf(stored),
  );
  expect(new Set(whole)).toEqual(new Set(indexed));
});

test('are missing for files that the matcher does not hold, or holds as they were before', async () => {
  const stored = [photo('a.jpg', 'a'), photo('b.jpg', 'b', 2)];
  const whole = await wholeRecords(
    indexOf(stored),
    holding([photo('b.jpg', '1', 1)]),
    keysOf([...stored, photo('never seen.jpg', 'c')]),
  );
  expect(whole).toEqual([]);
});

test('need no matcher for companions and skipped files', async () => {
  const stored = [
    record('a.xmp', { kind: 'companion' }),
    record('b.jpg', { kind: 'skipped', failure: { kind: 'empty-file' } }),
  ];
  const whole = await wholeRecords(
    indexOf(stored),
    () => Promise.reject(new Error('asked')),
    keysOf(stored),
  );
  expect(whole).toEqual(stored);
});
