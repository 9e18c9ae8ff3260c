import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bundlesOf, companionsOf, shotLeads } from './bundle.ts';
import { companionKind } from './companion-files.ts';

/** `lead: other, other` for each bundle, sorted. */
function told(...names: string[]): string[] {
  return bundlesOf(names)
    .map(({ lead, names: [, ...others] }) => `${lead}: ${others.join(', ')}`)
    .sort();
}

describe('files of one shot', () => {
  it.each([
    [['a.JPG', 'A.cr2'], ['A.cr2: a.JPG']],
    [['IMG_1.HEIC', 'IMG_1.MOV'], ['IMG_1.HEIC: IMG_1.MOV']],
    [
      ['PXL_1.MP.jpg', 'PXL_1.MP', 'PXL_2.jpg', 'PXL_2.mp'],
      ['PXL_1.MP.jpg: PXL_1.MP', 'PXL_2.jpg: PXL_2.mp'],
    ],
    [
      ['b.jpg', 'b.xmp', 'b.jpg.xmp', 'b.AAE', 'b.THM'],
      ['b.jpg: b.xmp, b.jpg.xmp, b.AAE, b.THM'],
    ],
    // Two ordinary pictures of one name are two photos; the film is the phone's own.
    [['c.jpg', 'c.heic', 'c.png', 'c.mov'], ['c.heic: c.mov']],
    [['d.jpg', 'd.heic', 'd.jpg.xmp'], ['d.jpg: d.jpg.xmp']],
    [['e.cr2', 'e.dng', 'e.png'], []],
    [['f.cr2', 'f.dng', 'f.jpg', 'f.xmp'], ['f.cr2: f.dng, f.jpg, f.xmp']],
    [['g.mov', 'g.xmp', 'h.jpg', 'notes.json'], []],
    [['i.jpg'], []],
    // Decomposed and composed are one name.
    [['u\u0308.jpg', '\u00FC.xmp'], ['u\u0308.jpg: \u00FC.xmp']],
  ])('%j', (names, expected) => {
    expect(told(...names)).toEqual(expected);
  });

  it.each([
    [
      ['IMG_1.jpg', 'IMG_1-edited.jpg', 'IMG_1-EFFECTS.jpg', 'IMG_1.jpg.json'],
      ['IMG_1.jpg: IMG_1-EFFECTS.jpg, IMG_1-edited.jpg, IMG_1.jpg.json'],
    ],
    [
      [
        'k.jpg',
        'k.jpg.supplemental-metadata.json',
        'l.jpg',
        'l.jpg.suppl.json',
      ],
      ['k.jpg: k.jpg.supplemental-metadata.json', 'l.jpg: l.jpg.suppl.json'],
    ],
    [
      [
        'm.jpg',
        'm(1).jpg',
        'm.jpg.json',
        'm.jpg(1).json',
        'n(2).jpg',
        'n.jpg.supplemental-metadata(2).json',
      ],
      [
        'm(1).jpg: m.jpg(1).json',
        'm.jpg: m.jpg.json',
        'n(2).jpg: n.jpg.supplemental-metadata(2).json',
      ],
    ],
    [['o-bearbeitet(1).jpg', 'o(1).jpg'], ['o(1).jpg: o-bearbeitet(1).jpg']],
    [['r-ha editado.jpg', 'r.jpg'], ['r.jpg: r-ha editado.jpg']],
    [['s-编辑.jpg', 's.jpg', 's.MV'], ['s.jpg: s-编辑.jpg, s.MV']],
    [
      [`${'x'.repeat(47)}.jpg`, `${'x'.repeat(46)}.json`],
      [`${'x'.repeat(47)}.jpg: ${'x'.repeat(46)}.json`],
    ],
    [['p-edited.jpg', 'p-edited.png'], []],
    [['q-edited.jpg', 'q.mov'], ['q-edited.jpg: q.mov']],
    [
      ['IMG_0007.HEIC', 'IMG_E0007.HEIC', 'IMG_O0007.AAE', 'IMG_E0007.MOV'],
      ['IMG_0007.HEIC: IMG_E0007.HEIC, IMG_O0007.AAE, IMG_E0007.MOV'],
    ],
  ])('of phones and Google exports: %j', (names, expected) => {
    expect(told(...names)).toEqual(expected);
  });

  it('are in one bundle each, whatever the names and their order', () => {
    const name = fc
      .tuple(
        fc.constantFrom('a', 'A', 'a-edited', 'IMG_1234', 'IMG_E1234', 'a.jpg'),
        fc.constantFrom('', '(1)'),
        fc.constantFrom('.jpg', '.HEIC', '.cr2', '.mov', '.xmp', '.json', ''),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(
        fc.uniqueArray(name),
        fc.infiniteStream(fc.nat()),
        (names, keys) => {
          const bundles = bundlesOf(names);
          const all = bundles.flatMap((bundle) => bundle.names);
          expect(new Set(all).size).toBe(all.length);
          const order = new Map(names.map((one) => [one, keys.next().value]));
          const shuffled = [...names].sort(
            (a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0),
          );
          expect([...shotLeads(shuffled)].sort()).toEqual(
            [...shotLeads(names)].sort(),
          );
        },
      ),
    );
  });
});

describe('companions', () => {
  it.each([
    [
      'IMG_1.JPG',
      [
        'IMG_1.cr2',
        'img_1.MOV',
        'IMG_1.xmp',
        'IMG_1.JPG.xmp',
        'IMG_1.aae',
        'IMG_1.heic',
      ],
    ],
    ['IMG_1.png', []],
    ['other.jpg', []],
    // Whatever its name says, it is the photo that is asked about.
    ['odd.thing', ['odd.xmp']],
  ])('of %s', (name, expected) => {
    const names = [
      'IMG_1.JPG',
      'IMG_1.cr2',
      'img_1.MOV',
      'IMG_1.xmp',
      'IMG_1.JPG.xmp',
      'IMG_1.png',
      'IMG_1.heic',
      'IMG_1.aae',
      'IMG_10.xmp',
      'other.jpg',
      'odd.thing',
      'odd.xmp',
      'xmp',
      '.xmp',
    ];
    expect([...companionsOf(name, names)].sort()).toEqual([...expected].sort());
  });

  it('of a photo that is named like the sidecar of another', () => {
    const names = ['b.png', 'b.png.json', 'c.jpg'];
    expect(companionsOf('b.png.json', names)).toEqual(['b.png']);
    expect(companionsOf('c.jpg', names)).toEqual([]);
  });

  it('are told apart', () => {
    const names = [
      'a.CR2',
      'a.jpg',
      'a-edited.jpg',
      'a.MOV',
      'a.mp',
      'a.mv',
      'a.xmp',
    ];
    expect(names.map(companionKind)).toEqual([
      'raw',
      'picture',
      'edited',
      'movie',
      'movie',
      'movie',
      'sidecar',
    ]);
  });
});
