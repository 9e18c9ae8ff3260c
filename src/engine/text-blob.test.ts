import { expect, test } from 'vitest';
import { allTaken } from '../domain/steps-test-taken.ts';
import { textBlob } from './text-blob.ts';

test('all chunks are in it in their order, however many there are', async () => {
  const chunks = Array.from({ length: 5 }, (_, at) => `${at}é`.repeat(300_000));
  const blob = allTaken(textBlob(chunks, 'text/csv'));
  expect(blob.type).toBe('text/csv');
  expect(await blob.text()).toBe(chunks.join(''));
});

test('it rests after each chunk', () => {
  expect([...textBlob(['a', 'b', 'c'], 'text/plain')]).toHaveLength(3);
});
