import { describe, expect, it } from 'vitest';
import { testListed } from '../domain/group-test-listed.ts';
import { sampleGroup, sampleMember } from './group-sample.ts';
import { OpenGroup, type OpenGroupWish } from './open-group.ts';

const [A, B, C] = ['a', 'b', 'c'].map((name) =>
  testListed(sampleGroup(name, [sampleMember(`${name} copy.jpg`)])),
);
if (!A || !B || !C) throw new Error('three groups');
const WISH: OpenGroupWish = {
  groups: [A, B, C],
  filter: { text: '', order: 'saving' },
  name: undefined,
  opensFirst: true,
};

/** What is open after these, one after the other. */
function after(...wishes: Partial<OpenGroupWish>[]): OpenGroup {
  const open = new OpenGroup();
  for (const wish of wishes) open.follow({ ...WISH, ...wish });
  return open;
}

describe('OpenGroup', () => {
  it('is the first when none is asked for, or none where only the list fits', () => {
    expect(after({}).group).toBe(A.whole());
    expect(after({}).otherThan(undefined)).toBe(A.id);
    expect(after({ opensFirst: false }).group).toBeUndefined();
  });

  it('is the one asked for, wherever it stands, hidden by the filter or not', () => {
    expect(after({ name: C.id }).place).toBe(2);
    expect(after({ name: C.id }, { name: C.id, groups: [C, A] }).place).toBe(0);
    const filter = { text: 'a', order: 'saving' } as const;
    const hidden = after({ name: C.id, filter: { ...filter, text: 'b copy' } });
    expect(hidden.group).toBe(C.whole());
    expect(hidden.place).toBeUndefined();
    expect(hidden.otherThan(C.id)).toBeUndefined();
  });

  it('follows the photo when another copy becomes its keeper', () => {
    const swapped = sampleGroup('b copy', [sampleMember('b')]);
    const members = [{ ...sampleMember('x'), photo: B.whole().keeper }];
    const open = after(
      { name: B.id },
      { name: B.id, groups: [A, C, testListed({ ...swapped, members })] },
    );
    expect(open.group?.id).toBe(swapped.id);
    expect(open.otherThan(B.id)).toBe(swapped.id);
  });

  it('is the next in its place when it is gone, and the last at the end', () => {
    expect(after({ name: B.id }, { name: B.id, groups: [A, C] }).listed).toBe(
      C,
    );
    expect(after({ name: C.id }, { name: C.id, groups: [A, B] }).listed).toBe(
      B,
    );
  });
});
