import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildGroups } from './build-groups.ts';
import { testInput } from './group-test-edges.ts';
import { testFile, testFingerprint } from './group-test-photos.ts';
import type { Group, MemberState } from './group.ts';
import { groupFacts, groupFiles } from './listed-group.ts';
import { listPacked, packGroups } from './packed-groups.ts';

/** Anything that a file may be called: no NUL, but half characters too. */
const path = fc
  .oneof(
    fc.constantFrom('a.jpg', 'Été/ü.jpg', '写真/1.jpg', '\n', '😀'),
    fc.string({ unit: 'binary', minLength: 1 }),
    fc.nat(0xffff).map((code) => String.fromCharCode(code)),
  )
  .map((one) => one.replaceAll('\0', '0'));

const copies = fc.record({
  paths: fc.uniqueArray(path, { minLength: 2, maxLength: 5 }),
  sizeBytes: fc.maxSafeNat(),
  states: fc.array(fc.constantFrom<MemberState>('keep', 'move', 'undecided')),
  decided: fc.nat(31),
  sharpness: fc.double(),
  caption: fc.option(fc.string(), { nil: undefined }),
});

function groupOf(
  name: string,
  {
    paths,
    sizeBytes,
    states,
    decided,
    ...said
  }: typeof copies extends fc.Arbitrary<infer Copies> ? Copies : never,
): Group {
  const fingerprint = testFingerprint({
    name,
    quality: { sharpness: said.sharpness },
    exif: said.caption === undefined ? {} : { caption: said.caption },
  });
  const files = paths.map((one) => testFile(fingerprint, one, { sizeBytes }));
  const [group] = buildGroups(testInput([{ fingerprint, files }], []));
  if (group === undefined) throw new Error('no group');
  const members = group.members.map((member, at) => ({
    ...member,
    state: states[at] ?? member.state,
    isDecided: (decided >> at) % 2 === 1,
  }));
  return { ...group, members };
}

describe('packGroups', () => {
  it('gives back any groups, and the same facts of them', () => {
    fc.assert(
      fc.property(fc.array(copies, { maxLength: 5 }), (all) => {
        const groups = all.map((one, at) => groupOf(`photo ${at}`, one));
        const packed = packGroups(groups, new TextEncoder());
        // As they come to the page.
        const listed = listPacked(structuredClone(packed), new TextDecoder());
        expect(listed.map((one) => one.whole())).toStrictEqual(groups);
        expect(listed.map((one) => one.files())).toEqual(
          groups.map(groupFiles),
        );
        expect(listed).toMatchObject(groups.map(groupFacts));
      }),
      { numRuns: 200 },
    );
  });
});
