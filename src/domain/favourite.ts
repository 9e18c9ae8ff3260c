import type { ContentHash } from './photo-id.ts';
import type { SeriesPhoto } from './similar-shots.ts';

/**
 * From so many of five stars on, a rating in the file or its sidecar makes a photo a favourite until
 * the person says otherwise: who rates gives one to three while sorting out, and four or five to
 * what is good.
 */
export const FAVOURITE_RATING = 4;

/** What a person said of favourites, where anything. */
export interface FavouriteMarks {
  favourites: ReadonlySet<ContentHash>;
  /** Rated so in their files, and the star was taken away here. */
  notFavourites: ReadonlySet<ContentHash>;
}

/** The person's word, else the rating in the file or its sidecar. */
export function isFavourite(
  { content, rating }: Pick<SeriesPhoto, 'content' | 'rating'>,
  { favourites, notFavourites }: FavouriteMarks,
): boolean {
  if (favourites.has(content)) return true;
  return isRatedFavourite(rating) && !notFavourites.has(content);
}

export function isRatedFavourite(rating: number | undefined): boolean {
  return (rating ?? 0) >= FAVOURITE_RATING;
}

/** The same, from lists. */
export function favouriteMarks(said: {
  favourites: readonly ContentHash[];
  notFavourites: readonly ContentHash[];
}): FavouriteMarks {
  return {
    favourites: new Set(said.favourites),
    notFavourites: new Set(said.notFavourites),
  };
}
