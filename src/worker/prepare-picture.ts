import { findColourSpace } from './colour/find-colour-space.ts';
import { relabelJxl } from './colour/relabel-jxl.ts';
import { mendPicture } from './mend-picture.ts';
import type { ColourSpace } from './colour/colour-space.ts';
import type { InspectedPhoto } from './inspect-photo.ts';

/** What the decoders are given instead of the file. */
export interface PreparedPicture {
  bytes: Uint8Array<ArrayBuffer>;
  /** Part of the picture itself is missing. */
  isIncomplete: boolean;
  /** Of the pixels that they then make; undefined for sRGB. */
  space: ColourSpace | undefined;
}

/** Mends what lacks only its end, and names colours so that all decoders take them alike. */
export async function preparePicture({
  format,
  header,
  bytes,
}: Pick<
  InspectedPhoto,
  'format' | 'header' | 'bytes'
>): Promise<PreparedPicture> {
  const isIncomplete = header?.isIncomplete ?? false;
  const relabelled = format === 'jxl' ? relabelJxl(bytes) : undefined;
  if (relabelled) return { ...relabelled, isIncomplete };
  const mended = isIncomplete ? await mendPicture(format, bytes) : undefined;
  const space = await findColourSpace(format, mended ?? bytes);
  return mended === undefined
    ? { bytes, isIncomplete, space }
    : { bytes: mended, isIncomplete: false, space };
}
