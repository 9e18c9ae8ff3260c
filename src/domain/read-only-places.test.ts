import { describe, expect, it } from 'vitest';
import { isNeverEntered, readOnlyPlaceOf } from './read-only-places.ts';

describe('readOnlyPlaceOf', () => {
  it.each([
    ['a/b/c.jpg', undefined],
    ['c.jpg', undefined],
    ['Main.photoslibrary/originals/0/a.heic', 'Main.photoslibrary'],
    ['x/Old.PhotosLibrary/a.jpg', 'Old.PhotosLibrary'],
    ['Cat.lrdata/a.jpg', 'Cat.lrdata'],
    ['Cat.lrlibrary/a.jpg', 'Cat.lrlibrary'],
    ['Cat.aplibrary/a.jpg', 'Cat.aplibrary'],
    ['p/.git/a.jpg', '.git'],
    ['p/@eaDir/a.jpg', '@eaDir'],
    ['$Recycle.Bin/a.jpg', '$Recycle.Bin'],
    ['.Trash-1000/files/a.jpg', '.Trash-1000'],
    ['.Trashes/a.jpg', '.Trashes'],
    ['n/node_modules/a.png', 'node_modules'],
    ['Twinsift quarantine/2026/a.jpg', 'Twinsift quarantine'],
    ['2019/Twinsift quarantine/2026/a.jpg', 'Twinsift quarantine'],
    // Only folders count: a file of such a name is an ordinary file.
    ['a/node_modules', undefined],
    ['a/photoslibrary.jpg', undefined],
    ['my.photoslibrary backup/a.jpg', undefined],
  ])('%s → %s', (path, place) => {
    expect(readOnlyPlaceOf(path)).toBe(place);
  });
});

describe('isNeverEntered', () => {
  it('lets libraries be read and keeps out of bins', () => {
    expect(isNeverEntered('Main.photoslibrary')).toBe(false);
    expect(isNeverEntered('Holiday')).toBe(false);
    expect(isNeverEntered('.Trash')).toBe(true);
    expect(isNeverEntered('$RECYCLE.BIN')).toBe(true);
  });
});
