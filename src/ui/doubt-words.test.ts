import { describe, expect, it } from 'vitest';
import type { GroupMember } from '../domain/group.ts';
import { doubtWords } from './doubt-words.ts';
import { sampleGroup, sampleMember } from './group-sample.ts';

const a = sampleMember('a.jpg', { state: 'undecided' });
const b = sampleMember('b.jpg', { state: 'undecided' });
const c = sampleMember('c.jpg', { state: 'undecided' });
const decided = sampleMember('d.jpg', { state: 'keep', isDecided: true });

function words(
  members: readonly GroupMember[],
  rivals: readonly GroupMember[],
): string | undefined {
  return doubtWords(
    sampleGroup('x', members, {
      keeperChoice: {
        kind: 'abstained',
        words: 'Sharper against larger.',
        rivals: rivals.map(({ photo }) => photo.key),
      },
    }),
  );
}

describe('what is left to decide where nothing was chosen', () => {
  it('is nothing in a pair, nor where a keeper was chosen', () => {
    expect(words([a], [a])).toBeUndefined();
    expect(words([a, decided], [a])).toBeUndefined();
    expect(doubtWords(sampleGroup('x', [a, b]))).toBeUndefined();
  });

  it('tells that the others wait', () => {
    expect(words([a, b, c], [a])).toBe(
      'Decide this first: what is proposed for the others follows from it.',
    );
  });

  it('counts who else is in doubt', () => {
    expect(words([a, b], [a, b])).toBe('1 more photo is in doubt here.');
    expect(words([a, b, c, decided], [a, b])).toBe(
      '1 more photo is in doubt here. Decide these first: what is proposed for the others follows from them.',
    );
    expect(words([a, b, c], [a, b, c])).toBe(
      '2 more photos are in doubt here.',
    );
  });
});
