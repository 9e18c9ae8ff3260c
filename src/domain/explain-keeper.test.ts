import { describe, expect, it } from 'vitest';
import { NO_FLAWS } from './choose-keeper-flaws.ts';
import type { KeeperCandidate } from './choose-keeper-rule.ts';
import { explainKeeper } from './explain-keeper.ts';
import { testCandidate } from './group-test-photos.ts';
import type { KeeperChoice } from './group.ts';

const dated = { capturedAt: '2019-05-03T14:22:01', hasGps: true };
const half = { widthPx: 2000, heightPx: 1500 };
const keeper = testCandidate({ name: 'keeper' });
const rival = testCandidate({ name: 'rival', facts: half, exif: dated });
const other = testCandidate({ name: 'other', facts: half, exif: dated });
const lesser = testCandidate({ name: 'lesser', facts: half });

function rivalsOf(choice: KeeperChoice): string[] {
  return choice.kind === 'chosen'
    ? []
    : choice.rivals.map((key) => key.split('\0').at(-1) ?? '');
}

describe('the reasons for a keeper', () => {
  const cut = testCandidate({ name: 'cut', facts: { isIncomplete: true } });
  const words = (...others: KeeperCandidate[]): string | undefined => {
    const choice = explainKeeper(keeper, others);
    return choice.kind === 'chosen' ? choice.reasons[0]?.words : undefined;
  };

  it('name the loser where there is more than one other', () => {
    expect(words(cut)).toBe('the file is whole; the other one is cut off');
    expect(words(cut, lesser)).toBe('the file is whole; “cut.jpg” is cut off');
    const kept = { ...lesser, decided: 'keep' as const };
    expect(words(cut, kept)).toBe('the file is whole; “cut.jpg” is cut off');
    const same = { ...keeper, photo: { ...keeper.photo, path: 'z.jpg' } };
    expect(words(cut, same)).toBe('the file is whole; “cut.jpg” is cut off');
    const away = testCandidate({
      name: 'away',
      path: 'away/keeper.jpg',
      facts: { isIncomplete: true },
    });
    expect(words(away, lesser)).toBe(
      'the file is whole; “away/keeper.jpg” is cut off',
    );
  });

  it('say what part of a larger picture the photo is', () => {
    const shot = testCandidate({
      name: 'shot',
      facts: { widthPx: 4000, heightPx: 9000 },
      flaws: { isLooked: true, sceneShare: 0.1 },
    });
    expect(words(shot)).toBe(
      'more detail: 4000 × 3000 instead of a part of 4000 × 9000',
    );
  });

  it('say how much older a file is than another of the same day', () => {
    const at = (name: string, time: string) =>
      testCandidate({ name, modifiedMs: Date.parse(`2018-07-01T${time}Z`) });
    const choice = explainKeeper(at('a', '10:00:00'), [at('b', '10:30:00')]);
    expect(choice).toMatchObject({
      reasons: [
        {
          words:
            'the oldest file, last changed 30 minutes before the other one',
        },
      ],
    });
  });
});

describe('who is in doubt with the keeper', () => {
  it('is each rival that would be in doubt by itself, and nobody else', () => {
    const choice = explainKeeper(keeper, [lesser, rival, other]);
    expect(rivalsOf(choice).toSorted()).toEqual(['other.jpg', 'rival.jpg']);
  });

  it('is nobody that a person has decided about, or that stays in any case', () => {
    for (const settled of [
      { ...rival, decided: 'keep' as const },
      { ...rival, decided: 'move' as const },
      { ...rival, photo: { ...rival.photo, isProtected: true } },
    ]) {
      expect(explainKeeper(keeper, [settled, lesser])).toMatchObject({
        kind: 'chosen',
        reasons: [{ criterion: 'pixels' }],
      });
      expect(rivalsOf(explainKeeper(keeper, [settled, other]))).toEqual([
        'other.jpg',
      ]);
    }
  });

  it('is named without a word for a keeper that only its path speaks for', () => {
    const framed = testCandidate({
      name: 'a',
      flaws: { isLooked: true, isPerhapsFramed: true, isCropped: true },
    });
    const crop = testCandidate({
      name: 'b',
      flaws: { isLooked: true, isCropped: true },
    });
    expect(explainKeeper(framed, [crop])).toMatchObject({
      words:
        'For “b.jpg”: the other one may have a border. Both cannot be had in one file, so you decide.',
    });
  });

  it('is no file with the bytes of the keeper, even where its pixels are not known', () => {
    const [a, b] = ['a.jpg', 'b.jpg'].map((path) =>
      testCandidate({ name: 'one', path, pixels: '' }),
    ) as [KeeperCandidate, KeeperCandidate];
    expect(explainKeeper(a, [b]).kind).toBe('chosen');
  });

  it('is the one that the keeper was seen cropped beside, not a copy of the same part', () => {
    const cropped = {
      ...keeper,
      flaws: { ...NO_FLAWS, isLooked: true, isCropped: true },
    };
    const whole = testCandidate({ name: 'whole', facts: half });
    const part = testCandidate({ name: 'part', facts: half });
    const choice = explainKeeper(cropped, [whole, part], {
      outlineBeside: (beside) => (beside === whole ? cropped.flaws : NO_FLAWS),
    });
    expect(rivalsOf(choice)).toEqual(['whole.jpg']);
    expect(choice).toMatchObject({
      words: expect.stringContaining(
        'For “whole.jpg”: shows the whole',
      ) as string,
    });
  });
});
