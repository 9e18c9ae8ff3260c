import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BLOCK_PLACES, PackedBlock } from './packed-block.ts';
import { PackedColumn } from './packed-column.ts';

const near = fc.integer({ min: -300, max: 300 });
const value = fc.oneof(
  near,
  near.map((step) => 1.7e12 + step),
  fc.maxSafeInteger(),
  fc.constantFrom(2 ** 46, -(2 ** 46), 2 ** 47, 2 ** 60, 70_000, 2 ** 24),
  fc.constantFrom(0.5, -5.5, Infinity, NaN),
);

/** Equal, with -0 as 0. */
function expectSame(found: number, wanted: number): void {
  expect(found + 0).toBe(wanted + 0);
}

test('a column holds what an array holds, near or far, whole or not', () => {
  const place = fc.oneof(fc.nat(20), fc.nat(3 * BLOCK_PLACES));
  fc.assert(
    fc.property(fc.array(fc.tuple(place, value)), (steps) => {
      const column = new PackedColumn();
      const model: number[] = [];
      for (const [at, number] of steps) {
        column.set(at, number);
        model[at] = number;
      }
      model.forEach((number, at) => {
        expectSame(column.at(at), number);
      });
    }),
  );
});

test('a block never denies a number that it has, and says when it has none', () => {
  fc.assert(
    fc.property(fc.array(value, { maxLength: 20 }), value, (values, other) => {
      const block = new PackedBlock();
      values.forEach((number, at) => {
        block.set(at, number);
      });
      for (const number of values) expect(block.mayHave(number)).toBe(true);
      const isSmall = values.every(
        (number) => Number.isInteger(number) && Math.abs(number) < 60,
      );
      if (isSmall && values.length > 0 && !values.includes(other)) {
        expect(block.mayHave(other)).toBe(false);
      }
    }),
  );
});

test('numbers that are all the same take no bytes, and far ones no more than they need', () => {
  const bytesOf = (values: readonly number[]): number => {
    const block = new PackedBlock();
    values.forEach((number, at) => {
      block.set(at, number);
    });
    return block.bytesEach;
  };
  expect(bytesOf([4000, 4000, 4000])).toBe(0);
  expect(bytesOf([4000, 4127, 3872])).toBe(1);
  expect(bytesOf([4000, 4128])).toBe(2);
  expect(bytesOf([1.7e12, 1.7e12 + 3_600_000])).toBe(3);
  expect(bytesOf([1.7e12, 1.7e12 + 20 * 86_400_000])).toBe(4);
});
