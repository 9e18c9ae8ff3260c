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

test('never looks at many of its slots at once when it is made longer', () => {
  const slots = 100_000;
  const spread = (slot: number): number => spreadHash(mixedHash(7, slot));
  let asked = 0;
  const index = new SlotIndex((slot) => {
    asked += 1;
    return spread(slot);
  });
  let most = 0;
  for (let slot = 0; slot < slots; slot += 1) {
    asked = 0;
    index.add(spread(slot), slot);
    most = Math.max(most, asked);
  }
  expect(most).toBeLessThan(slots / 32);
});
