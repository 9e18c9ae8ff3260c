import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildGroups } from '../domain/build-groups.ts';
import { testInput } from '../domain/group-test-edges.ts';
import { testCopies } from '../domain/group-test-photos.ts';
import {
  groupId,
  movableBytes,
  type Group,
  type GroupCategory,
  type GroupId,
} from '../domain/group.ts';
import { contentHash } from '../domain/photo-id.ts';
import { packGroups } from '../domain/packed-groups.ts';
import { GroupStore, NO_TOTALS } from './group-store.ts';

const KINDS = Object.keys(NO_TOTALS.categories) as GroupCategory[];

/** A group of copies of these sizes, one of them kept. */
function groupOf(name: number, copies: number, sizeBytes: number): Group {
  const one = testCopies(
    { name: `photo ${name}` },
    Array.from({ length: copies }, (_zero, at) => `${name}/${at}.jpg`),
  );
  const files = one.files.map((file) => ({ ...file, sizeBytes }));
  const [group] = buildGroups(testInput([{ ...one, files }], []));
  if (group === undefined) throw new Error('no group');
  // One that comes again may be of another kind.
  return { ...group, category: KINDS[sizeBytes % KINDS.length] ?? 'similar' };
}

const change = fc.record({
  upserts: fc.array(
    fc.tuple(fc.nat(9), fc.integer({ min: 2, max: 4 }), fc.nat(5)),
    {
      maxLength: 6,
    },
  ),
  removed: fc.array(fc.nat(9), { maxLength: 4 }),
  /** The order is made when it is asked for, of however many changes. */
  isShown: fc.boolean(),
});

describe('GroupStore', () => {
  it('has after any changes the order and the sums of what is left', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), (changes) => {
        const store = new GroupStore();
        const expected = new Map<GroupId, Group>();
        for (const { upserts, removed, isShown } of changes) {
          const groups = upserts.map((one) => groupOf(...one));
          const ids = removed.map((name) => groupOf(name, 2, 0).id);
          store.apply({
            upserts: packGroups(groups, new TextEncoder()),
            removed: ids,
          });
          if (isShown) store.sorted();
          for (const id of ids) expected.delete(id);
          for (const group of groups) expected.set(group.id, group);
        }
        const weight = ({ members }: Group) =>
          members.reduce((sum, { photo }) => sum + photo.sizeBytes, 0);
        const sorted = [...expected.values()].sort((a, b) => {
          const byWeight = weight(b) - weight(a);
          return byWeight === 0 ? (a.id < b.id ? -1 : 1) : byWeight;
        });
        expect(store.sorted().map((one) => one.whole())).toEqual(sorted);
        expect(store.totals()).toEqual({
          groups: sorted.length,
          toMove: sorted.reduce(
            (sum, { members }) =>
              sum + members.filter(({ state }) => state === 'move').length,
            0,
          ),
          toMoveCompanions: 0,
          toMoveBytes: sorted.reduce(
            (sum, group) => sum + movableBytes(group),
            0,
          ),
          freeableBytes: sorted.reduce((sum, group) => sum + weight(group), 0),
          categories: Object.fromEntries(
            KINDS.map((category) => [
              category,
              sorted.filter((group) => group.category === category).length,
            ]),
          ),
        });
      }),
      { numRuns: 200 },
    );
  });

  it('is empty again when cleared', () => {
    const store = new GroupStore();
    store.apply({
      upserts: packGroups([groupOf(1, 3, 7)], new TextEncoder()),
      removed: [],
    });
    const before = store.sorted();
    store.clear();
    expect(store.sorted()).toEqual([]);
    expect(store.totals()).toEqual(NO_TOTALS);
    expect(before).toHaveLength(1);
  });

  it('takes as many groups at once as there are, and lets as many go', () => {
    const [facts] = packGroups([groupOf(1, 2, 1)], new TextEncoder()).facts;
    if (facts === undefined) throw new Error('no group');
    const all = Array.from({ length: 150_000 }, (_zero, at) => ({
      ...facts,
      id: groupId(contentHash(`${at}`.padStart(64, '0'))),
      weightBytes: at,
    }));
    const store = new GroupStore();
    const bytes = new Uint8Array(facts.packedBytes * all.length);
    store.apply({ upserts: { facts: all, bytes, shapes: [] }, removed: [] });
    const shown = store.sorted().map(({ weightBytes }) => weightBytes);
    expect(shown).toEqual(all.map((_group, at) => all.length - 1 - at));
    store.apply({
      upserts: { facts: [], bytes: new Uint8Array(), shapes: [] },
      removed: all.filter((_group, at) => at % 2 === 0).map(({ id }) => id),
    });
    expect(store.sorted()).toHaveLength(all.length / 2);
  });
});
