import { describe, expect, it } from 'vitest';
import { buildGroups } from './build-groups.ts';
import { testInput } from './group-test-edges.ts';
import { testCopies } from './group-test-photos.ts';
import type { Decision } from './decision.ts';
import type { GroupMember } from './group.ts';
import { copyKey } from './photo-id.ts';
import { areOneShot, holdsMore, moreInWords } from './holds-more.ts';
import type { ImageFormat } from './image-format.ts';
import type { EdgeVerdict } from './judge-edge.ts';
import type { RelationKind } from './relation.ts';

const half = { widthPx: 2000, heightPx: 1500 };

/** What a rule proposes for the lesser of two pictures that are the same to the eye. */
function proposal(
  kept: ImageFormat,
  moved: ImageFormat,
  kind: RelationKind,
  frameCounts: [kept: number, moved: number] = [1, 1],
): { kept: string; member: GroupMember } {
  const verdict: EdgeVerdict = {
    kind: 'accepted',
    relation: { kind, transform: 'upright' },
    evidence: { pHash256Bits: 0, rule: 'test' },
    mayPreselect: true,
  };
  const copy = (name: string, format: ImageFormat, frameCount: number) =>
    testCopies({ name, facts: { format, frameCount } }, [name]);
  const large = copy('kept', kept, frameCounts[0]);
  const small = testCopies(
    {
      name: 'moved',
      facts: { ...half, format: moved, frameCount: frameCounts[1] },
    },
    ['moved'],
  );
  const [group] = buildGroups(
    testInput(
      [large, small],
      [[large.fingerprint, small.fingerprint, verdict]],
    ),
  );
  const member = group?.members[0];
  if (group === undefined || member === undefined) throw new Error('no group');
  return { kept: group.keeper.path, member };
}

describe('a file that holds more than its picture', () => {
  it.each(['psd', 'svg'] as const)(
    '%s is never proposed to be moved for a picture of it',
    (format) => {
      for (const kind of ['resized', 're-encoded', 'identical-pixels'] as const)
        expect(proposal('png', format, kind)).toMatchObject({
          kept: 'kept',
          member: { state: 'undecided', isDecided: false },
        });
    },
  );

  it.each(['psd', 'svg'] as const)(
    'for a %s smaller pictures of it may go, and no full-size one',
    (format) => {
      expect(proposal(format, 'jpeg', 'resized').member.state).toBe('move');
      expect(proposal(format, 'jpeg', 're-encoded').member.state).toBe(
        'undecided',
      );
    },
  );

  it('moves for another file of the same bytes, as any does', () => {
    const [group] = buildGroups(
      testInput([
        testCopies({ name: 'x', facts: { format: 'psd', frameCount: 2 } }, [
          'a.psd',
          'b.psd',
        ]),
      ]),
    );
    expect(group?.members[0]?.state).toBe('move');
  });

  it('is one of several frames, too, on either side', () => {
    expect(proposal('gif', 'gif', 'resized', [9, 1]).member.state).toBe(
      'undecided',
    );
    expect(proposal('gif', 'gif', 'resized', [1, 9]).member.state).toBe(
      'undecided',
    );
    expect(proposal('gif', 'gif', 'resized').member.state).toBe('move');
    expect(holdsMore({ format: 'gif', frameCount: 9 })).toBe(true);
    expect(holdsMore({ format: 'gif', frameCount: 1 })).toBe(false);
  });
});

describe('a RAW', () => {
  const accepted: EdgeVerdict = {
    kind: 'accepted',
    relation: { kind: 're-encoded', transform: 'upright' },
    evidence: { pHash256Bits: 0, rule: 'test' },
    mayPreselect: true,
  };
  const raw = testCopies({ name: 'raw', facts: { format: 'raw' } }, [
    'raw/1.cr2',
  ]);
  const jpeg = testCopies({ name: 'jpeg' }, ['jpeg/1.jpg']);
  const saved = testCopies({ name: 'saved' }, ['jpeg/saved.jpg']);
  const small = testCopies({ name: 'small', facts: half }, ['small.jpg']);
  const all = [raw, jpeg, saved, small];
  const edges = all.flatMap((one, at) =>
    all
      .slice(at + 1)
      .map((other) => [one.fingerprint, other.fingerprint, accepted] as const),
  );
  const paths = (contents: typeof all): string[][] =>
    buildGroups(testInput(contents, edges))
      .map(({ keeper, members }) => [
        keeper.path,
        ...members.map(({ photo }) => photo.path),
      ])
      .sort();

  it('and full-size pictures of it in other folders are no copies of each other', () => {
    expect(paths([raw, jpeg])).toEqual([]);
    expect(paths([raw, small])).toEqual([['raw/1.cr2', 'small.jpg']]);
    // What is no copy of the RAW may be a copy of what else is there.
    expect(paths(all)).toEqual([
      ['jpeg/1.jpg', 'jpeg/saved.jpg'],
      ['raw/1.cr2', 'small.jpg'],
    ]);
  });

  it('is never proposed to be moved for a smaller picture, whatever is kept', () => {
    const pin: Decision = {
      kind: 'keeper',
      copy: copyKey(small.fingerprint.content, 0),
      decidedMs: 1,
    };
    const [group] = buildGroups(testInput([raw, small], edges, [pin]));
    expect(group).toMatchObject({
      keeper: { path: 'small.jpg' },
      members: [{ photo: { path: 'raw/1.cr2' }, state: 'undecided' }],
    });
  });

  it('is told from its pictures by their size', () => {
    const sized = (format: ImageFormat, widthPx: number) =>
      ({ format, widthPx, heightPx: 1000 }) as const;
    expect(areOneShot(sized('raw', 1000), sized('jpeg', 800))).toBe(true);
    expect(areOneShot(sized('heic', 800), sized('raw', 1000))).toBe(true);
    expect(areOneShot(sized('raw', 1000), sized('jpeg', 799))).toBe(false);
    expect(areOneShot(sized('raw', 1000), sized('raw', 1000))).toBe(false);
    expect(areOneShot(sized('png', 1000), sized('jpeg', 1000))).toBe(false);
  });
});

describe('the words for it', () => {
  const words = (...parts: Parameters<typeof proposal>) => {
    const [kept, , , frameCounts = [1, 1]] = parts;
    return moreInWords(
      { format: kept, frameCount: frameCounts[0] },
      proposal(...parts).member,
    );
  };

  it('name the file that holds more', () => {
    expect(words('png', 'psd', 'resized')).toBe(
      'The PSD holds more than the picture that was compared, so this is left to you.',
    );
    expect(words('raw', 'jpeg', 're-encoded')).toBe(
      'The RAW holds more than the picture that was compared, so this is left to you.',
    );
    expect(words('raw', 'gif', 're-encoded', [1, 3])).toBe(
      'Only the first picture of each file was compared, so this is left to you.',
    );
  });

  it('are none where the pictures are all there is', () => {
    expect(words('raw', 'jpeg', 'resized')).toBeUndefined();
    expect(words('png', 'jpeg', 're-encoded')).toBeUndefined();
  });
});
