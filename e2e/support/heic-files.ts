import {
  box,
  bytesOf,
  fullBox,
  u16be,
  u32be,
} from '../../src/worker/test-pictures.ts';

/** A coded picture of a HEIC file of one item, as `libheif` or a phone wrote it. */
export interface CodedPicture {
  hvcC: Uint8Array;
  data: Uint8Array;
  widthPx: number;
  heightPx: number;
}

interface Item {
  type: string;
  data: Uint8Array;
  /** Boxes, in the order in which they apply. */
  properties: readonly (readonly number[] | Uint8Array)[];
  isHidden?: true;
  /** Items that it is made of, by their numbers from 1. */
  madeOf?: readonly number[];
}

/** Takes a HEIC file of one item apart. */
export function codedPicture(
  heic: Uint8Array,
  size: Pick<CodedPicture, 'widthPx' | 'heightPx'>,
): CodedPicture {
  const bytes = Buffer.from(heic);
  const at = bytes.indexOf('hvcC') - 4;
  return {
    hvcC: heic.slice(at, at + bytes.readUInt32BE(at)),
    data: heic.slice(bytes.indexOf('mdat') + 4),
    ...size,
  };
}

function sizeBox(widthPx: number, heightPx: number): number[] {
  return fullBox('ispe', 0, ...u32be(widthPx), ...u32be(heightPx));
}

/** The first item is the picture (ISO/IEC 23008-12); what may be shown instead of it stands in `insteadOfFirst`. */
function heicOf(items: readonly Item[], insteadOfFirst?: number): Buffer {
  const ftyp = box(
    'ftyp',
    ...bytesOf('heic', 0, 0, 0, 0, 'mif1heic'),
    ...(insteadOfFirst === undefined ? [] : bytesOf('tmap')),
  );
  const metaBytes = metaOf(items, insteadOfFirst, 0).length;
  const dataAt = ftyp.length + metaBytes + 8;
  const mdat = items.map(({ data }) => data);
  const mdatBytes = mdat.reduce((sum, { length }) => sum + length, 8);
  return Buffer.from(
    bytesOf(
      ftyp,
      metaOf(items, insteadOfFirst, dataAt),
      u32be(mdatBytes),
      'mdat',
      ...mdat,
    ),
  );
}

function metaOf(
  items: readonly Item[],
  insteadOfFirst: number | undefined,
  dataAt: number,
): number[] {
  const infes = items.flatMap(({ type, isHidden }, i) =>
    box(
      'infe',
      ...[2, 0, 0, isHidden ? 1 : 0],
      ...u16be(i + 1),
      ...u16be(0),
      ...bytesOf(type, 0),
    ),
  );
  const references = items.flatMap(({ madeOf = [] }, i) =>
    madeOf.length === 0
      ? []
      : box(
          'dimg',
          ...u16be(i + 1),
          ...u16be(madeOf.length),
          ...madeOf.flatMap(u16be),
        ),
  );
  const group =
    insteadOfFirst === undefined
      ? []
      : box(
          'grpl',
          ...fullBox(
            'altr',
            0,
            ...u32be(1000),
            ...u32be(2),
            ...u32be(insteadOfFirst),
            ...u32be(1),
          ),
        );
  return fullBox(
    'meta',
    0,
    ...fullBox('hdlr', 0, ...bytesOf(u32be(0), 'pict', new Uint8Array(13))),
    ...fullBox('pitm', 0, ...u16be(1)),
    ...fullBox('iinf', 0, ...u16be(items.length), ...infes),
    ...(references.length === 0 ? [] : fullBox('iref', 0, ...references)),
    ...propertiesOf(items),
    ...placesOf(items, dataAt),
    ...group,
  );
}

function propertiesOf(items: readonly Item[]): number[] {
  const all = items.flatMap(({ properties }) => properties);
  let before = 0;
  const ties = items.flatMap(({ properties }, i) => {
    // All of them must be understood.
    const indices = properties.map((_, n) => 0x80 | (before + n + 1));
    before += properties.length;
    return [...u16be(i + 1), indices.length, ...indices];
  });
  return box(
    'iprp',
    ...box('ipco', ...all.flatMap((property) => [...property])),
    ...fullBox('ipma', 0, ...u32be(items.length), ...ties),
  );
}

function placesOf(items: readonly Item[], dataAt: number): number[] {
  let at = dataAt;
  const places = items.flatMap(({ data }, i) => {
    const place = [...u32be(at), ...u32be(data.length)];
    at += data.length;
    return [...u16be(i + 1), ...u16be(0), ...u16be(1), ...place];
  });
  return fullBox('iloc', 0, 0x44, 0, ...u16be(items.length), ...places);
}

function codedItem({ hvcC, data, widthPx, heightPx }: CodedPicture): Item {
  return {
    type: 'hvc1',
    data,
    properties: [hvcC, sizeBox(widthPx, heightPx)],
  };
}

/** With turns, mirrors and crops, which apply in their order: `irot`, `imir`, `clap`. */
export function withProperties(
  picture: CodedPicture,
  ...more: readonly (readonly number[])[]
): Buffer {
  const item = codedItem(picture);
  return heicOf([{ ...item, properties: [...item.properties, ...more] }]);
}

/** Quarter turns counter-clockwise. */
export function turnBox(quarters: number): number[] {
  return box('irot', quarters);
}

/** 0: top and bottom change places, 1: left and right. */
export function mirrorBox(axis: number): number[] {
  return box('imir', axis);
}

/** A crop around the middle, which is moved by so many px. */
export function cropBox(
  widthPx: number,
  heightPx: number,
  moved: { x: number; y: number },
): number[] {
  const whole = [widthPx, heightPx, moved.x, moved.y];
  return box('clap', ...whole.flatMap((n) => [...u32be(n >>> 0), ...u32be(1)]));
}

/** Sides of a picture, px. */
interface Sides {
  widthPx: number;
  heightPx: number;
}

/** Two rows of two tiles, as phones write large pictures; the last ones stick out. */
function gridItems(tile: CodedPicture, { widthPx, heightPx }: Sides): Item[] {
  const hidden: Item = { ...codedItem(tile), isHidden: true };
  return [
    {
      type: 'grid',
      data: bytesOf([0, 0, 1, 1], u16be(widthPx), u16be(heightPx)),
      properties: [sizeBox(widthPx, heightPx)],
      madeOf: [2, 3, 4, 5],
    },
    ...[hidden, hidden, hidden, hidden],
  ];
}

export function gridHeic(tile: CodedPicture, shown: Sides): Buffer {
  return heicOf(gridItems(tile, shown));
}

/**
 * As the newest phones write them: a grid, and beside it an HDR picture that is to be made of the
 * grid and a gain map (`tmap`, ISO/IEC 23008-12:2022/Amd 1, ISO 21496-1), shown instead where a
 * reader can.
 */
export function gainMapHeic(
  tile: CodedPicture,
  shown: Sides,
  gainMap: CodedPicture,
): Buffer {
  const items = gridItems(tile, shown);
  const gainMapAt = items.length + 1;
  return heicOf(
    [
      ...items,
      { ...codedItem(gainMap), isHidden: true },
      {
        type: 'tmap',
        data: new Uint8Array(62),
        properties: [sizeBox(shown.widthPx, shown.heightPx)],
        madeOf: [1, gainMapAt],
      },
    ],
    gainMapAt + 1,
  );
}
