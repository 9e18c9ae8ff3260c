import { expect, test } from 'vitest';
import { readPictureHeader } from './read-header.ts';
import { box, bytesOf, fullBox, u16be, u32be } from '../test-pictures.ts';

type Item = readonly [id: number, type: string, isHidden?: 1];
type Reference = readonly [type: string, from: number, ...to: number[]];

/** A file with these items, of which the first is the primary one. */
function heif(
  items: readonly Item[],
  references: readonly Reference[] = [],
  hasLongIds = false,
): Uint8Array<ArrayBuffer> {
  const idOf = hasLongIds ? u32be : u16be;
  const entries = items.flatMap(([id, type, isHidden = 0]) =>
    box(
      'infe',
      ...[hasLongIds ? 3 : 2, 0, 0, isHidden],
      ...idOf(id),
      ...u16be(0),
      ...bytesOf(type, 0),
    ),
  );
  const count = hasLongIds ? u32be(items.length) : u16be(items.length);
  const version = hasLongIds ? 1 : 0;
  return bytesOf(
    box('ftyp', ...bytesOf('heic', 0, 0, 0, 0)),
    fullBox(
      'meta',
      0,
      ...fullBox('pitm', version, ...idOf(items[0]![0])),
      ...fullBox('iinf', version, ...count, ...entries),
      ...box(
        'iprp',
        ...box('ipco', ...fullBox('ispe', 0, ...u32be(64), ...u32be(48))),
      ),
      ...fullBox(
        'iref',
        version,
        ...references.flatMap(([type, from, ...to]) =>
          box(type, ...idOf(from), ...u16be(to.length), ...to.flatMap(idOf)),
        ),
      ),
    ),
  );
}

function countOf(...file: Parameters<typeof heif>): number | undefined {
  return readPictureHeader('heic', heif(...file))?.frameCount;
}

test('each picture of its own counts, whatever else is in the file', () => {
  const one: Item = [1, 'hvc1'];
  expect(countOf([one])).toBe(1);
  expect(countOf([one, [2, 'hvc1'], [3, 'grid']])).toBe(3);
  expect(countOf([one, [2, 'Exif'], [3, 'mime']])).toBe(1);
  expect(countOf([one, [2, 'hvc1', 1]])).toBe(1);
});

test.each([false, true])(
  'what belongs to another does not; long ids: %s',
  (isLong) => {
    const phone: Item[] = [[50, 'grid']];
    for (let id = 1; id < 50; id++) phone.push([id, 'hvc1']);
    const tiles = phone.slice(1, 40).map(([id]) => id);
    const references: Reference[] = [
      ['dimg', 50, ...tiles],
      ...Array.from({ length: 9 }, (_, i): Reference => ['auxl', 40 + i, 50]),
      ['thmb', 49, 50],
    ];
    expect(countOf(phone, references, isLong)).toBe(1);
    expect(countOf(phone, references.slice(0, -1), isLong)).toBe(2);
  },
);

test('the base and the gain map of a picture are one picture', () => {
  const items: Item[] = [
    [1, 'hvc1'],
    [2, 'tmap'],
    [3, 'hvc1'],
  ];
  expect(countOf(items, [['dimg', 2, 1, 3]])).toBe(1);
});
