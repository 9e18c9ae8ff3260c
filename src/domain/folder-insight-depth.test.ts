import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FolderInsight } from './folder-insight.ts';
import { FolderOracle } from './folder-test-oracle.ts';
import { insightsOf, testFolders, told } from './folder-test-library.ts';
import { splitFileKey } from './photo-id.ts';

/**
 * Photos `from` ≤ number < `to` in a folder; photos of one number are the same wherever they are,
 * in another size smaller copies.
 */
function photos(
  folder: string,
  from: number,
  to: number,
  size = 0,
): Record<string, string> {
  const numbers = Array.from({ length: to - from }, (_none, n) => from + n);
  return Object.fromEntries(
    numbers.map((n) => [
      `r:${folder}/${n}.jpg`,
      `${String.fromCharCode(0x4e00 + n)}${size}`,
    ]),
  );
}

/** Without what only they have. */
function said(files: Readonly<Record<string, string>>): string[] {
  return told(testFolders(files).insights).map((line) =>
    line.slice(0, line.lastIndexOf('; ')),
  );
}

describe('of a folder deep in others', () => {
  it('it is said that it is contained, with what only it has', () => {
    const { insights } = testFolders({
      ...photos('Backups/Backup 2019/June', 0, 4),
      ...photos('Backups/Backup 2019/July', 4, 7),
      ...photos('Backups/Scans', 50, 60),
      ...photos('Photos/2019', 0, 6),
      ...photos('Photos/2020', 70, 90),
    });
    expect(told(insights)).toEqual([
      'r/Backups/Backup 2019 6 of 7; 6 in r/Photos/2019; Backups/Backup 2019/July/6.jpg',
      'r/Photos/2019 6 of 6; 6 in r/Backups/Backup 2019; ',
    ]);
  });

  it.each([
    [1, '149 in r/Library/Photos/Year/2019'],
    [2, '150 in r/Library/Photos/Year'],
  ])(
    'the narrowest place is named that holds all but a hundredth: %i elsewhere, so %s',
    (stray, place) => {
      const files = {
        ...photos('Library/Copies/old', 0, 150),
        ...photos('Library/Photos/Year/2019', stray, 150),
        ...photos('Library/Photos/Year/2020', 0, stray),
        ...photos('Library/Photos/Year/2021', 200, 400),
        ...photos('Other', 0, 100),
        ...photos('Other', 400, 600),
      };
      expect(said(files)[0]).toBe(`r/Library/Copies/old 150 of 150; ${place}`);
    },
  );

  it('copies that lie loose around it are no place', () => {
    expect(
      said({
        ...photos('A/B/C', 0, 5),
        ...photos('A', 0, 5),
        ...photos('A', 10, 30),
      }),
    ).toEqual(['r/A/B/C 5 of 5; beside']);
  });
});

describe('of folders in one another', () => {
  const LIBRARY = {
    ...photos('Photos/2018', 0, 40),
    ...photos('Photos/2019', 40, 80),
    ...photos('Photos/2020', 200, 300),
  };

  it('the outermost is said where those in it are contained alike', () => {
    expect(
      said({
        ...LIBRARY,
        ...photos('Backups/2018', 0, 40),
        ...photos('Backups/2019/June', 40, 60),
        ...photos('Backups/2019/July', 60, 80),
        ...photos('Backups/new', 100, 103),
      }),
    ).toEqual(['r/Backups 80 of 83; 80 in r/Photos']);
  });

  it('one that is clearly better contained is said in its place', () => {
    expect(
      said({
        ...LIBRARY,
        ...photos('Backups/2018', 0, 40),
        ...photos('Backups/own', 100, 125),
      }),
    ).toEqual([
      'r/Backups/2018 40 of 40; 40 in r/Photos/2018',
      'r/Photos/2018 40 of 40; 40 in r/Backups/2018',
    ]);
  });

  it('the outer one is said where many would be better', () => {
    const days = Array.from({ length: 12 }, (_none, day) =>
      photos(`Backups/day ${day}`, day * 4, day * 4 + 4),
    );
    const own = Array.from({ length: 5 }, (_none, day) =>
      photos(`Backups/own ${day}`, 100 + day * 4, 104 + day * 4),
    );
    expect(
      said(
        Object.fromEntries(
          [LIBRARY, ...days, ...own].flatMap((some) => Object.entries(some)),
        ),
      ),
    ).toEqual(['r/Backups 48 of 68; 48 in r/Photos']);
  });

  it('one that holds nothing but another leaves the word to that', () => {
    expect(
      said({
        ...LIBRARY,
        ...photos('Old/Disk/Backup', 0, 20),
        ...photos('Old/Disk/Backup/more', 20, 30),
      }),
    ).toEqual([
      'r/Old/Disk/Backup 30 of 30; 30 in r/Photos/2018',
      'r/Photos/2018 30 of 40; 30 in r/Old/Disk/Backup',
    ]);
  });

  it('copies within one folder are not copies of that folder', () => {
    expect(
      said({ ...photos('A/B', 0, 5), ...photos('A/C', 0, 5) }).map(
        (line) => line.split(' ')[0],
      ),
    ).toEqual(['r/A/B', 'r/A/C']);
  });
});

