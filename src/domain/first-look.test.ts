import { expect, test } from 'vitest';
import { FIRST_LOOK, isFirstLookDue, isWorthFirstLook } from './first-look.ts';
import { rootId } from './photo-id.ts';

function isWorth(path: string, shot?: string, sizeBytes = 2e6): boolean {
  return isWorthFirstLook({
    root: rootId('r'),
    path,
    sizeBytes,
    modifiedMs: 0,
    ...(shot === undefined ? {} : { shot }),
  });
}

test('JPEGs and raw files, by their names', () => {
  for (const name of ['a.jpg', 'b/C.JPEG', 'd.jfif', 'x.NEF', 'y.cr3']) {
    expect(isWorth(name)).toBe(true);
  }
  for (const name of ['a.png', 'b.mov', 'c.jpg.txt', 'jpg', 'd.heic']) {
    expect(isWorth(name)).toBe(false);
  }
});

test('of a shot only the photo that stands for it', () => {
  expect(isWorth('a.jpg', 'a.jpg')).toBe(true);
  expect(isWorth('a.nef', 'a.jpg')).toBe(false);
  expect(isWorth('a.mov', 'a.jpg')).toBe(false);
});

test('none so small that the full pass has it as soon', () => {
  const { mostSmallBytes } = FIRST_LOOK;
  expect(isWorth('a.jpg', undefined, mostSmallBytes)).toBe(false);
  expect(isWorth('a.jpg', undefined, mostSmallBytes + 1)).toBe(true);
});

test('only before a pass that takes long: over many files, or over large ones', () => {
  const { minNewFiles, minNewBytes } = FIRST_LOOK;
  expect(isFirstLookDue(minNewFiles - 1, minNewBytes - 1)).toBe(false);
  expect(isFirstLookDue(minNewFiles, 0)).toBe(true);
  expect(isFirstLookDue(1, minNewBytes)).toBe(true);
});
