import { describe, expect, it } from 'vitest';
import { buildGroups } from '../../domain/build-groups.ts';
import { testInput } from '../../domain/group-test-edges.ts';
import { testCopies } from '../../domain/group-test-photos.ts';
import type { Group } from '../../domain/group.ts';
import { GROUPS_PER_ANSWER, MatcherOutbox } from './matcher-outbox.ts';
import { TestPage } from './matcher-test-session.ts';

function groups(count: number, copies: number): Group[] {
  return buildGroups(
    testInput(
      Array.from({ length: count }, (_zero, at) =>
        testCopies(
          { name: `photo ${at}` },
          Array.from({ length: copies }, (_one, copy) => `${at}/${copy}.jpg`),
        ),
      ),
      [],
    ),
  );
}

describe('MatcherOutbox', () => {
  it('hands everything out in portions, the latest of each group', () => {
    const outbox = new MatcherOutbox();
    const page = new TestPage();
    const early = groups(GROUPS_PER_ANSWER * 2 + 7, 2);
    const late = groups(GROUPS_PER_ANSWER + 3, 3);
    outbox.add({ upserts: early, removed: [] });
    page.apply(outbox.take());
    expect(page.sorted).toHaveLength(GROUPS_PER_ANSWER);
    outbox.add({ upserts: late, removed: [] });
    let portions = 0;
    while (!outbox.isEmpty) {
      const portion = outbox.take();
      expect(portion.upserts.length).toBeLessThanOrEqual(GROUPS_PER_ANSWER);
      page.apply(portion);
      portions += 1;
    }
    expect(portions).toBeGreaterThan(1);
    const latest = new Map([...early, ...late].map((one) => [one.id, one]));
    expect(page.groups.size).toBe(early.length);
    for (const [id, group] of latest) expect(page.groups.get(id)).toBe(group);
  });

  it('takes back what was to come, and lets come again what was to go', () => {
    const outbox = new MatcherOutbox();
    const [one, two] = groups(2, 2) as [Group, Group];
    outbox.add({ upserts: [one, two], removed: [] });
    outbox.add({ upserts: [], removed: [one.id, two.id] });
    outbox.add({ upserts: [two], removed: [] });
    expect(outbox.take()).toEqual({ upserts: [two], removed: [one.id] });
    expect(outbox.isEmpty).toBe(true);
  });

  it('lets what a person waits for go out first', () => {
    const outbox = new MatcherOutbox();
    const waiting = groups(GROUPS_PER_ANSWER + 5, 2);
    const [again] = groups(GROUPS_PER_ANSWER + 4, 3).slice(-1) as [Group];
    const gone = waiting.findLast(({ id }) => id !== again.id)!.id;
    outbox.add({ upserts: waiting, removed: [] });
    outbox.addFirst({ upserts: [again], removed: [gone] });
    const { upserts, removed } = outbox.take();
    expect(upserts[0]).toBe(again);
    expect(removed).toEqual([gone]);
    const rest = outbox.take().upserts;
    expect(outbox.isEmpty).toBe(true);
    const told = [...upserts, ...rest].map(({ id }) => id);
    expect(told).toHaveLength(waiting.length - 1);
    expect(new Set(told).size).toBe(told.length);
    expect(told).not.toContain(gone);
  });

  it('says what goes before anything that comes', () => {
    const outbox = new MatcherOutbox();
    const list = groups(1, 2);
    const removed = Array.from(
      { length: 10_001 },
      (_zero, at) => `g-${at}` as Group['id'],
    );
    outbox.add({ upserts: list, removed });
    expect(outbox.take().upserts).toEqual([]);
    expect(outbox.take()).toMatchObject({
      upserts: list,
      removed: ['g-10000'],
    });
  });
});