describe('of folders that contain each other', () => {
  it('both are said, first the one of whose photos groups keep fewer', () => {
    for (const [full, small] of [
      ['A', 'B'],
      ['B', 'A'],
    ]) {
      const lines = said({
        ...photos(`Photos/${full}`, 0, 5, 0),
        ...photos(`Photos/${small}`, 0, 5, 1),
        ...photos(`Photos/${small}`, 10, 11),
      });
      expect(lines).toEqual([
        `r/Photos/${small} 5 of 6; 5 in r/Photos/${full}`,
        `r/Photos/${full} 5 of 5; 5 in r/Photos/${small}`,
      ]);
    }
  });

  it('both are said, first the one that is called a copy', () => {
    const files = {
      ...photos('Photos/2019', 0, 5),
      ...photos('Photos/2020', 50, 90),
    };
    for (const copy of ['A backup/2019', 'Z backup/2019']) {
      expect(said({ ...files, ...photos(copy, 0, 5) })).toEqual([
        `r/${copy} 5 of 5; 5 in r/Photos/2019`,
        `r/Photos/2019 5 of 5; 5 in r/${copy}`,
      ]);
    }
  });

  it('what a folder has twice itself does not make it the one to keep', () => {
    // Main has the larger one of six, Spare of four.
    const shared = Array.from({ length: 10 }, (_none, n) => ({
      [`r:Main/${n}.jpg`]: `${n}${n < 6 ? 0 : 1}`,
      [`r:Spare/${n}.jpg`]: `${n}${n < 6 ? 1 : 0}`,
    }));
    const twice = Array.from('abc', (letter) => ({
      [`r:Spare/${letter}.jpg`]: `${letter}0`,
      [`r:Spare/${letter} again.jpg`]: `${letter}1`,
    }));
    const files = Object.fromEntries(
      [...shared, ...twice].flatMap((some) => Object.entries(some)),
    );
    expect(said(files).map((line) => line.split(';')[0])).toEqual([
      'r/Spare 10 of 16',
      'r/Main 10 of 10',
    ]);
  });

  it('first the one that has less of its own', () => {
    expect(
      said({
        ...photos('Main/all', 0, 14),
        ...photos('Spare/all', 0, 10),
        ...photos('Spare/all', 20, 21),
      }).map((line) => line.split(';')[0]),
    ).toEqual(['r/Spare/all 10 of 11', 'r/Main/all 10 of 14']);
  });

  it('parts of the place that holds one are not said to be in it', () => {
    const library = {
      ...photos('Photos/2018', 0, 30),
      ...photos('Photos/2019', 30, 60),
      ...photos('Photos/2020', 200, 300),
    };
    const backup = {
      ...photos('Backup/a', 0, 20),
      ...photos('Backup/b', 20, 60),
      ...photos('Backup/c', 100, 102),
    };
    expect(said({ ...library, ...backup })).toEqual([
      'r/Backup 60 of 62; 60 in r/Photos',
    ]);
    // Elsewhere too, so it is not the same from the other side.
    expect(
      said({ ...library, ...backup, ...photos('Album', 30, 60) }).map(
        (line) => line.split(' ')[0],
      ),
    ).toEqual(['r/Backup', 'r/Album', 'r/Photos/2019']);
  });
});

