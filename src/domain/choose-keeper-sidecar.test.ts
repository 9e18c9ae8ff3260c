import { describe, expect, it } from 'vitest';
import { chooseKeeper } from './choose-keeper.ts';
import { explainKeeper } from './explain-keeper.ts';
import { testCandidate } from './group-test-photos.ts';

type Photo = NonNullable<Parameters<typeof testCandidate>[0]>;

const small = { widthPx: 1640, heightPx: 1230 };
const capturedAt = '2019-05-03T14:22:01';

function chosen(winner: Photo, loser: Photo) {
  const a = testCandidate({ name: 'a', ...winner });
  const b = testCandidate({ name: 'b', ...loser });
  expect(chooseKeeper([b, a])).toBe(a);
  return explainKeeper(a, [b]);
}

describe('what stands in a sidecar', () => {
  const place = { latitudeDeg: 52.52, longitudeDeg: 13.405 };

  it('says nothing of which picture was changed', () => {
    const sidecarNotes = { capturedAt, place };
    const a = testCandidate({ name: 'a', sidecarNotes });
    const b = testCandidate({ name: 'b' });
    expect(
      explainKeeper(a, [b], { changes: new Map([[b, 'edited']]) }).kind,
    ).toBe('abstained');
    // Nor of which one was sent by a messenger.
    const sent = 'IMG-20190714-WA0001.jpg';
    const c = testCandidate({ name: 'c', path: sent, sidecarNotes });
    const d = testCandidate({ name: 'd', path: 'x (1).jpg' });
    expect(chooseKeeper([c, d])).toBe(d);
  });

  it('is not lost with a rival that has it in the file', () => {
    const rival: Photo = { facts: small, exif: { hasGps: true, capturedAt } };
    const bare = chosen({}, rival);
    expect(bare).toMatchObject({ kind: 'abstained' });
    expect(chosen({ sidecarNotes: { place, capturedAt } }, rival).kind).toBe(
      'chosen',
    );
    // An instant without the camera's hour does not stand for it.
    const takenUtc = '2019-05-03T12:22:01Z';
    expect(chosen({ sidecarNotes: { place, takenUtc } }, rival)).toMatchObject({
      kind: 'abstained',
    });
    const choice = chosen({ sidecarNotes: { capturedAt } }, rival);
    if (choice.kind !== 'abstained') throw new Error('chose');
    expect(choice.words).toContain('has its GPS.');
  });

  it('leaves a favourite of fewer pixels to a person, who may have its stars written', () => {
    const words = (rated: Photo, larger: Photo = {}): string => {
      const choice = chosen({ facts: small, ...rated }, larger);
      if (choice.kind !== 'abstained') throw new Error('chose');
      return choice.words;
    };
    const carried =
      'If “b.jpg” stays, the stars can be written to a sidecar beside it. You decide.';
    expect(words({ sidecarNotes: { rating: 5 } })).toContain(carried);
    expect(words({ exif: { rating: 5 } })).toContain(carried);
    // Its own stars stand, so those of the favourite would be lost.
    expect(words({ exif: { rating: 5 } }, { exif: { rating: 2 } })).toContain(
      'Both cannot be had in one file',
    );
  });
});
