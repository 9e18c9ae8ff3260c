import { describe, expect, it } from 'vitest';
import { contentHash, fileKey, rootId } from '../domain/photo-id.ts';
import type { ShotSeries } from '../domain/similar-shots.ts';
import { besidePhoto, placeOf, seriesCommandOfKey } from './series-walk.ts';
import { extentWords, favouriteWords, takenWords } from './series-words.ts';

function key(name: string) {
  return fileKey(rootId('root'), name);
}

function series(names: string, lastS = names.length - 1): ShotSeries {
  return {
    id: names,
    startedAt: '2019-07-14T06:12:40',
    photos: Array.from(names, (name, at) => ({
      key: key(name),
      content: contentHash(name),
      afterS: at === names.length - 1 ? lastS : at,
    })),
  };
}

const ALL = [series('abc'), series('de')];

describe('walking over series', () => {
  it.each([
    [undefined, 'next-photo', 'a'],
    ['a', 'next-photo', 'b'],
    ['c', 'next-photo', undefined],
    ['a', 'previous-photo', undefined],
    ['b', 'next-series', 'd'],
    ['e', 'previous-series', 'a'],
    ['e', 'next-series', undefined],
    ['gone', 'next-series', 'a'],
  ] as const)('from %s, %s leads to %s', (from, command, to) => {
    const place = placeOf(ALL, from === undefined ? from : key(from));
    const found = besidePhoto(ALL, place, command);
    expect(found).toBe(to === undefined ? to : key(to));
  });
});

describe('a key', () => {
  const plain = {
    shiftKey: false,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
  };

  it('is a command, letters only while they are on', () => {
    expect(seriesCommandOfKey({ ...plain, key: 'ArrowDown' }, false)).toBe(
      'next-series',
    );
    expect(seriesCommandOfKey({ ...plain, key: 'F' }, true)).toBe('favourite');
    expect(seriesCommandOfKey({ ...plain, key: 'f' }, false)).toBeUndefined();
    expect(
      seriesCommandOfKey({ ...plain, key: 'f', ctrlKey: true }, true),
    ).toBeUndefined();
    expect(
      seriesCommandOfKey({ ...plain, key: 'z', metaKey: true }, false),
    ).toBe('undo');
    expect(seriesCommandOfKey({ ...plain, key: 'Tab' }, true)).toBeUndefined();
  });
});

it('says when, how many and how long', () => {
  expect(takenWords(series('abc'))).toBe('14 Jul 2019, 06:12:40');
  expect(extentWords(series('abc', 2))).toBe('3 photos in 2 s');
  expect(extentWords(series('ab', 0))).toBe('2 photos within a second');
  expect(favouriteWords(0)).toBe('No favourite yet');
  expect(favouriteWords(1)).toBe('1 favourite');
});
