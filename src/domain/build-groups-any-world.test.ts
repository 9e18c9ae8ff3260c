import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildGroups, type ContentCopies } from './build-groups.ts';
import { pictureKey } from './build-groups-input.ts';
import { DecisionIndex } from './decision-index.ts';
import type { Decision } from './decision.ts';
import { DIHEDRAL_TRANSFORMS } from './fingerprint.ts';
import {
  testEdgeSource,
  testInput,
  type TestEdge,
} from './group-test-edges.ts';
import { testFile, testFingerprint } from './group-test-photos.ts';
import type { Group, PhotoSummary } from './group.ts';
import {
  copyKey,
  fileKey,
  splitFileKey,
  type ContentHash,
} from './photo-id.ts';
import { RELATION_KINDS } from './relation.ts';

interface World {
  contents: ContentCopies[];
  edges: TestEdge[];
  decisions: Decision[];
}

const world: fc.Arbitrary<World> = fc
  .record({
    photos: fc.array(
      fc.record({
        pixels: fc.constantFrom('p', 'q', '', undefined, undefined, undefined),
        widthPx: fc.constantFrom(1000, 1030, 1060, 2000),
        hasGps: fc.boolean(),
        frameCount: fc.constantFrom(1, 1, 1, 2),
        roots: fc.array(fc.constantFrom('root', 'safe'), {
          minLength: 1,
          maxLength: 3,
        }),
      }),
      { minLength: 1, maxLength: 10 },
    ),
    edges: fc.array(
      fc.record({
        a: fc.nat(9),
        b: fc.nat(9),
        kind: fc.constantFrom(...RELATION_KINDS.slice(2)),
        transform: fc.constantFrom(...DIHEDRAL_TRANSFORMS),
        bits: fc.nat(60),
        isLooked: fc.boolean(),
        mayPreselect: fc.boolean(),
      }),
      { maxLength: 25 },
    ),
    decisions: fc.array(
      fc.record({
        kind: fc.constantFrom('keep', 'move', 'keeper', 'not-duplicates'),
        a: fc.nat(9),
        b: fc.nat(9),
        rank: fc.nat(2),
        decidedMs: fc.nat(5),
      }),
      { maxLength: 8 },
    ),
  })
  .map(({ photos, edges, decisions }) => {
    const contents = photos.map((photo, at): ContentCopies => {
      const fingerprint = testFingerprint({
        name: String(at),
        ...(photo.pixels === undefined ? {} : { pixels: photo.pixels }),
        exif: { hasGps: photo.hasGps },
        facts: {
          widthPx: photo.widthPx,
          heightPx: 1000,
          frameCount: photo.frameCount,
        },
      });
      return {
        fingerprint,
        files: photo.roots.map((root, rank) =>
          testFile(fingerprint, `${at}-${rank}.jpg`, { root }),
        ),
      };
    });
    const pick = (at: number) => contents[at % contents.length]!.fingerprint;
    return {
      contents,
      edges: edges.flatMap((edge): TestEdge[] => {
        const [a, b] = [pick(edge.a), pick(edge.b)];
        if (pictureKey(a) === pictureKey(b)) return [];
        const shared = {
          relation: { kind: edge.kind, transform: edge.transform },
          evidence: { pHash256Bits: edge.bits, rule: 'test' },
        };
        return [
          [
            a,
            b,
            edge.isLooked
              ? { kind: 'accepted', ...shared, mayPreselect: edge.mayPreselect }
              : { kind: 'needs-look', ...shared },
          ],
        ];
      }),
      decisions: decisions.map(
        ({ kind, a, b, rank, decidedMs }, at): Decision => {
          // Distinct times, as a person decides one thing after the other.
          const time = decidedMs * 100 + at;
          return kind === 'not-duplicates'
            ? {
                kind,
                first: pick(a).content,
                second: pick(b).content,
                decidedMs: time,
              }
            : { kind, copy: copyKey(pick(a).content, rank), decidedMs: time };
        },
      ),
    };
  });

function groupsOf({ contents, edges, decisions }: World): Group[] {
  return buildGroups(testInput(contents, edges, decisions, ['safe']));
}

function decidedOf(
  { contents }: World,
  decisions: DecisionIndex,
  photo: PhotoSummary,
): 'keep' | 'move' | undefined {
  const files = contents
    .flatMap((one) => one.files)
    .filter(
      (file) =>
        file.outcome.kind === 'fingerprinted' &&
        file.outcome.content === photo.content,
    )
    .map(({ root, path }) => fileKey(root, path))
    .sort();
  return decisions.ofCopies(photo.content, files)[files.indexOf(photo.key)]
    ?.state;
}

