import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CAPTION_CHARACTERS,
  KEYWORD_CHARACTERS,
  MOST_KEYWORDS,
} from './fingerprint.ts';
import type { PhotoNotes } from './photo-notes.ts';
import { MOST_SIDECAR_BYTES } from './sidecar-notes.ts';
import { sidecarText } from './xmp-sidecar.ts';
import { xmpNotes } from './xmp-notes.ts';

function packet(inside: string, attributes = ''): string {
  return `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description rdf:about=""${attributes}>${inside}</rdf:Description></rdf:RDF></x:xmpmeta>`;
}

/** In the forms of the programs, cut to what matters. */
const LIGHTROOM = `<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Adobe XMP Core 7.0-c000 1.000000, 0000/00/00-00:00:00        ">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:crs="http://ns.adobe.com/camera-raw-settings/1.0/"
   xmp:ModifyDate="2023-08-02T19:20:11+02:00"
   xmp:CreateDate="2023-08-01T06:12:40.12"
   xmp:Rating="5"
   xmp:Label="Red"
   photoshop:DateCreated="2023-08-01T06:12:40.12"
   exif:DateTimeOriginal="2023-08-01T06:12:40.12"
   exif:GPSLatitude="46,33.2N"
   exif:GPSLongitude="7,59.1W"
   crs:Version="15.4"
   crs:HasSettings="True">
   <dc:subject>
    <rdf:Bag>
     <rdf:li>lake</rdf:li>
     <rdf:li>Köln &amp; Bonn</rdf:li>
    </rdf:Bag>
   </dc:subject>
   <dc:description>
    <rdf:Alt>
     <rdf:li xml:lang="x-default">Early morning</rdf:li>
    </rdf:Alt>
   </dc:description>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>`;

const DARKTABLE = `<?xml version="1.0" encoding="UTF-8"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="XMP Core 4.4.0-Exiv2">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:exif="http://ns.adobe.com/exif/1.0/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:darktable="http://darktable.sf.net/"
   exif:DateTimeOriginal="2021:05:03 14:22:01.250"
   xmp:Rating="1"
   darktable:import_timestamp="63755890921250000">
   <dc:subject>
    <rdf:Seq>
     <rdf:li>arw</rdf:li>
     <rdf:li>darktable</rdf:li>
     <rdf:li>format</rdf:li>
     <rdf:li>harbour</rdf:li>
    </rdf:Seq>
   </dc:subject>
   <lr:hierarchicalSubject>
    <rdf:Seq>
     <rdf:li>darktable|format|arw</rdf:li>
     <rdf:li>places|harbour</rdf:li>
    </rdf:Seq>
   </lr:hierarchicalSubject>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>`;

const EXIFTOOL = `<?xpacket begin='\uFEFF' id='W5M0MpCehiHzreSzNTczkc9d'?>
<x:xmpmeta xmlns:x='adobe:ns:meta/' x:xmptk='Image::ExifTool 12.76'>
<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>
 <rdf:Description rdf:about=''
  xmlns:exif='http://ns.adobe.com/exif/1.0/'>
  <exif:GPSLatitude>33,51,31.5S</exif:GPSLatitude>
  <exif:GPSLongitude>151,12.852E</exif:GPSLongitude>
 </rdf:Description>
 <rdf:Description rdf:about=''
  xmlns:xmp='http://ns.adobe.com/xap/1.0/'>
  <xmp:Rating>3</xmp:Rating>
 </rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end='w'?>`;

