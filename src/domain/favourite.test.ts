import { expect, it } from 'vitest';
import { favouriteMarks, isFavourite } from './favourite.ts';
import { contentHash } from './photo-id.ts';

const [a, b] = ['a', 'b'].map((digit) => contentHash(digit.repeat(64)));
if (a === undefined || b === undefined) throw new Error('two contents');

it('goes by the rating in the file until the person says otherwise', () => {
  const nothing = favouriteMarks({ favourites: [], notFavourites: [] });
  expect(isFavourite({ content: a }, nothing)).toBe(false);
  expect(isFavourite({ content: a, rating: 3 }, nothing)).toBe(false);
  expect(isFavourite({ content: a, rating: 4 }, nothing)).toBe(true);
  expect(isFavourite({ content: a, rating: 5 }, nothing)).toBe(true);

  const said = favouriteMarks({ favourites: [a], notFavourites: [b] });
  expect(isFavourite({ content: a, rating: 1 }, said)).toBe(true);
  expect(isFavourite({ content: b, rating: 5 }, said)).toBe(false);
});
