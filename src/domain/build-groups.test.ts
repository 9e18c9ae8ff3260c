import { describe, expect, it } from 'vitest';
import { pictureKey } from './build-groups-input.ts';
import { buildGroups, type ContentCopies } from './build-groups.ts';
import { NO_FLAWS } from './choose-keeper-flaws.ts';
import type { Decision } from './decision.ts';
import { testInput, type TestEdge } from './group-test-edges.ts';
import { testCopies, testFile, testFingerprint } from './group-test-photos.ts';
import type { Group } from './group.ts';
import type { EdgeVerdict } from './judge-edge.ts';
import { PLAIN_LOOK } from './plain-test-look.ts';
import { copyKey, fileKey, rootId } from './photo-id.ts';

const accepted: EdgeVerdict = {
  kind: 'accepted',
  relation: { kind: 'resized', transform: 'upright' },
  evidence: { pHash256Bits: 4, rule: 'test' },
  mayPreselect: true,
};
const needsLook: EdgeVerdict = {
  kind: 'needs-look',
  relation: { kind: 'edited', transform: 'upright' },
  evidence: { pHash256Bits: 40, rule: 'test' },
};

function paths(group: Group | undefined): string[] {
  return group
    ? [group.keeper.path, ...group.members.map(({ photo }) => photo.path)]
    : [];
}

const big = testCopies({ name: 'big' }, ['big.jpg']);
const mid = testCopies(
  { name: 'mid', facts: { widthPx: 2000, heightPx: 1500 } },
  ['mid.jpg'],
);
const tiny = testCopies(
  { name: 'tiny', facts: { widthPx: 400, heightPx: 300 } },
  ['tiny.jpg'],
);

describe('exact tiers', () => {
  it('groups files of one content and proposes to move all but one', () => {
    const [group] = buildGroups(
      testInput([testCopies({}, ['a/IMG.jpg', 'b/IMG (1).jpg', 'b/IMG.jpg'])]),
    );
    expect(group?.keeper.path).toBe('a/IMG.jpg');
    expect(group?.category).toBe('identical');
    expect(
      group?.members.map(({ state, relation }) => [state, relation.kind]),
    ).toEqual([
      ['move', 'identical-bytes'],
      ['move', 'identical-bytes'],
    ]);
  });

  it('groups equal pixels, but not missing pixel hashes', () => {
    const twins = (pixels: string) => [
      testCopies({ name: 'x', pixels }, ['x.jpg']),
      testCopies({ name: 'y', pixels, facts: { format: 'png' } }, ['y.png']),
    ];
    expect(buildGroups(testInput(twins('same')))).toMatchObject([
      { category: 'identical', members: [{ state: 'move' }] },
    ]);
    expect(buildGroups(testInput(twins('')))).toEqual([]);
  });

  it('does not propose to move an animation for its first frame', () => {
    const [group] = buildGroups(
      testInput([
        testCopies({ name: 'x', pixels: 'p', facts: { frameCount: 9 } }, ['x']),
        testCopies({ name: 'y', pixels: 'p' }, ['y']),
      ]),
    );
    expect(group?.members[0]?.state).toBe('undecided');
  });
});

