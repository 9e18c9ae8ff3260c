import { expect, test } from 'vitest';
import type { Thumb } from '../protocol/matcher-protocol.ts';
import { FirstLookBook } from './first-look-book.ts';
import { seededRandom } from './kernels/oracle/seeded-random.ts';
import { testKernels } from './kernels/test-kernels.ts';

const kernels = await testKernels();
const random = seededRandom(3);

function thumb(file: number): Thumb {
  const bytes = (count: number): Uint8Array =>
    Uint8Array.from({ length: count }, () => Math.floor(random() * 256));
  return { file, pHash64: bytes(8), pHash256: bytes(32) };
}

/** The same with this many bits of each hash turned. */
function near(other: Thumb, file: number, bits64: number, bits256: number) {
  const pHash64 = other.pHash64.slice();
  const pHash256 = other.pHash256.slice();
  for (let i = 0; i < bits64; i += 1) pHash64[i % 8]! ^= 1 << (i >> 3);
  for (let i = 0; i < bits256; i += 1) pHash256[i % 32]! ^= 1 << (i >> 5);
  return { file, pHash64, pHash256 };
}

test('a file joins the one it looks like, in the same portion or a later one', () => {
  const book = new FirstLookBook(kernels);
  const a = thumb(10);
  const b = thumb(20);
  expect(book.add([a, b, near(a, 11, 4, 20)])).toEqual([
    { head: 10, file: 11 },
  ]);
  expect(book.add([near(b, 21, 10, 64), near(b, 22, 0, 0)])).toEqual([
    { head: 20, file: 21 },
    { head: 20, file: 22 },
  ]);
});

test('both hashes must be near', () => {
  const book = new FirstLookBook(kernels);
  const a = thumb(1);
  expect(book.add([a, near(a, 2, 11, 0)])).toEqual([]);
  expect(book.add([near(a, 3, 10, 65)])).toEqual([]);
});

test('it joins the nearest head; a member is no head, so there are no chains', () => {
  const book = new FirstLookBook(kernels);
  const a = thumb(1);
  const b = near(a, 2, 0, 40);
  const c = near(a, 3, 0, 90);
  expect(book.add([a, b, c])).toEqual([{ head: 1, file: 2 }]);
  // 50 bits from c, 40 from a, 0 from the member b.
  expect(book.add([near(a, 4, 0, 40)])).toEqual([{ head: 1, file: 4 }]);
  expect(book.add([near(a, 5, 0, 80)])).toEqual([{ head: 3, file: 5 }]);
});

test('finds every near one among very many, whatever the join', () => {
  const book = new FirstLookBook(kernels);
  const many = Array.from({ length: 20_000 }, (_, at) => thumb(at));
  for (let at = 0; at < many.length; at += 500) {
    expect(book.add(many.slice(at, at + 500))).toEqual([]);
  }
  const copies = many
    .filter((_one, at) => at % 500 === 7)
    .map((one) => near(one, one.file + 100_000, 6, 30));
  expect(book.add(copies)).toEqual(
    copies.map(({ file }) => ({ head: file - 100_000, file })),
  );
});
