import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Decision } from '../../domain/decision.ts';
import type { Fingerprint } from '../../domain/fingerprint.ts';
import { testFile } from '../../domain/group-test-photos.ts';
import {
  copyKey,
  fileKey,
  rootId,
  type ContentHash,
  type FileKey,
} from '../../domain/photo-id.ts';
import type { FileRecord } from '../../domain/photo.ts';
import { DEFAULT_SETTINGS } from '../../domain/settings.ts';
import type { LookResult } from '../../protocol/matcher-protocol.ts';
import type { Kernels } from '../kernels/load-kernels.ts';
import { testKernels } from '../kernels/test-kernels.ts';
import type { GroupDiff } from './matcher-group-book.ts';
import { joinedHere } from './matcher-joins.ts';
import { MatcherSession } from './matcher-session.ts';
import { movedApart } from './matcher-test-pictures.ts';
import {
  DIFFERENT,
  SAME,
  TestPage,
  testPictures,
  testRoot,
} from './matcher-test-session.ts';

const { matching } = DEFAULT_SETTINGS;

let kernels: Kernels;
let pictures: Fingerprint[];

beforeAll(async () => {
  kernels = await testKernels();
  // So that a threshold falls between the pictures of a scene; twins stay twins.
  pictures = testPictures(kernels).map((one, _at, all) => {
    const place = all.findIndex(({ pixels }) => pixels === one.pixels);
    return movedApart(one, [0, 2, 7][place % 3]!);
  });
});

type CopyState = 'keep' | 'move' | 'keeper';

type Step =
  | {
      kind: 'put';
      files: { path: number; picture: number }[];
      /** Decided in the middle of it. */
      meanwhile: { step: number; decision: CopyState; a: number };
    }
  | { kind: 'remove'; path: number }
  | { kind: 'ask'; limit: number }
  | { kind: 'look'; a: number; b: number; seen: Seen }
  | { kind: 'slider'; bits: number }
  | { kind: 'threshold'; bits: number; isRefined: boolean }
  | { kind: 'rotations'; isOn: boolean }
  | { kind: 'protect'; isProtected: boolean }
  | { kind: 'decide'; decision: CopyState; a: number }
  | { kind: 'part'; a: number; b: number; isRevoked: boolean };

/** What a second look says; of a crop and of lost lights it speaks against the second picture. */
const LOOKS = {
  same: SAME,
  different: DIFFERENT,
  crop: { ...SAME, overlap: 0.8 },
  clipped: { ...SAME, clippedGain: 0.02, gain: 1.2 },
};
type Seen = keyof typeof LOOKS;

const picture = fc.nat(11);
const path = fc.nat(7);
const copyState = fc.constantFrom<CopyState[]>('keep', 'move', 'keeper');
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant('put' as const),
        files: fc.array(fc.record({ path, picture }), {
          minLength: 1,
          maxLength: 5,
        }),
        meanwhile: fc.record({
          step: fc.nat(25),
          decision: copyState,
          a: picture,
        }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('remove' as const), path }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('ask' as const),
        limit: fc.integer({ min: 1, max: 3 }),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('look' as const),
        a: picture,
        b: picture,
        seen: fc.constantFrom<Seen[]>('same', 'different', 'crop', 'clipped'),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('slider' as const),
        bits: fc.nat(90),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('threshold' as const),
        bits: fc.constantFrom(0, 8, 53, 90),
        isRefined: fc.boolean(),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('rotations' as const),
        isOn: fc.boolean(),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('protect' as const),
        isProtected: fc.boolean(),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('decide' as const),
        decision: copyState,
        a: picture,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('part' as const),
        a: picture,
        b: picture,
        isRevoked: fc.boolean(),
      }),
    },
  ),
  { maxLength: 14 },
);

/** What a session was told, so that another one can be told it at once. */
class Told {
  readonly files = new Map<FileKey, FileRecord>();
  readonly looks = new Map<string, LookResult>();
  readonly decisions = new Map<string, Decision>();
  settings = matching;
  roots = [testRoot('even'), testRoot('odd')];
}

/** The pictures of all pairs that wait for a look, each once. */
function waitingPairs(one: MatcherSession): string[] {
  // Those that were not asked for yet; afterwards all are asked for again.
  one.nextChecks(Infinity);
  return one
    .nextChecks(Infinity)
    .map((pair) =>
      [pair.first, pair.second]
        .map((content) => stored([content])[0]!.pixels)
        .sort()
        .join('+'),
    )
    .sort();
}

function twinsOf(at: number): Fingerprint[] {
  return pictures.filter(({ pixels }) => pixels === pictures[at]!.pixels);
}

function stored(contents: readonly ContentHash[]): Fingerprint[] {
  return pictures.filter(({ content }) => contents.includes(content));
}

/** As the matcher does it, part by part. */
function setSettings(one: MatcherSession, { settings }: Told): GroupDiff {
  const changed = one.changeSettings(settings);
  if (changed !== undefined) return changed;
  for (const part of one.pictureParts(3)) {
    const found = stored(one.released(part));
    joinedHere(one.rejoining(part, found));
    one.release(found.map(({ content }) => content));
  }
  return one.regroupAll();
}

/** As the matcher does it after each change, and at rest: drops all that can be read back. */
function restAndRelease(one: MatcherSession, page: TestPage): void {
  for (
    let wanted = one.takeWanted();
    wanted.length > 0;
    wanted = one.takeWanted()
  ) {
    page.apply(one.restore(stored(wanted)));
    one.release(wanted);
  }
  one.release(pictures.map(({ content }) => content));
  one.settle();
}

