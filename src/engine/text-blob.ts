import type { Steps } from '../domain/steps.ts';

/** Handed over so many characters at a time: a text as long as a large report can be is no string. */
const PART_CHARACTERS = 1_000_000;

/** A file that grows by texts, one after the other. */
export class TextBlob {
  private readonly parts: Blob[] = [];
  private text = '';

  *add(texts: Iterable<string>): Steps<void> {
    for (const text of texts) {
      this.text += text;
      if (this.text.length > PART_CHARACTERS) this.handOver();
      yield undefined;
    }
  }

  finish(type: string): Blob {
    this.handOver();
    return new Blob(this.parts, { type });
  }

  private handOver(): void {
    this.parts.push(new Blob([this.text]));
    this.text = '';
  }
}
