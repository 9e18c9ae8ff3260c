import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildGroups, type ContentCopies } from './build-groups.ts';
import { folderInsights, isIn, type FolderInsight } from './folder-insight.ts';
import { folderSteps } from './folder-insight-plan.ts';
import { testListed } from './group-test-listed.ts';
import { testInput, type TestEdge } from './group-test-edges.ts';
import { testContent, testFile, testFingerprint } from './group-test-photos.ts';
import type { Group } from './group.ts';
import type { EdgeVerdict } from './judge-edge.ts';
import { rootId, splitFileKey, type RootId } from './photo-id.ts';
import type { FileFacts } from './photo.ts';
import { allTaken } from './steps.ts';

const SAME: EdgeVerdict = {
  kind: 'accepted',
  relation: { kind: 'resized', transform: 'upright' },
  evidence: { pHash256Bits: 2, rule: 'test' },
  mayPreselect: true,
};
const SHOT: EdgeVerdict = {
  ...SAME,
  relation: { kind: 'similar-shot', transform: 'upright' },
  mayPreselect: false,
};

interface Library {
  contents: ContentCopies[];
  groups: Group[];
  insights: FolderInsight[];
}

/** `root:path` → content; contents of the same letter with another number are smaller copies. */
function library(
  files: Readonly<Record<string, string>>,
  verdict: EdgeVerdict = SAME,
  protectedRoots: readonly string[] = [],
): Library {
  const names = [...new Set(Object.values(files))];
  const contents = names.map((name): ContentCopies => {
    const scale = Number(name.slice(1)) + 1;
    const fingerprint = testFingerprint({
      name,
      facts: { widthPx: 4000 / scale, heightPx: 3000 / scale },
    });
    const paths = Object.keys(files).filter((path) => files[path] === name);
    return {
      fingerprint,
      files: paths.map((path) => {
        const [root = '', place = ''] = path.split(':');
        return testFile(fingerprint, place, { root });
      }),
    };
  });
  const edges: TestEdge[] = contents.flatMap((a) =>
    contents
      .filter(
        (b) =>
          a !== b &&
          names[contents.indexOf(a)]?.[0] === names[contents.indexOf(b)]?.[0],
      )
      .map((b): TestEdge => [a.fingerprint, b.fingerprint, verdict]),
  );
  const groups = buildGroups(testInput(contents, edges, [], protectedRoots));
  return { contents, groups, insights: insightsOf(contents, groups) };
}

function insightsOf(
  contents: readonly ContentCopies[],
  groups: readonly Group[],
): FolderInsight[] {
  return allTaken(
    folderInsights({
      contents: contents.map(({ fingerprint, files }) => ({
        content: fingerprint.content,
        files,
      })),
      hasRoots: new Set(contents.flatMap(rootsOf)).size > 1,
      groupOf: (content) =>
        groups.find(({ keeper, members }) =>
          [keeper, ...members.map(({ photo }) => photo)].some(
            (photo) => photo.content === content,
          ),
        ),
    }),
  );
}

function rootsOf({ files }: ContentCopies): RootId[] {
  return files.map(({ root }) => root);
}

function told(insights: readonly FolderInsight[]): string[] {
  return insights.map(({ root, folder, photos, contained, mostIn, onlyHere }) =>
    [
      `${root}/${folder} ${contained} of ${photos}`,
      mostIn ? `${mostIn.photos} in ${mostIn.root}/${mostIn.folder}` : 'beside',
      onlyHere.map((key) => splitFileKey(key).path).join(),
    ].join('; '),
  );
}

it('is looked at step by step, so that others are heard', () => {
  const files = [{ root: rootId('r'), path: 'a/1.jpg' }] as FileFacts[];
  const content = testContent('one');
  const contents = Array.from({ length: 3 }, () => ({ content, files }));
  const groupOf = () => undefined;
  const steps = folderInsights({ contents, hasRoots: false, groupOf });
  expect([...steps]).toHaveLength(contents.length);
});

describe('a folder is contained in another', () => {
  it('by identical and by accepted copies, and says what only it has', () => {
    const { insights } = library({
      'r:Backup/1.jpg': 'a0',
      'r:Backup/sub/2.jpg': 'b1',
      'r:Backup/3.jpg': 'c0',
      'r:Photos/1.jpg': 'a0',
      'r:Photos/2.jpg': 'b0',
      'r:Photos/4.jpg': 'd0',
      'r:Photos/5.jpg': 'e0',
      'r:Photos/6.jpg': 'f0',
    });
    expect(told(insights)).toEqual([
      'r/Backup 2 of 3; 2 in r/Photos; Backup/3.jpg',
    ]);
  });

  it('not by itself, nor by the folder that it lies in, nor by shots of the same moment', () => {
    expect(
      library({ 'r:A/1.jpg': 'a0', 'r:A/2.jpg': 'a0', 'r:A/3.jpg': 'a1' })
        .insights,
    ).toEqual([]);
    expect(
      library({ 'r:A/1.jpg': 'a0', 'r:A/2.jpg': 'b0', 'r:B/1.jpg': 'a1' }, SHOT)
        .insights,
    ).toEqual([]);
    const nested = library({
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
    const { insights } = library({
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
        const { insights, contents, groups } = library(files);
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
  const BACKUP = library({
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

  it('leaves a protected folder as it is', () => {
    const { groups } = library(
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
