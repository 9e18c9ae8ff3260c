import { madeOnce } from '../domain/made-once.ts';
import type { ShotSeries } from '../domain/similar-shots.ts';
import { countOf, formatDuration } from './format-numbers.ts';

const dateTime = madeOnce(
  () =>
    new Intl.DateTimeFormat('en-GB', {
      dateStyle: 'medium',
      timeStyle: 'medium',
      timeZone: 'UTC',
    }),
);

/** `14 Jul 2019, 06:12:40`, by the camera's clock: no time zone is applied. */
export function takenWords({ startedAt }: ShotSeries): string {
  return dateTime().format(Date.parse(`${startedAt}Z`));
}

/** `4 photos in 3 s`, `2 photos within a second` */
export function extentWords({ photos }: ShotSeries): string {
  const seconds = photos.at(-1)?.afterS ?? 0;
  const count = countOf(photos.length, 'photo');
  return seconds === 0
    ? `${count} within a second`
    : `${count} in ${formatDuration(seconds * 1000)}`;
}

/** `1 favourite`, `No favourite yet` */
export function favouriteWords(count: number): string {
  return count === 0 ? 'No favourite yet' : countOf(count, 'favourite');
}

/** `rated 4 of 5`: what the file or its sidecar says. */
export function ratingWords(stars: number): string {
  return `rated ${stars} of 5`;
}

/** `12 bursts and series`, `1 burst or series` */
export function seriesCountWords(count: number): string {
  return countOf(count, 'burst or series', 'bursts and series');
}
