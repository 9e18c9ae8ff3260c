import { expect, it } from 'vitest';
import type { FolderInsight } from '../domain/folder-insight.ts';
import { fileKey, rootId } from '../domain/photo-id.ts';
import {
  insightHeadline,
  isOtherWayRound,
  moreInsightsWords,
  onlyHereWords,
} from './folder-words.ts';

const A = { id: rootId('a'), label: 'Photos' };
const B = { id: rootId('b'), label: 'Disk' };

function insight(photos: number, contained: number): FolderInsight {
  return {
    root: A.id,
    folder: 'Backup 2019',
    photos,
    contained,
    mostIn: { root: A.id, folder: '2019', photos: contained },
    onlyHere: Array.from({ length: photos - contained }, (_none, index) =>
      fileKey(A.id, `Backup 2019/${index}`),
    ),
  };
}

it.each([
  [insight(1000, 959), '96 %', '41 photos exist only there'],
  [insight(1000, 999), '99 %', '1 photo exists only there'],
  [insight(20, 20), 'completely', 'All of its 20 photos exist elsewhere too'],
])('says how much is contained, never more than that', (one, share, only) => {
  expect(insightHeadline(one, [A])).toBe(
    `“Backup 2019” is ${share} contained in “2019”`,
  );
  expect(onlyHereWords(one)).toBe(only);
});

it('names the folders, and their copies in several', () => {
  const one = {
    ...insight(10, 9),
    mostIn: { root: B.id, folder: '', photos: 5 },
  };
  expect(insightHeadline(one, [A, B])).toBe(
    '“Photos/Backup 2019” is 90 % contained in other folders, 5 of its photos in “Disk”',
  );
  const nearly = {
    ...insight(200, 200),
    mostIn: { root: A.id, folder: 'Photos/2019', photos: 199 },
  };
  expect(insightHeadline(nearly, [A])).toBe(
    '“Backup 2019” is 99 % contained in “Photos/2019”',
  );
  const loose: FolderInsight = insight(10, 9);
  delete loose.mostIn;
  expect(insightHeadline(loose, [A])).toBe(
    '“Backup 2019” is 90 % contained in what lies outside it',
  );
});

it('says what the other folders are', () => {
  const one = insight(10, 9);
  expect(moreInsightsWords([])).toEqual([]);
  expect(moreInsightsWords([one])).toEqual([
    '1 more folder is at least half contained',
  ]);
  expect(moreInsightsWords([one, one])).toEqual([
    '2 more folders are at least half contained',
  ]);
});

it('tells two folders that contain each other from those that do not', () => {
  const at = (folder: string, mostIn: string): FolderInsight => ({
    ...insight(10, 9),
    folder,
    mostIn: { root: A.id, folder: mostIn, photos: 9 },
  });
  const copy = at('Backups', 'Photos/2019');
  expect(isOtherWayRound(at('Photos', 'Backups/2019'), copy)).toBe(true);
  expect(isOtherWayRound(at('Photos/2019', 'Backups'), copy)).toBe(true);
  expect(isOtherWayRound(at('Photos/2019/June', 'Backups'), copy)).toBe(false);
  expect(isOtherWayRound(at('Photos', 'Backups 2'), copy)).toBe(false);
  expect(isOtherWayRound(copy, undefined)).toBe(false);
  const namesake = { ...copy, root: B.id };
  expect(isOtherWayRound(at('Photos', 'Backups'), namesake)).toBe(false);
  const elsewhere = { ...at('Photos', 'Backups/2019'), root: B.id };
  expect(isOtherWayRound(elsewhere, copy)).toBe(false);
});
