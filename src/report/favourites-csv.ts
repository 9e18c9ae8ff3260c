import {
  favouriteMarks,
  isFavourite,
  type FavouriteMarks,
} from '../domain/favourite.ts';
import { splitFileKey } from '../domain/photo-id.ts';
import type { ShotSeries } from '../domain/similar-shots.ts';
import { csvRow, UTF8_BOM } from './csv-row.ts';
import { rootLabels, type ReportData } from './report-data.ts';

const HEADER = ['folder', 'path', 'series', 'rating', 'marked by'];

/** The favourites of all series, one row each, for other programs to go by. See csvReport. */
export function* favouritesCsv(
  data: Pick<ReportData, 'roots' | 'series' | 'favourites' | 'notFavourites'>,
): Generator<string, void> {
  const labels = rootLabels(data.roots);
  const marks = favouriteMarks(data);
  yield UTF8_BOM + csvRow(HEADER);
  for (const series of data.series) {
    for (const { key, content, rating } of favouritesOf(series, marks)) {
      const { root, path } = splitFileKey(key);
      yield csvRow([
        labels.get(root),
        path,
        series.startedAt,
        rating,
        marks.favourites.has(content) ? 'you' : 'rating',
      ]);
    }
  }
}

function favouritesOf(
  { photos }: ShotSeries,
  marks: FavouriteMarks,
): ShotSeries['photos'] {
  return photos.filter((photo) => isFavourite(photo, marks));
}