describe('stars', () => {
  const edges: TestEdge[] = [
    [big.fingerprint, mid.fingerprint, accepted],
    [mid.fingerprint, tiny.fingerprint, accepted],
  ];

  it('never chains: what is only near a member is a link', () => {
    const groups = buildGroups(testInput([tiny, mid, big], edges));
    expect(groups.map(paths)).toEqual([['big.jpg', 'mid.jpg']]);
    expect(groups[0]?.alsoSimilar).toMatchObject([
      { photo: { path: 'tiny.jpg' }, via: groups[0]?.members[0]?.photo.key },
    ]);
    expect(groups[0]?.alsoSimilar[0]).not.toHaveProperty('group');
  });

  it('asks for a look at the closest member of what is outside, until one accepts it', () => {
    const low = testCopies(
      { name: 'low', facts: { widthPx: 200, heightPx: 150 } },
      ['low.jpg'],
    );
    const edge = (bits: number): EdgeVerdict => ({
      ...needsLook,
      evidence: { pHash256Bits: bits, rule: 'test' },
    });
    const near: TestEdge[] = [
      [big.fingerprint, mid.fingerprint, accepted],
      [big.fingerprint, tiny.fingerprint, accepted],
    ];
    const [asking] = buildGroups(
      testInput(
        [tiny, mid, big, low],
        [
          ...near,
          [mid.fingerprint, low.fingerprint, edge(30)],
          [tiny.fingerprint, low.fingerprint, edge(20)],
        ],
      ),
    );
    expect(asking?.alsoSimilar).toEqual([]);
    expect(asking?.openLinks).toMatchObject([
      { inside: { path: 'tiny.jpg' }, outside: { path: 'low.jpg' } },
    ]);
    // The closest was refused, so the next one is asked for.
    const [next] = buildGroups(
      testInput(
        [tiny, mid, big, low],
        [...near, [mid.fingerprint, low.fingerprint, edge(30)]],
      ),
    );
    expect(next?.openLinks).toMatchObject([{ inside: { path: 'mid.jpg' } }]);
    // An accepted one that is closer makes the others needless.
    const [linked] = buildGroups(
      testInput(
        [tiny, mid, big, low],
        [
          ...near,
          [mid.fingerprint, low.fingerprint, edge(30)],
          [tiny.fingerprint, low.fingerprint, accepted],
        ],
      ),
    );
    expect(linked).not.toHaveProperty('openLinks');
    expect(linked?.alsoSimilar).toMatchObject([
      { photo: { path: 'low.jpg' }, via: fileKey(rootId('root'), 'tiny.jpg') },
    ]);
  });

  it('links groups to each other', () => {
    const low = testCopies(
      { name: 'low', facts: { widthPx: 200, heightPx: 150 } },
      ['low.jpg'],
    );
    const groups = buildGroups(
      testInput(
        [tiny, mid, big, low],
        [...edges, [tiny.fingerprint, low.fingerprint, accepted]],
      ),
    );
    const byKeeper = new Map(groups.map((one) => [one.keeper.path, one]));
    const first = byKeeper.get('big.jpg');
    const second = byKeeper.get('tiny.jpg');
    expect(paths(second)).toEqual(['tiny.jpg', 'low.jpg']);
    expect(first?.alsoSimilar[0]?.group).toBe(second?.id);
    expect(second?.alsoSimilar[0]).toMatchObject({
      photo: { path: 'mid.jpg' },
      group: first?.id,
    });
  });

  it('chooses no keeper by quality where neither file was saved from the other', () => {
    const low = testCopies({ name: 'low', quality: { jpegQuality: 75 } }, [
      'low.jpg',
    ]);
    const fine = testCopies({ name: 'fine', quality: { jpegQuality: 95 } }, [
      'fine.jpg',
    ]);
    const choiceWith = (secondResaveMisfit: number): string | undefined => {
      const edge: EdgeVerdict = {
        ...accepted,
        relation: { kind: 're-encoded', transform: 'upright' },
        evidence: {
          rule: 'test',
          closeLook: { ...PLAIN_LOOK, secondResaveMisfit },
        },
      };
      const [group] = buildGroups(
        testInput([low, fine], [[fine.fingerprint, low.fingerprint, edge]]),
      );
      return group?.keeperChoice.kind;
    };
    expect(choiceWith(0.01)).toBe('chosen');
    expect(choiceWith(0.5)).toBe('abstained');
  });

  it('takes the weakest relation for its category', () => {
    const [group] = buildGroups(
      testInput(
        [big, mid, tiny],
        [
          [big.fingerprint, mid.fingerprint, accepted],
          [big.fingerprint, tiny.fingerprint, needsLook],
        ],
      ),
    );
    expect(group?.category).toBe('edited');
    expect(group?.members.map(({ isBeingChecked }) => isBeingChecked)).toEqual([
      false,
      true,
    ]);
    expect(group?.members[1]?.state).toBe('undecided');
  });
});

