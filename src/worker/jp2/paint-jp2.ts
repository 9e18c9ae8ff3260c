import {
  cmykPainter,
  grayPainter,
  rgbPainter,
  yCbCrPainter,
  type PaintRow,
} from '../tiff/colour-rows.ts';
import type { Jp2Component, Jp2Layout } from '../headers/jp2-header.ts';
import type { Jp2Channel, Jp2Colours, Jp2Picture } from './jp2-channels.ts';

/** Sample `i` of a component, as stored. */
export type SampleAt = (i: number) => number;

const PAINTERS: Readonly<Record<Jp2Colours, PaintRow>> = {
  gray: grayPainter(1, 0),
  rgb: rgbPainter(3, 'none'),
  'luma-chroma': yCbCrPainter(3),
  inks: cmykPainter(4),
};

/** Makes colours of a picture's components; samples of more than 8 bits go to the nearest of 8. */
export function paintJp2(
  { colours, colourChannels, alpha, isMultiplied }: Jp2Picture,
  { widthPx, heightPx, components }: Jp2Layout,
  planes: ReadonlyMap<number, SampleAt>,
): Uint8ClampedArray<ArrayBuffer> {
  const levelAt = (channel: Jp2Channel): SampleAt => {
    const sampleAt = planes.get(channel.component);
    const levels = levelsOf(channel, components[channel.component]);
    return (i) => levels[(sampleAt?.(i) ?? 0) & (levels.length - 1)] ?? 0;
  };
  const paint = PAINTERS[colours];
  const channels = colourChannels.map(levelAt);
  const rgba = new Uint8ClampedArray(widthPx * heightPx * 4);
  const row = new Uint16Array(widthPx * channels.length);
  for (let y = 0; y < heightPx; y++) {
    for (const [c, channelAt] of channels.entries()) {
      for (let x = 0; x < widthPx; x++) {
        row[x * channels.length + c] = channelAt(y * widthPx + x);
      }
    }
    paint(row, widthPx, rgba, y * widthPx * 4);
  }
  if (alpha) setAlpha(rgba, levelAt(alpha), isMultiplied);
  return rgba;
}

/** For every value of a component what it is from 0 to 255. */
function levelsOf(
  { palette }: Jp2Channel,
  component: Jp2Component | undefined,
): Uint8ClampedArray {
  const highest = 2 ** (component?.bits ?? 8) - 1;
  return Uint8ClampedArray.from({ length: highest + 1 }, (_, value) => {
    if (!palette) return (value * 255) / highest;
    return palette[Math.min(value, palette.length - 1)] ?? 0;
  });
}

function setAlpha(
  rgba: Uint8ClampedArray,
  alphaAt: SampleAt,
  isMultiplied: boolean,
): void {
  for (let i = 0; 4 * i < rgba.length; i++) {
    const alpha = alphaAt(i);
    if (isMultiplied && alpha > 0) {
      for (let at = 4 * i; at < 4 * i + 3; at++) {
        rgba[at] = ((rgba[at] ?? 0) * 255) / alpha;
      }
    }
    rgba[4 * i + 3] = alpha;
  }
}
