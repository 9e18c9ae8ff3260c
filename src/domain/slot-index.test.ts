import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mixedHash, SlotIndex, spreadHash } from './slot-index.ts';

test('finds what a Map finds, whatever comes and goes, and however hashes collide', () => {
  const step = fc.record({
    isAdded: fc.boolean(),
    value: fc.nat(40),
  });
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 400 }),
      fc.constantFrom(1, 3, 1000),
      (steps, hashes) => {
        const hashOf = (value: number): number =>
          spreadHash(mixedHash(7, value % hashes));
        const values: number[] = [];
        const index = new SlotIndex((slot) => hashOf(values[slot] ?? 0));
        const model = new Map<number, number>();
        for (const { isAdded, value } of steps) {
          const known = model.get(value);
          if (isAdded && known === undefined) {
            const slot = values.push(value) - 1;
            index.add(hashOf(value), slot);
            model.set(value, slot);
          } else if (!isAdded && known !== undefined) {
            index.remove(hashOf(value), known);
            model.delete(value);
          }
          const found = index.find(
            hashOf(value),
            (slot) => values[slot] === value,
          );
          expect(found).toBe(model.get(value));
        }
      },
    ),
  );
});

test('holds more than a part has, as a Map does, when most are taken out again', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 6000 }),
      fc.integer({ min: 2, max: 9 }),
      (slots, keptOf) => {
        const spread = (slot: number): number => spreadHash(mixedHash(3, slot));
        const index = new SlotIndex(spread);
        const isFound = (slot: number): boolean =>
          index.find(spread(slot), (one) => one === slot) === slot;
        for (let slot = 0; slot < slots; slot += 1) {
          index.add(spread(slot), slot);
        }
        for (let slot = 0; slot < slots; slot += 1) {
          if (slot % keptOf > 0) index.remove(spread(slot), slot);
        }
        // Twice is as good as once.
        index.remove(spread(1), 1);
        for (let slot = slots; slot < slots + 500; slot += 1) {
          index.add(spread(slot), slot);
        }
        for (let slot = 0; slot < slots + 500; slot += 1) {
          expect(isFound(slot)).toBe(slot >= slots || slot % keptOf === 0);
        }
      },
    ),
    { numRuns: 30 },
  );
});

test('hashes few of its slots again however many there are: a file index is read in portions of a thousand', () => {
  const spread = (slot: number): number => spreadHash(mixedHash(7, slot));
  let asked = 0;
  const index = new SlotIndex((slot) => {
    asked += 1;
    return spread(slot);
  });
  let [most, mostAtOnce] = [0, 0];
  for (let slot = 0; slot < 300_000;) {
    const before = asked;
    for (const end = slot + 1000; slot < end; slot += 1) {
      const askedBefore = asked;
      index.add(spread(slot), slot);
      mostAtOnce = Math.max(mostAtOnce, asked - askedBefore);
    }
    most = Math.max(most, asked - before);
  }
  expect(mostAtOnce).toBeLessThan(1000);
  expect(most).toBeLessThan(3000);
});

test('takes the largest number that has a place, and says of a larger one that it has none', () => {
  const index = new SlotIndex((slot) => spreadHash(slot));
  const largest = 2 ** 24 - 1;
  const hash = spreadHash(largest);
  index.add(hash, largest);
  expect(index.find(hash, (slot) => slot === largest)).toBe(largest);
  expect(() => {
    index.add(spreadHash(largest + 1), largest + 1);
  }).toThrow(RangeError);
});
