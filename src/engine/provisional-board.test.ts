import { expect, test } from 'vitest';
import { fileKey, rootId, type FileKey } from '../domain/photo-id.ts';
import type { FileFacts } from '../domain/photo.ts';
import { ProvisionalBoard } from './provisional-board.ts';

const root = rootId('r');

function facts(path: string): FileFacts {
  return { root, path, sizeBytes: 1, modifiedMs: 0 };
}

function keys(...paths: string[]): FileKey[] {
  return paths.map((path) => fileKey(root, path));
}

function shown(board: ProvisionalBoard): string[] {
  return board
    .groups()
    .map(({ photos }) => photos.map(({ path }) => path).join(' '));
}

function filled(): ProvisionalBoard {
  const board = new ProvisionalBoard();
  board.add(facts('a'), facts('a1'));
  board.add(facts('b'), facts('b1'));
  board.add(facts('a'), facts('a2'));
  return board;
}

test('shows stars in the order in which they were found', () => {
  expect(shown(filled())).toEqual(['a a1 a2', 'b b1']);
});

test('a likeness goes when both its files are settled, in either order', () => {
  const board = filled();
  expect(shown(board)).toHaveLength(2);
  expect(board.settle(keys('a1', 'b', 'unknown'))).toBe(false);
  expect(shown(board)).toEqual(['a a1 a2', 'b b1']);
  expect(board.settle(keys('a'))).toBe(true);
  expect(shown(board)).toEqual(['a a2', 'b b1']);
  expect(board.settle(keys('b1'))).toBe(true);
  expect(shown(board)).toEqual(['a a2']);
  expect(board.settle(keys('a2'))).toBe(true);
  expect(shown(board)).toEqual([]);
});

test('a group that did not change stays the same object, so that it is not drawn anew', () => {
  const board = filled();
  const before = board.groups();
  board.settle(keys('b', 'b1'));
  const after = board.groups();
  expect(after).toHaveLength(1);
  expect(after[0]).toBe(before[0]);
  expect(board.groups()).toBe(after);
});

test('what was shown before does not change afterwards', () => {
  const board = filled();
  const before = board.groups();
  const copy = structuredClone(before);
  board.add(facts('b'), facts('b2'));
  board.settle(keys('a', 'a1'));
  expect(before).toEqual(copy);
  board.clear();
  expect(board.groups()).toEqual([]);
});
