import fc from 'fast-check';
import { expect, it } from 'vitest';
import { packData, unpackData } from './packed-data.ts';

/** Few names and words, so that shapes are often the same, and often nearly. */
const name = fc.constantFrom('a', 'b', 'c', '0', '1');
const text = fc.oneof(
  fc.constantFrom('', 'jpeg', 'resized', '0', 'undefined'),
  fc.string({ unit: 'binary' }),
  // Half a pair is no character, but a file may be named so.
  fc.nat(0xffff).map((code) => String.fromCharCode(code)),
);
const { item } = fc.letrec<{ item: object; list: unknown[] }>((tie) => ({
  item: fc.dictionary(
    name,
    fc.oneof(
      { maxDepth: 3 },
      fc.oneof(text, fc.double(), fc.nat(), fc.boolean()),
      fc.constantFrom(undefined, null, -0, Number.NaN),
      tie('item'),
      tie('list'),
    ),
    { noNullPrototype: true },
  ),
  list: fc.array(
    fc.oneof({ maxDepth: 3 }, text, fc.nat(), tie('item'), tie('list')),
    { maxLength: 4 },
  ),
}));

it('gives back any plain data as it was, its properties in their order', () => {
  fc.assert(
    fc.property(fc.array(item, { maxLength: 6 }), (items) => {
      const { texts, shapes } = packData(items);
      const back = texts.map((one) => unpackData(one, shapes));
      expect(back).toStrictEqual(items);
      expect(back.map(namesOf)).toEqual(items.map(namesOf));
    }),
    { numRuns: 500 },
  );
});

it('says once what several items have in common', () => {
  const items = Array.from({ length: 100 }, (_zero, at) => ({
    path: `Holiday/${at}.jpg`,
    format: 'jpeg',
    isProtected: false,
    relation: { kind: 'resized', transform: 'upright' },
  }));
  const { texts, shapes } = packData(items);
  expect(shapes).toHaveLength(2);
  expect(texts.join('').length).toBeLessThan(JSON.stringify(items).length / 3);
});

it('does not mistake the shapes of other data for its own', () => {
  const [text = ''] = packData([{ a: { b: 1 } }]).texts;
  expect(() => unpackData(text, [])).toThrow(RangeError);
});

function namesOf(value: unknown): string {
  return JSON.stringify(value, (_name, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.entries(one)
      : one,
  );
}
