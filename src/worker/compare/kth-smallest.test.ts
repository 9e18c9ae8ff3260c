import fc from 'fast-check';
import { expect, it } from 'vitest';
import { kthSmallest } from './kth-smallest.ts';

it('is what sorting would put there', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(fc.integer({ min: -4, max: 4 }), fc.double({ noNaN: true })),
        {
          minLength: 1,
          maxLength: 200,
        },
      ),
      fc.nat(),
      (values, seed) => {
        const rank = seed % values.length;
        const sorted = Float64Array.from(values).sort();
        // Both zeros are one value.
        expect((kthSmallest(Float64Array.from(values), rank) ?? NaN) + 0).toBe(
          (sorted[rank] ?? NaN) + 0,
        );
      },
    ),
  );
});

it('is found among many equal, rising and falling values', () => {
  for (const valueAt of [() => 7, (at: number) => at, (at: number) => -at]) {
    const values = Float64Array.from({ length: 100_000 }, (_, at) =>
      valueAt(at),
    );
    const sorted = values.slice().sort();
    for (const rank of [0, 1, 50_000, 99_999]) {
      expect(kthSmallest(values.slice(), rank)).toBe(sorted[rank]);
    }
  }
});

it('is undefined beyond the values', () => {
  expect(kthSmallest(new Float64Array(0), 0)).toBeUndefined();
  expect(kthSmallest(Float64Array.of(1, 2), 2)).toBeUndefined();
});