function run(
  one: MatcherSession,
  told: Told,
  step: Step,
  at: number,
  page: TestPage,
): GroupDiff {
  switch (step.kind) {
    case 'put': {
      const records = step.files.map((file) =>
        testFile(pictures[file.picture]!, `${file.path}.jpg`, {
          root: file.path % 2 === 0 ? 'even' : 'odd',
        }),
      );
      for (const record of records) {
        told.files.set(fileKey(record.root, record.path), record);
      }
      const change = one.puttingFiles(records, pictures);
      const { meanwhile } = step;
      let made = change.next(undefined);
      for (let done = 0; made.done !== true; done += 1) {
        if (done === meanwhile.step) {
          const { decision, a } = meanwhile;
          const decide: Step = { kind: 'decide', decision, a };
          page.apply(run(one, told, decide, at, page));
        }
        made = change.next(undefined);
      }
      return made.value;
    }
    case 'remove': {
      const root = rootId(step.path % 2 === 0 ? 'even' : 'odd');
      const key = fileKey(root, `${step.path}.jpg`);
      told.files.delete(key);
      return one.removeFiles([key]);
    }
    case 'ask':
      one.nextChecks(step.limit);
      return { upserts: [], removed: [] };
    case 'look': {
      // Of all twins: otherwise it counts only where one that it names was there in between.
      const results = twinsOf(step.a).flatMap((first) =>
        twinsOf(step.b).map((second) => ({
          first: first.content,
          second: second.content,
          measure: LOOKS[step.seen],
        })),
      );
      for (const result of results) {
        told.looks.set([result.first, result.second].sort().join('+'), result);
      }
      return one.setLooks(results);
    }
    case 'slider':
      told.settings = { ...told.settings, thresholdBits: step.bits };
      return setSettings(one, told);
    case 'threshold':
    case 'rotations':
      told.settings =
        step.kind === 'rotations'
          ? { ...told.settings, matchesRotations: step.isOn }
          : {
              ...told.settings,
              thresholdBits: step.bits,
              isRefined: step.isRefined,
            };
      return setSettings(one, told);
    case 'protect':
      told.roots = [
        testRoot('even'),
        testRoot('odd', step.isProtected ? 'protected' : 'normal'),
      ];
      return one.setRoots(told.roots);
    case 'decide': {
      const copy = copyKey(pictures[step.a]!.content, 0);
      const decision: Decision = { kind: step.decision, copy, decidedMs: at };
      told.decisions.set(
        `${step.decision === 'keeper' ? 'keeper' : 'state'}${copy}`,
        decision,
      );
      return one.setDecisions([{ decision, isRevoked: false }]);
    }
    case 'part': {
      const [first, second] = [pictures[step.a]!, pictures[step.b]!];
      const decision: Decision = {
        kind: 'not-duplicates',
        first: first.content,
        second: second.content,
        decidedMs: at,
      };
      const key = [first.content, second.content].sort().join('+');
      if (step.isRevoked) told.decisions.delete(key);
      else told.decisions.set(key, decision);
      return one.setDecisions([{ decision, isRevoked: step.isRevoked }]);
    }
  }
}

const NEVER = { step: Infinity, decision: 'keep', a: 0 } as const;

/** A group that stays as it is while a photo outside it becomes a candidate for a link. */
const FOUND_BY_CHANCE: Step[] = [
  { kind: 'look', a: 4, b: 3, seen: 'different' },
  {
    kind: 'put',
    meanwhile: NEVER,
    files: [
      { path: 2, picture: 5 },
      { path: 0, picture: 0 },
    ],
  },
  {
    kind: 'put',
    meanwhile: NEVER,
    files: [
      { path: 0, picture: 3 },
      { path: 3, picture: 0 },
    ],
  },
  {
    kind: 'put',
    meanwhile: NEVER,
    files: [
      { path: 3, picture: 4 },
      { path: 1, picture: 0 },
    ],
  },
];

/** A decision on a photo that takes another's place, before the group of that one is made anew. */
const DECIDED_IN_BETWEEN: Step[] = [
  {
    kind: 'put',
    meanwhile: NEVER,
    files: [
      { path: 1, picture: 7 },
      { path: 0, picture: 8 },
    ],
  },
  {
    kind: 'put',
    meanwhile: { step: 2, decision: 'keep', a: 6 },
    files: [{ path: 0, picture: 6 }],
  },
];

describe.each([
  ['all in memory', false],
  ['released after each change', true],
])('any history, %s', (_name, releases) => {
  it('ends in the groups that a fresh session finds', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const told = new Told();
        const one = new MatcherSession(kernels, told.roots, matching, [], []);
        const page = new TestPage();
        list.forEach((step, at) => {
          page.apply(run(one, told, step, at, page));
          if (releases) restAndRelease(one, page);
        });
        const fresh = new MatcherSession(
          kernels,
          told.roots,
          told.settings,
          [...told.decisions.values()],
          [...told.looks.values()],
        );
        const freshPage = new TestPage();
        freshPage.apply(
          fresh.putFiles([...told.files.values()].reverse(), pictures),
        );
        expect(page.sorted).toEqual(freshPage.sorted);
        expect(one.pairsWaiting).toBe(fresh.pairsWaiting);
        const waiting = waitingPairs(one);
        expect(waiting).toHaveLength(one.pairsWaiting);
        expect(waiting).toEqual(waitingPairs(fresh));
      }),
      { numRuns: 150, examples: [[FOUND_BY_CHANCE], [DECIDED_IN_BETWEEN]] },
    );
  }, 60_000);
});
