import { expect, it } from 'vitest';
import { chooseKeeper } from './choose-keeper.ts';
import { testCandidate, type TestPhoto } from './group-test-photos.ts';

/** Which of the two is kept. */
function kept(...photos: [TestPhoto, TestPhoto]): string {
  return chooseKeeper(photos.map((photo) => testCandidate(photo))).photo.path;
}

it('does not call a RAW enlarged for its preview', () => {
  const developed = {
    name: 'developed',
    path: 'developed.jpg',
    facts: { widthPx: 3950 },
  };
  const soft = { quality: { spectralDrop: 0.95 } };
  const enlarged = { ...soft, name: 'enlarged', path: 'enlarged.jpg' };
  const raw = {
    name: 'one',
    ...soft,
    path: 'one.dng',
    facts: { format: 'raw' as const },
  };
  expect(kept(developed, enlarged)).toBe('developed.jpg');
  expect(kept(developed, raw)).toBe('one.dng');
});