describe('what a sidecar notes', () => {
  it('in the form of Lightroom', () => {
    expect(xmpNotes(LIGHTROOM)).toEqual({
      rating: 5,
      capturedAt: '2023-08-01T06:12:40',
      place: { latitudeDeg: 46.5533333, longitudeDeg: -7.985 },
      keywords: ['lake', 'Köln & Bonn'],
      caption: 'Early morning',
    });
  });

  it('in the form of darktable, without what it notes for itself', () => {
    expect(xmpNotes(DARKTABLE)).toEqual({
      capturedAt: '2021-05-03T14:22:01',
      keywords: ['harbour'],
    });
    const rated = DARKTABLE.replace('xmp:Rating="1"', 'xmp:Rating="2"');
    expect(xmpNotes(rated).rating).toBe(2);
  });

  it('in the form of exiftool', () => {
    expect(xmpNotes(EXIFTOOL)).toEqual({
      rating: 3,
      place: { latitudeDeg: -33.85875, longitudeDeg: 151.2142 },
    });
  });

  it.each([
    ['xmp:Rating="5"', 5],
    ["xmp:Rating='4.00'", 4],
    ['xmp:Rating="0"', 0],
    ['xmp:Rating="-1"', 0],
    ['MicrosoftPhoto:Rating="75"', 4],
    ['xmp:Rating="0" MicrosoftPhoto:Rating="75"', 0],
    ['xmp:Rating="6"', undefined],
    ['xmp:Rating="4.5"', undefined],
    ['xmp:Rating="NaN"', undefined],
    ['xmp:Rating=""', undefined],
    ['xmp:Rating="5', undefined],
    ['xmp:RatingPercent="99"', undefined],
    ['MicrosoftPhoto:Rating="-3"', undefined],
    ['MicrosoftPhoto:Rating="999"', undefined],
  ])('%s → %s', (attributes, rating) => {
    expect(xmpNotes(packet('', ` ${attributes}`)).rating).toBe(rating);
  });

  it.each([
    ['2019-07-14T10:20', '2019-07-14T10:20:00'],
    ['2019-07-14T10:20:30+00:00', '2019-07-14T10:20:30'],
    ['2019-07-14T10:20:30Z', undefined],
    ['2019-07-14', undefined],
    ['0000-00-00T00:00:00', undefined],
    ['2019-13-14T10:20:30', undefined],
    ['yesterday', undefined],
  ])('taken %s → %s', (time, taken) => {
    const text = packet(
      `<photoshop:DateCreated>${time}</photoshop:DateCreated>`,
    );
    expect(xmpNotes(text).capturedAt).toBe(taken);
  });

  it.each([
    ['2019-07-14T10:20:30Z', '2019-07-14T10:20:30Z'],
    ['2019-07-14T10:20:30.25Z', '2019-07-14T10:20:30Z'],
    ['2019-07-14T10:20Z', '2019-07-14T10:20:00Z'],
    ['2019-13-14T10:20Z', undefined],
    ['2019-07-14T10:20:30', undefined],
  ])('taken %s is the instant %s', (time, instant) => {
    const text = packet(
      `<exif:DateTimeOriginal>${time}</exif:DateTimeOriginal>`,
    );
    expect(xmpNotes(text).takenUtc).toBe(instant);
  });

  it.each([
    ['0,0N', '0,0E'],
    ['91,0N', '0,30E'],
    ['10,0N', ''],
    ['10,0E', '10,0N'],
    ['10.5', '10.5'],
    ['1e3,0N', '10,0E'],
  ])('no place from %s, %s', (latitude, longitude) => {
    const text = packet(
      `<exif:GPSLatitude>${latitude}</exif:GPSLatitude><exif:GPSLongitude>${longitude}</exif:GPSLongitude>`,
    );
    expect(xmpNotes(text)).toEqual({});
  });

  it('is what Twinsift wrote', () => {
    const notes: PhotoNotes = {
      rating: 4,
      capturedAt: '2019-07-14T10:20:30',
      place: { latitudeDeg: -52.52, longitudeDeg: 13.405 },
      keywords: ['tower & sea', 'Köln', '<b>'],
      caption: 'A "fine" day',
    };
    expect(xmpNotes(sidecarText(notes))).toEqual(notes);
    const instant: PhotoNotes = { takenUtc: '2019-07-14T08:20:30Z' };
    expect(xmpNotes(sidecarText(instant))).toEqual(instant);
  });
});

describe('a hostile sidecar', () => {
  it.each([
    ['empty', ''],
    ['no XMP', 'xmp:Rating="5" <xmp:Rating>5</xmp:Rating>'],
    ['HTML', '<html><body xmp:Rating="5">5</body></html>'],
    ['bytes', '\0\u0001\u0002PK\u0003\u0004'],
  ])('that is %s notes nothing', (_what, text) => {
    expect(xmpNotes(text)).toEqual({});
  });

  it('gives no more and nothing longer than is kept', () => {
    const items = Array.from(
      { length: 1000 },
      (_item, at) => `<rdf:li>${at}${'x'.repeat(100)}</rdf:li>`,
    ).join('');
    const text = packet(
      `<dc:description>${'y'.repeat(5000)}</dc:description><dc:subject><rdf:Bag>${items.slice(0, 60_000)}</rdf:Bag></dc:subject>`,
    );
    const { keywords = [], caption = '' } = xmpNotes(text);
    expect(keywords).toHaveLength(MOST_KEYWORDS);
    expect(keywords.every((one) => one.length <= KEYWORD_CHARACTERS)).toBe(
      true,
    );
    expect(caption).toHaveLength(CAPTION_CHARACTERS);
  });

  it('never throws, whatever it says', () => {
    const parts = fc.constantFrom(
      '<rdf:RDF',
      '<xmp:Rating',
      ' xmp:Rating="',
      '<dc:subject>',
      '<rdf:li>',
      '</rdf:li>',
      '</dc:subject>',
      '<exif:GPSLatitude>',
      '52,31.2N',
      '</exif:GPSLatitude>',
      ' exif:DateTimeOriginal="',
      '9999-99-99T99:99:99',
      '"',
      '>',
      '&#x10FFFF;',
      '&#xD800;',
      '\uD800',
      '5',
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 60 }), (tokens) => {
        const { rating = 0, capturedAt } = xmpNotes(
          `<rdf:RDF>${tokens.join('')}`,
        );
        expect([0, 1, 2, 3, 4, 5]).toContain(rating);
        if (capturedAt !== undefined) {
          expect(Date.parse(`${capturedAt}Z`)).not.toBeNaN();
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('of the largest size is read in no time', () => {
    const startMs = performance.now();
    for (const part of [
      '<xmp:Rating',
      '<xmp:Rating>',
      ' xmp:Rating=',
      ' xmp:Rating="',
      '<dc:subject><rdf:li>',
      '<rdf:li>x</rdf:li>',
      '&#',
      ' '.repeat(64),
    ]) {
      const count = MOST_SIDECAR_BYTES / part.length;
      xmpNotes(`<rdf:RDF><dc:subject>${part.repeat(count)}</dc:subject>`);
      xmpNotes(`<rdf:RDF ${part.repeat(count)}`);
    }
    expect(performance.now() - startMs).toBeLessThan(2000);
  });
});
