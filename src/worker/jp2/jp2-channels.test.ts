import { describe, expect, it } from 'vitest';
import { ByteReader } from '../byte-reader.ts';
import { readJp2Layout } from '../headers/jp2-header.ts';
import {
  nameOfColours,
  readJp2Picture,
  type Jp2Picture,
} from './jp2-channels.ts';
import { paintJp2 } from './paint-jp2.ts';
import { planPasses } from './plan-passes.ts';

const u16 = (value: number): number[] => [value >> 8, value & 0xff];
const u32 = (value: number): number[] => [...u16(value >>> 16), ...u16(value)];
const ascii = (text: string): number[] =>
  Array.from(text, (letter) => letter.charCodeAt(0));
const box = (type: string, content: number[]): number[] => [
  ...u32(8 + content.length),
  ...ascii(type),
  ...content,
];
const enumerated = (space: number): number[] =>
  box('colr', [1, 0, 0, ...u32(space)]);

/** SIZ of a picture of 2 × 1 pixels; each component by its depth byte and steps. */
function stream(components: number[][]): number[] {
  return [
    ...[0xff, 0x4f, 0xff, 0x51, ...u16(38 + 3 * components.length), 0, 0],
    ...[5, 1, 3, 0, 5, 1, 3, 0].flatMap(u32),
    ...u16(components.length),
    ...components.flat(),
  ];
}

const byte = [7, 1, 1];

function layoutOf(
  bytes: number[],
): NonNullable<ReturnType<typeof readJp2Layout>> {
  return readJp2Layout(new ByteReader(Uint8Array.from(bytes)))!;
}

function pictureOf(
  components: number[][],
  header?: number[],
): Jp2Picture | undefined {
  const bytes =
    header === undefined
      ? stream(components)
      : [...box('jp2h', header), ...box('jp2c', stream(components))];
  const reader = new ByteReader(Uint8Array.from(bytes));
  return readJp2Picture(reader, readJp2Layout(reader)!);
}

function componentsOf(picture: Jp2Picture | undefined): string {
  const { colours, colourChannels, alpha } = picture!;
  const own = colourChannels.map(({ component }) => component).join();
  return `${colours} ${own}${alpha ? ` alpha ${alpha.component}` : ''}`;
}

describe('colours that are not followed have a name', () => {
  it.each([
    ['L*a*b* colours', enumerated(14)],
    ['L*a*b* colours', box('colr', [2, 0, 0, ...zeros(16), ...ascii('Lab ')])],
    ['colours of 3 channels', enumerated(13)],
  ])('%s', (name, header) => {
    const components = stream([byte, byte, byte]);
    const bytes = [...box('jp2h', header), ...box('jp2c', components)];
    const reader = new ByteReader(Uint8Array.from(bytes));
    const layout = readJp2Layout(reader)!;
    expect(readJp2Picture(reader, layout)).toBeUndefined();
    expect(nameOfColours(reader, layout)).toBe(name);
  });
});

function zeros(count: number): number[] {
  return Array.from({ length: count }, () => 0);
}

describe('what the channels of JPEG 2000 are', () => {
  it('is told by their number in a bare codestream', () => {
    const found = [1, 2, 3, 4].map((count) =>
      componentsOf(pictureOf(Array.from({ length: count }, () => byte))),
    );
    expect(found).toEqual([
      'gray 0',
      'gray 0 alpha 1',
      'rgb 0,1,2',
      'rgb 0,1,2 alpha 3',
    ]);
    const halved = pictureOf([byte, [7, 2, 2], [7, 2, 2]]);
    expect(halved?.colours).toBe('luma-chroma');
  });

  it('is what the boxes say', () => {
    const four = [byte, byte, byte, byte];
    expect(componentsOf(pictureOf(four, enumerated(12)))).toBe('inks 0,1,2,3');
    const definition = box(
      'cdef',
      [4, 0, 0, 3, 1, 0, 2, 2, 0, 1, 3, 0, 0].flatMap((value, i) =>
        i === 0 ? u16(4) : u16(value),
      ),
    );
    const turned = pictureOf(four, [...enumerated(16), ...definition]);
    expect(componentsOf(turned)).toBe('rgb 2,1,0 alpha 3');
    expect(turned?.isMultiplied).toBe(false);
    const profile = Array.from({ length: 20 }, () => 0);
    profile.splice(16, 4, ...ascii('CMYK'));
    const pressed = pictureOf(four, box('colr', [2, 0, 0, ...profile]));
    expect(componentsOf(pressed)).toBe('inks 0,1,2,3');
    expect([...pressed!.iccProfile]).toEqual(profile);
    // CIE L*a*b*, and inks of which one is missing.
    expect(pictureOf(four, enumerated(14))).toBeUndefined();
    expect(pictureOf([byte, byte, byte], enumerated(12))).toBeUndefined();
  });

  it('is read through a palette', () => {
    const palette = box(
      'pclr',
      [0, 2, 3, 7, 7, 9, 10, 20, 0, 0, 90, 80, 3, 255],
    );
    const map = box('cmap', [0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 1, 2]);
    const header = [...enumerated(16), ...palette, ...map];
    const picture = pictureOf([byte], header)!;
    const bytes = stream([byte]);
    const planes = new Map([[0, (i: number) => i]]);
    expect([...paintJp2(picture, layoutOf(bytes), planes)]).toEqual([
      ...[10, 20, 0, 255],
      ...[90, 80, 255, 255],
    ]);
  });
});

describe('colours of JPEG 2000 samples', () => {
  it('come to 8 bits and are freed of a multiplied alpha', () => {
    const twelve = [11, 1, 1];
    const layout = layoutOf(stream([twelve, byte]));
    const planes = new Map([
      [0, (i: number) => [2048, 1024][i]!],
      [1, (i: number) => [255, 128][i]!],
    ]);
    const picture = pictureOf([twelve, byte])!;
    const multiplied = { ...picture, isMultiplied: true };
    expect([...paintJp2(multiplied, layout, planes)]).toEqual([
      ...[128, 128, 128, 255],
      ...[128, 128, 128, 128],
    ]);
  });
});

describe('the passes through OpenJPEG', () => {
  const passesOf = (components: number[][], header?: number[]): string => {
    const { components: found } = layoutOf(stream(components));
    const { passes, colours } = planPasses(
      pictureOf(components, header)!,
      found,
    );
    return `${colours}: ${passes.map((picked) => picked.join()).join(' ')}`;
  };

  it('take three coarse components together and fine ones alone', () => {
    const fine = [15, 1, 1];
    expect(passesOf([byte])).toBe('gray: 0');
    expect(passesOf([byte, byte])).toBe('gray: 0,1,1');
    expect(passesOf([byte, byte, byte, byte])).toBe('rgb: 0,1,2 3,3,3');
    expect(passesOf([fine, fine, fine, byte])).toBe('rgb: 0 1 2 3,3,3');
  });

  it('leave halved chroma to it, and refuse other reductions', () => {
    const half = [7, 2, 2];
    expect(passesOf([byte, half, half], enumerated(18))).toBe('rgb: 0,1,2');
    expect(() => passesOf([byte, [7, 4, 4], [7, 4, 4]])).toThrow(
      'reduced colour channels',
    );
    expect(() => passesOf([byte, half, [7, 2, 1]], enumerated(18))).toThrow(
      'reduced colour channels',
    );
  });
});
