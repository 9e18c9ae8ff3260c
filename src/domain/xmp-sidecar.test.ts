import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sidecarPath, sidecarText, SIDECAR_HEAD } from './xmp-sidecar.ts';

it('names a sidecar after the whole name of its photo', () => {
  expect(sidecarPath('a/IMG_1.JPG')).toBe('a/IMG_1.JPG.xmp');
});

it.each([
  [52.52, '52,31.200000N'],
  [-0.5, '0,30.000000S'],
  [-90, '90,0.000000S'],
  // 59.99999999 minutes must not be printed as 60.
  [12.99999999999, '13,0.000000N'],
])('writes the latitude %d as %s', (latitudeDeg, words) => {
  const text = sidecarText({ place: { latitudeDeg, longitudeDeg: -13.405 } });
  expect(text).toContain(`<exif:GPSLatitude>${words}</exif:GPSLatitude>`);
  expect(text).toContain(
    '<exif:GPSLongitude>13,24.300000W</exif:GPSLongitude>',
  );
});

it('writes the time in both places that programs look in', () => {
  const text = sidecarText({ capturedAt: '2019-07-14T10:20:30' });
  for (const name of ['exif:DateTimeOriginal', 'photoshop:DateCreated']) {
    expect(text).toContain(`<${name}>2019-07-14T10:20:30</${name}>`);
  }
});

it('is well-formed whatever the notes hold, and holds them all', () => {
  const anyText = fc.string({ unit: 'binary', maxLength: 40 });
  fc.assert(
    fc.property(
      fc.array(anyText, { minLength: 1, maxLength: 4 }),
      anyText,
      (keywords, caption) => {
        const text = sidecarText({ keywords, caption, rating: 3 });
        expect(text.startsWith(SIDECAR_HEAD)).toBe(true);
        expect(text).not.toMatch(/\p{Cs}/u);
        // No character that XML 1.0 forbids.
        // eslint-disable-next-line no-control-regex -- these are the ones it looks for
        expect(text).not.toMatch(/[\0-\x08\v\f\x0E-\x1F\uFFFE\uFFFF]/u);
        // No tag that was not meant, and every one closed.
        expect(openTags(text)).toEqual([]);
        expect(text.match(/<rdf:li/g)).toHaveLength(keywords.length + 1);
        expect(text.replace(/&(amp|lt|gt|quot|apos);/g, '')).not.toContain('&');
      },
    ),
  );
});

/** Names of the elements left open; throws where one is closed that is not the last. */
function openTags(text: string): string[] {
  const open: string[] = [];
  for (const [, slash, name = '', end] of text.matchAll(
    /<(\/?)([\w:]+)[^<>]*?(\/?)>/g,
  )) {
    if (slash === '/') expect(open.pop()).toBe(name);
    else if (end !== '/') open.push(name);
  }
  return open;
}
