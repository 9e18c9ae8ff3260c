import type { Jp2Component, Jp2Layout } from '../headers/jp2-header.ts';

/**
 * The boxes to stand before a codestream, so that it becomes a JP2 file whose channels are just
 * these components: a palette that no channel goes through, and a map that names the component of
 * each (ITU-T T.800, I.5.3.4 and I.5.3.5).
 */
export function boxesPicking(
  picked: readonly number[],
  { widthPx, heightPx, components }: Jp2Layout,
): Uint8Array<ArrayBuffer> {
  const depths = picked.map((i) => depthByte(components[i]));
  const unused = depths.flatMap((depth) => (depth < 8 ? [0] : [0, 0]));
  const header = [
    ...box('ihdr', [
      ...u32(heightPx),
      ...u32(widthPx),
      ...u16(components.length),
      depthByte(components[0]),
      // Wavelets; the colours are known; nobody's property.
      ...[7, 0, 0],
    ]),
    ...box('colr', [1, 0, 0, ...u32(picked.length === 1 ? 17 : 16)]),
    ...box('pclr', [...u16(1), picked.length, ...depths, ...unused]),
    ...box(
      'cmap',
      picked.flatMap((i) => [...u16(i), 0, 0]),
    ),
  ];
  return Uint8Array.from([
    ...box('jP  ', [0x0d, 0x0a, 0x87, 0x0a]),
    ...box('ftyp', [...ascii('jp2 '), ...u32(0), ...ascii('jp2 ')]),
    ...box('jp2h', header),
    // Up to the end of the file.
    ...u32(0),
    ...ascii('jp2c'),
  ]);
}

function depthByte(component: Jp2Component | undefined): number {
  return (component?.bits ?? 8) - 1;
}

function box(type: string, content: readonly number[]): number[] {
  return [...u32(8 + content.length), ...ascii(type), ...content];
}

function ascii(text: string): number[] {
  return Array.from(text, (letter) => letter.charCodeAt(0));
}

function u16(value: number): number[] {
  return [value >> 8, value & 0xff];
}

function u32(value: number): number[] {
  return [...u16(value >>> 16), ...u16(value & 0xffff)];
}
