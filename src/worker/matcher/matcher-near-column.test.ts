import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NearColumn } from './matcher-near-column.ts';

test('holds what a Map holds, near or far, whatever comes and goes', () => {
  const place = fc.nat(600);
  const value = fc.oneof(
    fc.integer({ min: -130, max: 130 }).map((far) => ({ far, isOwn: true })),
    fc.nat(2 ** 30).map((far) => ({ far, isOwn: false })),
  );
  const step = fc.record({
    kind: fc.constantFrom('set', 'set', 'set', 'clear', 'settle'),
    place,
    value,
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const column = new NearColumn();
      const model = new Map<number, number>();
      for (const one of steps) {
        const { far, isOwn } = one.value;
        const number = isOwn ? Math.max(0, 1000 + one.place + far) : far;
        if (one.kind === 'set') {
          column.set(one.place, number);
          model.set(one.place, number);
        } else if (one.kind === 'clear') {
          column.clear(one.place);
          model.delete(one.place);
        } else column.settle();
      }
      for (let at = 0; at < 700; at += 1) {
        expect(column.at(at)).toBe(model.get(at));
      }
    }),
  );
});
