import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sidecarText } from './xmp-sidecar.ts';
import { xmpTexts } from './xmp-texts.ts';

test.each([
  [
    '<dc:subject><rdf:Bag><rdf:li>a</rdf:li><rdf:li>b</rdf:li></rdf:Bag></dc:subject>',
    ['a', 'b'],
  ],
  [
    '<dc:subject>\n<rdf:Seq>\n<rdf:li xml:lang="de">K&#246;ln &amp; &#x4E2D;</rdf:li></rdf:Seq></dc:subject>',
    ['Köln & 中'],
  ],
  ['<dc:subject>one</dc:subject>', ['one']],
  ['<rdf:Description dc:subject="one &quot;word&quot;"/>', ['one "word"']],
  ["<rdf:Description\n dc:subject='x'/>", ['x']],
  ['<dc:subject/>', ['']],
  ['<dc:subject><rdf:Bag/></dc:subject>', []],
  ['<dc:subjects>no</dc:subjects>', []],
  ['<dc:subject><rdf:Bag><rdf:li>never closed', []],
  ['<dc:subject><rdf:list>no</rdf:list></dc:subject>', []],
  ['no packet', []],
  ['<dc:subject>&#x110000; &#0; &nbsp;</dc:subject>', ['&#x110000; \0 &nbsp;']],
])('%s', (xmp, texts) => {
  expect(xmpTexts(xmp, 'dc:subject', 16)).toEqual(texts);
});

test('no more than asked for', () => {
  const items = '<rdf:li>x</rdf:li>'.repeat(1000);
  const xmp = `<dc:subject><rdf:Bag>${items}</rdf:Bag></dc:subject>`;
  expect(xmpTexts(xmp, 'dc:subject', 16)).toHaveLength(16);
});

test('reads what the sidecar writer writes', () => {
  const anyText = fc
    .string({ maxLength: 40 })
    .filter((text) => text !== '' && !/\p{Cc}/u.test(text));
  fc.assert(
    fc.property(fc.array(anyText, { minLength: 1, maxLength: 5 }), (words) => {
      const xmp = sidecarText({ keywords: words, caption: words[0] ?? '' });
      expect(xmpTexts(xmp, 'dc:subject', 16)).toEqual(words);
      expect(xmpTexts(xmp, 'dc:description', 1)).toEqual(words.slice(0, 1));
    }),
  );
});

test('any text gives some texts, never an error', () => {
  const parts = fc.constantFrom(
    '<dc:subject',
    '>',
    '/',
    '<rdf:li',
    '</rdf:li>',
    '</dc:subject>',
    'dc:subject="',
    '"',
    '&#',
    '&amp;',
    ';',
    ' ',
    'a',
  );
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 60 }), (tokens) => {
      const texts = xmpTexts(tokens.join(''), 'dc:subject', 4);
      expect(texts.length).toBeLessThanOrEqual(4);
    }),
    { numRuns: 2000 },
  );
});

test('a hostile packet is read in no time', () => {
  const startMs = performance.now();
  for (const part of [
    '<dc:subject',
    '<dc:subject>',
    ' dc:subject=',
    '<rdf:li>',
    '&#',
  ]) {
    xmpTexts(`<dc:subject>${part.repeat(20_000)}`, 'dc:subject', 16);
    xmpTexts(
      `<dc:subject>${part.repeat(5_000)}</dc:subject>`,
      'dc:subject',
      16,
    );
  }
  expect(performance.now() - startMs).toBeLessThan(1000);
});
