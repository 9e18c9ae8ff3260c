import { describe, expect, test } from 'vitest';
import type { PhotoFailure } from '../domain/photo-failure.ts';
import { contentHash, fileKey, rootId } from '../domain/photo-id.ts';
import type { FileRecord } from '../domain/photo.ts';
import { FileIndex } from './file-index.ts';

const root = rootId('r');

function fingerprinted(path: string, side = 500): FileRecord {
  return {
    root,
    path,
    sizeBytes: 10,
    modifiedMs: 20,
    pipelineVersion: '1',
    outcome: {
      kind: 'fingerprinted',
      content: contentHash('aa'.repeat(32)),
      widthPx: side,
      heightPx: side * 2,
    },
  };
}

function skipped(path: string, failure: PhotoFailure): FileRecord {
  return { ...fingerprinted(path), outcome: { kind: 'skipped', failure } };
}

describe('what is reused', () => {
  const facts = { root, path: 'a.jpg', sizeBytes: 10, modifiedMs: 20 };

  test('an unchanged file', () => {
    const index = new FileIndex();
    index.put(fingerprinted('a.jpg'));
    expect(index.meet(facts, '1')).toBeDefined();
  });

  test.each([
    ['another size', { ...facts, sizeBytes: 11 }, '1'],
    ['another date', { ...facts, modifiedMs: 21 }, '1'],
    ['another path', { ...facts, path: 'b.jpg' }, '1'],
    ['another way of fingerprinting', facts, '2'],
  ])('not with %s', (_what, changed, version) => {
    const index = new FileIndex();
    index.put(fingerprinted('a.jpg'));
    expect(index.meet(changed, version)).toBeUndefined();
  });

  test('a damaged file, but not one that could not be read', () => {
    const index = new FileIndex();
    index.put(
      skipped('a.jpg', { kind: 'damaged', format: 'jpeg', detail: '' }),
    );
    expect(index.meet(facts, '1')).toBeDefined();
    index.put(skipped('a.jpg', { kind: 'not-readable', detail: '' }));
    expect(index.meet(facts, '1')).toBeUndefined();
  });
});

test('the ledger lists skipped and too small files by path', () => {
  const index = new FileIndex();
  index.put(fingerprinted('big.jpg', 100));
  index.put(fingerprinted('small.jpg', 99));
  index.put(skipped('bad.jpg', { kind: 'empty-file' }));
  expect(
    index.ledger(100).map((entry) => [entry.path, entry.failure.kind]),
  ).toEqual([
    ['bad.jpg', 'empty-file'],
    ['small.jpg', 'too-small'],
  ]);
  index.remove(fileKey(root, 'bad.jpg'));
  expect(index.ledger(0)).toEqual([]);
});

test('the ledger follows a file that changes, and a limit that grows', () => {
  const index = new FileIndex();
  index.put(skipped('a.jpg', { kind: 'empty-file' }));
  index.put(fingerprinted('a.jpg', 2000));
  expect(index.skippedKeys()).toEqual([]);
  expect(index.ledger(2000)).toEqual([]);
  expect(index.ledger(2001).map(({ path }) => path)).toEqual(['a.jpg']);
  index.put(fingerprinted('b.jpg', 1999));
  expect(index.ledger(2000).map(({ path }) => path)).toEqual(['b.jpg']);
  index.put({ ...fingerprinted('b.jpg'), outcome: { kind: 'companion' } });
  expect(index.companions().map(({ path }) => path)).toEqual(['b.jpg']);
  expect(index.ledger(2000)).toEqual([]);
  index.removeRoot(root);
  expect(index.companions()).toEqual([]);
  expect(index.size).toBe(0);
});

test('files with long names, together more than 64 KB, are found by theirs', () => {
  const index = new FileIndex();
  const paths = Array.from(
    { length: 1500 },
    (_nothing, at) => `${at}${'n'.repeat(200)}.jpg`,
  );
  paths.forEach((path, at) => {
    index.put(fingerprinted(path, 100 + at));
  });
  expect(
    paths.map((path) => index.get(fileKey(root, path))?.outcome),
  ).toMatchObject(paths.map((_path, at) => ({ widthPx: 100 + at })));
});
