import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { folderInsights } from './folder-insight.ts';
import { isIn } from './folder-place.ts';
import { folderSteps } from './folder-insight-plan.ts';
import { testListed } from './group-test-listed.ts';
import {
  groupOf,
  insightsOf,
  SAME,
  SHOT,
  testFolders,
  told,
} from './folder-test-library.ts';
import { testContent } from './group-test-photos.ts';
import { rootId } from './photo-id.ts';
import type { FileFacts } from './photo.ts';
import { allTaken } from './steps.ts';

const PHOTOS = {
  'r:Photos/1.jpg': 'a0',
  'r:Photos/2.jpg': 'b0',
  'r:Photos/4.jpg': 'd0',
  'r:Photos/5.jpg': 'e0',
  'r:Photos/6.jpg': 'f0',
};

it('is looked at step by step, so that others are heard', () => {
  const files = [{ root: rootId('r'), path: 'a/1.jpg' }] as FileFacts[];
  const content = testContent('one');
  const contents = Array.from({ length: 3 }, () => ({ content, files }));
  const groupOf = () => undefined;
  const steps = folderInsights({
    contents: () => contents,
    hasRoots: false,
    groupOf,
  });
  expect([...steps]).toHaveLength(contents.length);
});

it('asks for the files of a content again only where a folder alone has them', () => {
  const { contents, groups } = testFolders({
    ...PHOTOS,
    'r:Backup/1.jpg': 'a0',
    'r:Backup/2.jpg': 'b0',
    'r:Backup/3.jpg': 'c0',
  });
  const asked: string[] = [];
  const steps = folderInsights({
    contents: () =>
      contents.map(({ fingerprint: { content }, files }) => ({
        content,
        get files() {
          asked.push(files.map(({ path }) => path).join());
          return files;
        },
      })),
    hasRoots: false,
    groupOf: (content) => groupOf(content, groups),
  });
  allTaken(steps);
  expect(asked.slice(0, contents.length)).toHaveLength(6);
  expect(asked.slice(contents.length)).toEqual(['Backup/3.jpg']);
});

describe('a folder is contained in another', () => {
  it('by identical and by accepted copies, and says what only it has', () => {
    const { insights } = testFolders({
      'r:Backup/1.jpg': 'a0',
      'r:Backup/sub/2.jpg': 'b1',
      'r:Backup/3.jpg': 'c0',
      ...PHOTOS,
    });
    expect(told(insights)).toEqual([
      'r/Backup 2 of 3; 2 in r/Photos; Backup/3.jpg',
    ]);
  });

  it('not by itself, nor by the folder that it lies in, nor by shots of the same moment', () => {
    expect(
      testFolders({ 'r:A/1.jpg': 'a0', 'r:A/2.jpg': 'a0', 'r:A/3.jpg': 'a1' })
        .insights,
    ).toEqual([]);
    expect(
      testFolders(
        { 'r:A/1.jpg': 'a0', 'r:A/2.jpg': 'b0', 'r:B/1.jpg': 'a1' },
        SHOT,
      ).insights,
    ).toEqual([]);
    const nested = testFolders({
      'r:A/1.jpg': 'a0',
      'r:A/2.jpg': 'b0',
      'r:1.jpg': 'a0',
      'r:2.jpg': 'b0',
      's:x.jpg': 'c0',
      's:y.jpg': 'd0',
    });
    expect(told(nested.insights)).toEqual(['r/A 2 of 2; beside; ']);
  });

  it('over chosen folders, naming the narrowest place', () => {
    const { insights } = testFolders({
      'r:1.jpg': 'a0',
      'r:2.jpg': 'b0',
      's:X/1.jpg': 'a0',
      's:X/2.jpg': 'b0',
      's:Y/3.jpg': 'c0',
      's:Y/4.jpg': 'd0',
      's:Y/5.jpg': 'e0',
    });
    expect(told(insights)).toEqual([
      'r/ 2 of 2; 2 in s/X; ',
      's/X 2 of 2; 2 in r/; ',
    ]);
  });

  it('whatever the order, with counts that add up', () => {
    const path = fc
      .tuple(
        fc.constantFrom('r:', 's:'),
        fc.constantFrom('', 'A/', 'A/deep/', 'B/'),
        fc.constantFrom('1', '2', '3'),
      )
      .map((parts) => parts.join(''));
    const tree = fc.dictionary(
      path,
      fc.constantFrom('a0', 'a1', 'b0', 'b1', 'c0'),
    );
    fc.assert(
      fc.property(tree, (files) => {
        const { insights, contents, groups } = testFolders(files);
        for (const one of insights) {
          const inside = contents
            .flatMap((copies) => copies.files)
            .filter((file) => isIn(file, one));
          expect(one.photos).toBe(inside.length);
          expect(one.contained + one.onlyHere.length).toBe(one.photos);
          expect(one.mostIn?.photos ?? 0).toBeLessThanOrEqual(one.contained);
        }
        const reversed = contents.map(({ fingerprint, files: own }) => ({
          fingerprint,
          files: [...own].reverse(),
        }));
        expect(insightsOf(reversed.reverse(), groups)).toEqual(insights);
      }),
    );
  });
});