describe('proposals', () => {
  const pair: TestEdge[] = [[big.fingerprint, mid.fingerprint, accepted]];

  it('preselects only what the verdict allows', () => {
    const shy: EdgeVerdict = { ...accepted, mayPreselect: false };
    const [loud] = buildGroups(testInput([big, mid], pair));
    const [quiet] = buildGroups(
      testInput([big, mid], [[big.fingerprint, mid.fingerprint, shy]]),
    );
    expect(loud?.members[0]?.state).toBe('move');
    expect(quiet?.members[0]?.state).toBe('undecided');
  });

  it('preselects nothing but identical bytes when the choice abstains', () => {
    const dated = testCopies(
      {
        name: 'mid',
        facts: { widthPx: 2000, heightPx: 1500 },
        exif: { capturedAt: '2019-05-03T14:22:01' },
      },
      ['mid.jpg'],
    );
    const twice = testCopies({ name: 'big' }, ['big.jpg', 'big (1).jpg']);
    const [group] = buildGroups(testInput([twice, dated], pair));
    expect(group?.keeperChoice.kind).toBe('abstained');
    expect(
      group?.members.map(({ photo, state }) => [photo.path, state]),
    ).toEqual([
      ['mid.jpg', 'undecided'],
      ['big (1).jpg', 'move'],
    ]);
  });

  describe('where one of several copies is in doubt with the keeper', () => {
    const dated = testCopies(
      {
        name: 'mid',
        facts: { widthPx: 2000, heightPx: 1500 },
        exif: { capturedAt: '2019-05-03T14:22:01' },
      },
      ['mid.jpg', 'mid (1).jpg'],
    );
    const star: TestEdge[] = [
      ...pair,
      [big.fingerprint, tiny.fingerprint, accepted],
    ];
    const groupWith = (...decided: [string, 'keep' | 'move'][]) => {
      const decisions = decided.map(([path, kind], rank): Decision => {
        const file = fileKey(rootId('root'), path);
        const content = dated.fingerprint.content;
        return {
          kind,
          copy: copyKey(content, rank),
          place: { file, copies: 2 },
          decidedMs: 1,
        };
      });
      const [group] = buildGroups(
        testInput([tiny, big, dated], star, decisions),
      );
      return {
        choice: group?.keeperChoice.kind,
        states: group?.members.map(({ photo, state }) => [photo.path, state]),
      };
    };

    it('shows the one in doubt first, and proposes nothing', () => {
      expect(groupWith()).toEqual({
        choice: 'abstained',
        states: [
          ['mid (1).jpg', 'undecided'],
          ['mid.jpg', 'undecided'],
          ['tiny.jpg', 'undecided'],
        ],
      });
    });

    it('asks about the copy that the first photo was seen cropped beside, and about no other', () => {
      const cropped = { ...NO_FLAWS, isLooked: true, isCropped: true };
      const input = testInput([big, mid, tiny], star);
      const [group] = buildGroups({
        ...input,
        edges: {
          ...input.edges,
          flaws: (picture, beside) =>
            picture !== pictureKey(big.fingerprint)
              ? NO_FLAWS
              : beside === pictureKey(tiny.fingerprint)
                ? { ...NO_FLAWS, isLooked: true }
                : cropped,
        },
      });
      expect(group?.keeper.path).toBe('big.jpg');
      expect(group?.keeperChoice).toMatchObject({
        kind: 'abstained',
        rivals: [fileKey(rootId('root'), 'mid.jpg')],
      });
    });

    it('proposes the rest once it is kept too', () => {
      const { choice, states } = groupWith(['mid.jpg', 'keep']);
      expect(choice).toBe('chosen');
      expect(states).toContainEqual(['mid.jpg', 'keep']);
      expect(states).toContainEqual(['tiny.jpg', 'move']);
    });

    it('stays in doubt while another file of that content may go', () => {
      const { choice, states } = groupWith(['mid.jpg', 'move']);
      expect(choice).toBe('abstained');
      expect(states).toContainEqual(['mid (1).jpg', 'undecided']);
      expect(
        groupWith(['mid.jpg', 'move'], ['mid (1).jpg', 'move']).choice,
      ).toBe('chosen');
    });
  });

  it('does not let an unconfirmed member make the choice abstain', () => {
    const dated = testCopies(
      {
        name: 'mid',
        facts: { widthPx: 2000, heightPx: 1500 },
        exif: { hasGps: true },
      },
      ['mid.jpg'],
    );
    const [group] = buildGroups(
      testInput([big, dated], [[big.fingerprint, mid.fingerprint, needsLook]]),
    );
    expect(group?.keeperChoice.kind).toBe('chosen');
  });

  it('keeps protected copies and prefers them', () => {
    const fingerprint = testFingerprint();
    const files = [
      testFile(fingerprint, 'a.jpg'),
      testFile(fingerprint, 'b.jpg', { root: 'safe' }),
      testFile(fingerprint, 'c.jpg', { root: 'safe' }),
    ];
    const copies = { fingerprint, files };
    const [group] = buildGroups(testInput([copies], [], [], ['safe']));
    expect(group?.keeper.path).toBe('b.jpg');
    expect(
      group?.members.map(({ photo, state }) => [photo.path, state]),
    ).toEqual([
      ['a.jpg', 'move'],
      ['c.jpg', 'keep'],
    ]);
  });
});