describe('of a folder and its copies in several', () => {
  it.each([
    ['Photos', ['Backup 1', 'Backup 2'], ['Backup 1', 'Backup 2']],
    ['Backup', ['Year 1', 'Year 2'], ['Backup']],
    // Nothing is called a copy: those are whose photos the groups would give up, in doubt the parts.
    ['All', ['Year 1', 'Year 2'], ['Year 1', 'Year 2']],
    ['All small', ['Year 1', 'Year 2'], ['All small']],
  ])('%s and %s: %s are said', (whole, [first = '', second = ''], are) => {
    const size = whole.endsWith('small') ? 1 : 0;
    const lines = said({
      ...photos(`${whole}/2018`, 0, 20, size),
      ...photos(`${whole}/2019`, 20, 40, size),
      ...photos(`${whole}/2020`, 60, 70),
      ...photos(first, 0, 20),
      ...photos(second, 20, 40),
    });
    const folders = lines.map((line) => line.slice(2, line.search(/ \d+ of/u)));
    expect(folders).toEqual(are);
  });

  it('all are said where it has more that is elsewhere', () => {
    expect(
      said({
        ...photos('Photos/2018', 0, 20),
        ...photos('Photos/2019', 20, 40),
        ...photos('Backup 1', 0, 20),
        ...photos('Backup 2', 20, 35),
        ...photos('Backup 2', 50, 60),
        ...photos('Else', 35, 40),
        ...photos('Else', 60, 80),
      }).map((line) => line.slice(2, line.search(/ \d+ of/u))),
    ).toEqual(['Backup 1', 'Photos', 'Backup 2']);
  });
});

const path = fc
  .tuple(
    fc.constantFrom('r:', 's:'),
    fc.constantFrom('', 'A/', 'A/B/', 'A/B/C/', 'A/Copy/', 'AB/', 'AB/C/D/E/'),
    fc.constantFrom('1', '2', '3'),
  )
  .map((parts) => parts.join(''));
const tree = fc.dictionary(
  path,
  fc.constantFrom('a0', 'a1', 'b0', 'b1', 'c0', 'd0', 'e0', 'f0', 'g0'),
  { minKeys: 2, maxKeys: 24 },
);

function nameOf({ root, folder }: { root: string; folder: string }): string {
  return `${root}:${folder}`;
}

function asOracle({
  photos: count,
  contained,
  onlyHere,
  ...place
}: FolderInsight) {
  return {
    name: nameOf(place),
    photos: count,
    contained,
    onlyHere: onlyHere
      .map((key) => splitFileKey(key))
      .map(({ root, path: at }) => `${root}:${at}`),
  };
}

describe('whatever lies where', () => {
  it('the same is said as by going through all files for each folder', () => {
    fc.assert(
      fc.property(tree, (files) => {
        const { insights, contents, groups } = testFolders(files);
        const oracle = new FolderOracle(contents, groups);
        expect(insights.map(asOracle).sort(byName)).toEqual(
          oracle.told
            .map(({ name, photos: count, contained, onlyHere }) => ({
              name,
              photos: count,
              contained,
              onlyHere,
            }))
            .sort(byName),
        );
        for (const { mostIn, ...place } of insights) {
          const statement = oracle.statement(nameOf(place));
          expect(mostIn === undefined).toBe(statement.holders.size === 0);
          if (mostIn === undefined) continue;
          expect(nameOf(mostIn)).toBe(oracle.holderOf(statement));
          expect(mostIn.photos).toBe(statement.holders.get(nameOf(mostIn)));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('no folder is said within another, and the order of files does not matter', () => {
    fc.assert(
      fc.property(tree, fc.infiniteStream(fc.nat()), (files, random) => {
        const { insights, contents, groups } = testFolders(files);
        for (const one of insights) {
          for (const other of insights) {
            const isInner =
              one.root === other.root &&
              one.folder !== other.folder &&
              (other.folder === '' ||
                one.folder.startsWith(`${other.folder}/`));
            expect(isInner).toBe(false);
          }
        }
        const shuffled = shuffle(contents, random).map((copies) => ({
          ...copies,
          files: shuffle(copies.files, random),
        }));
        expect(insightsOf(shuffled, groups)).toEqual(insights);
      }),
    );
  });
});

function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : 1;
}

function shuffle<One>(list: readonly One[], random: Iterator<number>): One[] {
  return list
    .map((one) => ({ one, at: Number(random.next().value) }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}
