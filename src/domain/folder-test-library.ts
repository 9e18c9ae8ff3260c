import { buildGroups, type ContentCopies } from './build-groups.ts';
import { folderInsights, type FolderInsight } from './folder-insight.ts';
import { testInput, type TestEdge } from './group-test-edges.ts';
import { testFile, testFingerprint } from './group-test-photos.ts';
import type { Group } from './group.ts';
import type { EdgeVerdict } from './judge-edge.ts';
import { splitFileKey, type ContentHash } from './photo-id.ts';
import { allTaken } from './steps.ts';

export const SAME: EdgeVerdict = {
  kind: 'accepted',
  relation: { kind: 'resized', transform: 'upright' },
  evidence: { pHash256Bits: 2, rule: 'test' },
  mayPreselect: true,
};
export const SHOT: EdgeVerdict = {
  ...SAME,
  relation: { kind: 'similar-shot', transform: 'upright' },
  mayPreselect: false,
};

export interface TestLibrary {
  contents: ContentCopies[];
  groups: Group[];
  insights: FolderInsight[];
}

/** `root:path` → content; contents of the same letter with another number are smaller copies. */
export function testFolders(
  files: Readonly<Record<string, string>>,
  verdict: EdgeVerdict = SAME,
  protectedRoots: readonly string[] = [],
): TestLibrary {
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

export function insightsOf(
  contents: readonly ContentCopies[],
  groups: readonly Group[],
): FolderInsight[] {
  return allTaken(
    folderInsights({
      contents: () =>
        contents.map(({ fingerprint, files }) => ({
          content: fingerprint.content,
          files,
        })),
      hasRoots: hasRoots(contents),
      groupOf: (content) => groupOf(content, groups),
    }),
  );
}

export function groupOf(
  content: ContentHash,
  groups: readonly Group[],
): Group | undefined {
  return groups.find(({ keeper, members }) =>
    [keeper, ...members.map(({ photo }) => photo)].some(
      (photo) => photo.content === content,
    ),
  );
}

/** Several folders are open. */
export function hasRoots(contents: readonly ContentCopies[]): boolean {
  const roots = contents.flatMap(({ files }) => files.map(({ root }) => root));
  return new Set(roots).size > 1;
}

/** One line for each: `r/Backup 2 of 3; 2 in r/Photos; Backup/3.jpg` */
export function told(insights: readonly FolderInsight[]): string[] {
  return insights.map(({ root, folder, photos, contained, mostIn, onlyHere }) =>
    [
      `${root}/${folder} ${contained} of ${photos}`,
      mostIn ? `${mostIn.photos} in ${mostIn.root}/${mostIn.folder}` : 'beside',
      onlyHere.map((key) => splitFileKey(key).path).join(),
    ].join('; '),
  );
}
