import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { dopNotes, pp3Notes } from './developer-notes.ts';

const PP3 = `[Version]
AppVersion=5.11
Version=351

[General]
Rank=4
ColorLabel=0
InTrash=false

[Exposure]
Auto=false
`;

/** As PhotoLab writes it, cut to what matters. */
function dop(...ratings: number[]): string {
  const items = ratings.map(
    (rating) =>
      `\t\t\t{\r\n\t\t\tName = "IMG_1.CR3",\r\n\t\t\tRating = ${rating},\r\n\t\t\tShouldProcess = 2,\r\n\t\t\t}`,
  );
  return `Sidecar = {\r\n\tDate = "2026-09-18T10:21:52.24Z",\r\n\tSource = {\r\n\t\tItems = {\r\n${items.join(',\r\n')},\r\n\t\t},\r\n\t},\r\n}\r\n`;
}

describe('a .pp3', () => {
  it('says its rank, with any ends of lines', () => {
    expect(pp3Notes(PP3)).toEqual({ rating: 4 });
    expect(pp3Notes(PP3.replaceAll('\n', '\r\n'))).toEqual({ rating: 4 });
  });

  it.each([
    ['unranked', PP3.replace('Rank=4', 'Rank=0')],
    ['without a rank', PP3.replace('Rank=4\n', '')],
    ['ranked beyond what there is', PP3.replace('Rank=4', 'Rank=9')],
    ['ranked in words', PP3.replace('Rank=4', 'Rank=4 or 5')],
    ['of another section', '[General]\nColorLabel=0\n[Other]\nRank=4\n'],
    ['without sections', 'Rank=4'],
    ['empty', ''],
  ])('%s says nothing', (_what, text) => {
    expect(pp3Notes(text)).toEqual({});
  });
});

describe('a .dop', () => {
  it('says its stars, the most of master and virtual copies', () => {
    expect(dopNotes(dop(3))).toEqual({ rating: 3 });
    expect(dopNotes(dop(0, 5, 2))).toEqual({ rating: 5 });
    expect(dopNotes(dop(2, 5))).toEqual({ rating: 5 });
  });

  it.each([
    ['unrated', dop(0)],
    ['rated beyond what there is', dop(7)],
    ['of another program', 'Rating = 4,\n'],
    ['cut off', dop(4).slice(0, dop(4).indexOf('4,'))],
  ])('%s says nothing', (_what, text) => {
    expect(dopNotes(text)).toEqual({});
  });
});

test('whatever stands in them, they say stars or nothing', () => {
  const part = fc.constantFrom(
    ...['[General]', '[', 'Rank=', 'Rating = ', 'Sidecar = {', '\n', '\r'],
    ...['3', '5,', '-1', ' ', '\t', '\0', 'é'],
  );
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const text = parts.join('');
      for (const notes of [pp3Notes(text), dopNotes(text)]) {
        expect([undefined, 1, 2, 3, 4, 5]).toContain(notes.rating);
      }
    }),
  );
});
