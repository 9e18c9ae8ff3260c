import { describe, expect, it } from 'vitest';
import { explainKeeper } from './explain-keeper.ts';
import { testCandidate } from './group-test-photos.ts';

describe('what lies between two pictures', () => {
  it.each([
    ['edited', 'was changed, and nothing tells which'],
    ['unknown', 'were not compared in detail'],
  ] as const)(
    'abstains where nothing tells a picture from one that is %s',
    (change, words) => {
      const a = testCandidate({ name: 'a', quality: { jpegQuality: 95 } });
      const b = testCandidate({ name: 'b' });
      const choice = explainKeeper(a, [b], { changes: new Map([[b, change]]) });
      expect(choice).toMatchObject({
        kind: 'abstained',
        words: expect.stringContaining(words) as string,
      });
      expect(explainKeeper(a, [b]).kind).toBe('chosen');
    },
  );

  it('abstains between two turns of one picture, unless one was saved better', () => {
    const a = testCandidate({ name: 'a', quality: { jpegQuality: 95 } });
    const b = testCandidate({ name: 'b' });
    const c = testCandidate({ name: 'c', quality: { jpegQuality: 95 } });
    expect(
      explainKeeper(a, [b], { changes: new Map([[b, 'turned']]) }).kind,
    ).toBe('chosen');
    expect(
      explainKeeper(a, [c], { changes: new Map([[c, 'turned']]) }).kind,
    ).toBe('abstained');
  });
});