describe('decisions', () => {
  const pair: TestEdge[] = [[big.fingerprint, mid.fingerprint, accepted]];
  const copyOf = (copies: ContentCopies) =>
    copyKey(copies.fingerprint.content, 0);

  it('keep stands against the proposal', () => {
    const [group] = buildGroups(
      testInput([big, mid], pair, [
        { kind: 'keep', copy: copyOf(mid), decidedMs: 1 },
      ]),
    );
    expect(group?.members[0]).toMatchObject({ state: 'keep', isDecided: true });
  });

  it('a pin makes the keeper, the latest one of several', () => {
    const pins: Decision[] = [
      { kind: 'keeper', copy: copyOf(mid), decidedMs: 2 },
      { kind: 'keeper', copy: copyOf(big), decidedMs: 1 },
    ];
    const [group] = buildGroups(testInput([big, mid], pair, pins));
    expect(group?.keeper.path).toBe('mid.jpg');
    expect(group?.keeperChoice).toMatchObject({
      reasons: [{ criterion: 'pinned' }],
    });
  });

  it('"not the same" drops one edge and no other', () => {
    const groups = buildGroups(
      testInput(
        [big, mid, tiny],
        [...pair, [mid.fingerprint, tiny.fingerprint, accepted]],
        [
          {
            kind: 'not-duplicates',
            first: mid.fingerprint.content,
            second: big.fingerprint.content,
            decidedMs: 1,
          },
        ],
      ),
    );
    expect(groups.map(paths)).toEqual([['mid.jpg', 'tiny.jpg']]);
    expect(groups[0]?.alsoSimilar).toEqual([]);
  });

  it('"not the same" on identical files leaves them alone', () => {
    const twice = testCopies({}, ['a.jpg', 'b.jpg']);
    const { content } = twice.fingerprint;
    const decision: Decision = {
      kind: 'not-duplicates',
      first: content,
      second: content,
      decidedMs: 1,
    };
    expect(buildGroups(testInput([twice], [], [decision]))).toEqual([]);
  });
});
