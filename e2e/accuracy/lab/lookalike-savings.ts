import { scaled } from './copy-drawings.ts';
import { encode, type PictureType } from './photo-files.ts';

/** How one of two look-alikes is saved. */
interface Saving {
  scale: number;
  quality: number;
  type: PictureType;
}

/** How two of them are saved: libraries hold a finer and a coarser file, and of other pictures too. */
export interface LookalikeSaving {
  name: string;
  first: Saving;
  second: Saving;
}

function jpeg(quality: number, scale = 1): Saving {
  return { scale, quality, type: 'image/jpeg' };
}

export const LOOKALIKE_SAVINGS: readonly LookalikeSaving[] = [
  { name: 'alike', first: jpeg(0.9), second: jpeg(0.9) },
  { name: 'half', first: jpeg(0.92), second: jpeg(0.8, 0.5) },
  { name: 'coarse', first: jpeg(0.95), second: jpeg(0.4) },
  {
    name: 'webp',
    first: { scale: 1, quality: 1, type: 'image/png' },
    second: { scale: 1, quality: 0.8, type: 'image/webp' },
  },
];

export function saveLookalike(
  picture: OffscreenCanvas,
  { scale, quality, type }: Saving,
): Promise<File> {
  return encode(scaled(scale)(picture), type, quality);
}
