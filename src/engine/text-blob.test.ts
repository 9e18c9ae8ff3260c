import { expect, test } from 'vitest';
import { allTaken } from '../domain/steps.ts';
import { TextBlob } from './text-blob.ts';

test('all texts are in it in their order, however many there are', async () => {
  const texts = Array.from({ length: 5 }, (_, at) => `${at}é`.repeat(300_000));
  const text = new TextBlob();
  allTaken(text.add(texts.slice(0, 3)));
  allTaken(text.add(texts.slice(3)));
  const blob = text.finish('text/csv');
  expect(blob.type).toBe('text/csv');
  expect(await blob.text()).toBe(texts.join(''));
});

test('it rests after each text', () => {
  expect([...new TextBlob().add(['a', 'b', 'c'])]).toHaveLength(3);
});