describe('any world', () => {
  it('gives the same groups for any order', () => {
    fc.assert(
      fc.property(
        world.chain((one) => {
          // Of two edges between the same pictures the last counts; leave one, so order is free.
          const edges = [
            ...new Map(
              one.edges.map((edge) => [
                [pictureKey(edge[0]), pictureKey(edge[1])].sort().join('+'),
                edge,
              ]),
            ).values(),
          ];
          const shuffled = <Item>(list: readonly Item[]) =>
            fc.shuffledSubarray([...list], { minLength: list.length });
          return fc.record({
            first: fc.constant({ ...one, edges }),
            second: fc.record({
              contents: shuffled(
                one.contents.map((copies) => ({
                  ...copies,
                  files: [...copies.files].reverse(),
                })),
              ),
              edges: shuffled(edges),
              decisions: shuffled(one.decisions),
            }),
          });
        }),
        ({ first, second }) => {
          expect(groupsOf(second)).toEqual(groupsOf(first));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('puts no file in two groups, and every file of a content in one', () => {
    fc.assert(
      fc.property(world, (one) => {
        const seen = new Set<string>();
        const groupOfContent = new Map<ContentHash, string>();
        for (const group of groupsOf(one)) {
          expect(group.members.length).toBeGreaterThan(0);
          for (const photo of [
            group.keeper,
            ...group.members.map((member) => member.photo),
          ]) {
            expect(seen.has(photo.key)).toBe(false);
            seen.add(photo.key);
            const known = groupOfContent.get(photo.content) ?? group.id;
            expect(known).toBe(group.id);
            groupOfContent.set(photo.content, group.id);
          }
        }
      }),
    );
  });

  it('gives each member an edge of its own to the keeper', () => {
    fc.assert(
      fc.property(world, (one) => {
        const source = testEdgeSource(one.edges);
        const decisions = new DecisionIndex(one.decisions);
        const byContent = new Map(
          one.contents.map(({ fingerprint }) => [
            fingerprint.content,
            fingerprint,
          ]),
        );
        for (const { keeper, members } of groupsOf(one)) {
          for (const member of members) {
            const verdict = source.verdict(
              byContent.get(keeper.content)!,
              byContent.get(member.photo.content)!,
            );
            expect(verdict.kind).toBe(
              member.isBeingChecked ? 'needs-look' : 'accepted',
            );
            expect(
              decisions.isNotDuplicates(keeper.content, member.photo.content),
            ).toBe(false);
          }
        }
      }),
    );
  });

  it('moves nothing protected, unchecked, or doubtful, and honours decisions', () => {
    fc.assert(
      fc.property(world, (one) => {
        const decisions = new DecisionIndex(one.decisions);
        for (const { keeperChoice, members } of groupsOf(one)) {
          for (const { photo, state, isDecided, ...member } of members) {
            const decided = decidedOf(one, decisions, photo);
            if (splitFileKey(photo.key).root === 'safe') {
              expect(state).toBe('keep');
            } else if (decided !== undefined) {
              expect([state, isDecided]).toEqual([decided, true]);
            } else {
              expect(isDecided).toBe(false);
              if (
                member.isBeingChecked ||
                (keeperChoice.kind === 'abstained' &&
                  member.relation.kind !== 'identical-bytes')
              ) {
                expect(state).toBe('undecided');
              }
            }
          }
        }
      }),
    );
  });

  it('is in doubt only about members that may go and that nobody has decided about', () => {
    fc.assert(
      fc.property(world, (one) => {
        for (const { keeperChoice, members } of groupsOf(one)) {
          if (keeperChoice.kind === 'chosen') continue;
          const { rivals } = keeperChoice;
          expect(rivals.length).toBeGreaterThan(0);
          const first = members.slice(0, rivals.length);
          expect(first.map(({ photo }) => photo.key).toSorted()).toEqual(
            rivals.toSorted(),
          );
          expect(first[0]?.photo.key).toBe(rivals[0]);
          for (const { state, isDecided, isBeingChecked } of first) {
            expect([state, isDecided, isBeingChecked]).toEqual([
              'undecided',
              false,
              false,
            ]);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is in no doubt any more when a person has decided about each rival', () => {
    fc.assert(
      fc.property(world, fc.constantFrom('keep', 'move'), (one, kind) => {
        const doubtful = groupsOf(one).find(
          ({ keeperChoice }) => keeperChoice.kind === 'abstained',
        );
        fc.pre(doubtful !== undefined);
        const decided = doubtful.members
          .filter(({ isDecided }) => !isDecided)
          .map(({ photo }): Decision => {
            return { kind, copy: photo.copy, decidedMs: 9999 };
          });
        const then = groupsOf({
          ...one,
          decisions: [...one.decisions, ...decided],
        }).find(({ id }) => id === doubtful.id);
        expect(then?.keeperChoice.kind).toBe('chosen');
      }),
    );
  });

  it('leaves no two ungrouped photos with an edge between them', () => {
    fc.assert(
      fc.property(world, (one) => {
        const source = testEdgeSource(one.edges);
        const decisions = new DecisionIndex(one.decisions);
        const grouped = new Set(
          groupsOf(one).flatMap(({ keeper, members }) => [
            keeper.content,
            ...members.map(({ photo }) => photo.content),
          ]),
        );
        const left = one.contents
          .map(({ fingerprint }) => fingerprint)
          .filter(({ content }) => !grouped.has(content));
        for (const a of left) {
          for (const b of left) {
            if (a === b || decisions.isNotDuplicates(a.content, b.content)) {
              continue;
            }
            expect(source.verdict(a, b).kind).toBe('rejected');
          }
        }
      }),
    );
  });

  it('ranks copies by file key', () => {
    fc.assert(
      fc.property(world, (one) => {
        for (const { keeper, members } of groupsOf(one)) {
          for (const photo of [keeper, ...members.map((m) => m.photo)]) {
            const files = one.contents.find(
              ({ fingerprint }) => fingerprint.content === photo.content,
            )!.files;
            const keys = files.map((file) => fileKey(file.root, file.path));
            const rank = keys.sort().indexOf(photo.key);
            expect(photo.copy).toBe(copyKey(photo.content, rank));
          }
        }
      }),
    );
  });
});
