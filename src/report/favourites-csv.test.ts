import { expect, it } from 'vitest';
import { favouritesCsv } from './favourites-csv.ts';
import { sampleReport } from './report-sample.ts';

it('lists what is marked or rated, and not what was unmarked', () => {
  const names = ['rated.jpg', 'marked.jpg', 'plain.jpg', 'unmarked.jpg'];
  const text = [...favouritesCsv(sampleReport(names))].join('');
  expect(text).toBe(
    '\uFEFFfolder,path,series,rating,marked by\r\n' +
      '"<b>Photos & ""more""</b>",rated.jpg,2019-07-14T06:12:40,5,rating\r\n' +
      '"<b>Photos & ""more""</b>",marked.jpg,2019-07-14T06:12:40,,you\r\n',
  );
});
