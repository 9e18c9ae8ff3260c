import type { Steps } from '../domain/steps.ts';

/** Handed over so many characters at a time: a text as long as a large report can be is no string. */
const PART_CHARACTERS = 1_000_000;

/** A file of these texts, one after the other. */
export function* textBlob(chunks: Iterable<string>, type: string): Steps<Blob> {
  const parts: Blob[] = [];
  let text = '';
  for (const chunk of chunks) {
    text += chunk;
    if (text.length > PART_CHARACTERS) {
      parts.push(new Blob([text]));
      text = '';
    }
    yield undefined;
  }
  return new Blob([...parts, text], { type });
}
