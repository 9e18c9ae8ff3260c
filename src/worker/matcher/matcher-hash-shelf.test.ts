import { expect, test } from 'vitest';
import { pictureKey } from '../../domain/build-groups-input.ts';
import type { PerceptualHashes } from '../../domain/fingerprint.ts';
import { testKernels } from '../kernels/test-kernels.ts';
import { HashShelf } from './matcher-hash-shelf.ts';
import { drawnFingerprint } from './matcher-test-pictures.ts';

const kernels = await testKernels();
const TURN = 3;

test('turned hashes that were held before stand for nothing once they are held anew', () => {
  const inMemory = new Map<number, PerceptualHashes>();
  const shelf = new HashShelf((slot) => inMemory.get(slot));
  const [first, second] = [1, 2].map((seed) =>
    drawnFingerprint(kernels, { seed }),
  );
  if (!first || !second) throw new Error('two pictures');
  shelf.keepTurns();
  const slot = shelf.put(pictureKey(first), first.hashes);
  expect(shelf.hasTurns64(slot)).toBe(true);
  expect(shelf.code(slot, 'pHash64', TURN)).toEqual(
    first.hashes.dihedralPHash64.subarray(TURN * 8, TURN * 8 + 8),
  );

  shelf.keepTurns();
  expect(shelf.hasTurns64(slot)).toBe(false);
  expect(shelf.code(slot, 'pHash64', TURN)).toHaveLength(0);
  // Another one takes the memory that the first one had.
  shelf.put(pictureKey(second), second.hashes);
  expect(shelf.code(slot, 'pHash64', TURN)).toHaveLength(0);
  shelf.put(pictureKey(first), first.hashes);
  expect(shelf.code(slot, 'pHash64', TURN)).toHaveLength(8);
});