describe('planning the rest of a folder', () => {
  const BACKUP = testFolders({
    'r:Backup/1.jpg': 'a0',
    'r:Backup/2.jpg': 'b1',
    'r:Backup/3.jpg': 'c0',
    'r:Backup/4.jpg': 'd0',
    'r:Photos/1.jpg': 'a0',
    'r:Photos/2.jpg': 'b0',
    'r:Photos/3.jpg': 'c1',
  });
  const place = BACKUP.groups[0]!.keeper;

  it('moves copies for the same or better ones outside, and gives up nothing else', () => {
    const steps = allTaken(
      folderSteps(BACKUP.groups.map(testListed), {
        root: place.root,
        folder: 'Backup',
      }),
    );
    expect(
      steps.steps
        .map(
          ({ pin, moves }) =>
            `${moves.map(({ path }) => path).join()}${pin ? ` for ${pin.path}` : ''}`,
        )
        .sort(),
    ).toEqual(['Backup/1.jpg for Photos/1.jpg', 'Backup/2.jpg']);
    expect(steps).toMatchObject({ photos: 2, undecided: 1 });
  });

  it('moves only what lies in a folder, however deep, and never the last copy', () => {
    const { groups } = testFolders({
      'r:Backups/2019/1.jpg': 'a0',
      'r:Backups/2019/June/2.jpg': 'b0',
      'r:Backups/2019/June/2 again.jpg': 'b0',
      'r:Backups/2019 (2)/1.jpg': 'a0',
      'r:Backups/2019/only.jpg': 'c0',
      'r:Backups/2019/only again.jpg': 'c0',
      'r:Photos/2019/June/2.jpg': 'b0',
      'r:2019/June/2.jpg': 'd0',
      'r:Photos/d.jpg': 'd0',
    });
    const { steps, photos, undecided } = allTaken(
      folderSteps(groups.map(testListed), {
        root: place.root,
        folder: 'Backups/2019',
      }),
    );
    const moved = steps.flatMap(({ moves }) => moves.map(({ path }) => path));
    expect(moved.sort()).toEqual([
      'Backups/2019/1.jpg',
      'Backups/2019/June/2 again.jpg',
      'Backups/2019/June/2.jpg',
    ]);
    expect([photos, undecided]).toEqual([3, 0]);
  });

  it('leaves a protected folder as it is', () => {
    const { groups } = testFolders(
      { 'r:Backup/1.jpg': 'a0', 's:1.jpg': 'a0' },
      SAME,
      ['r'],
    );
    const steps = allTaken(
      folderSteps(groups.map(testListed), {
        root: place.root,
        folder: 'Backup',
      }),
    );
    expect(steps).toMatchObject({ photos: 0, undecided: 1 });
  });
});
