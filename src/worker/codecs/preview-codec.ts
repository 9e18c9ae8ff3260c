import { jpegOrientation } from '../headers/jpeg-orientation.ts';
import { previewBytes, readRaw } from '../raw/read-raw.ts';
import { checkSize, type Codec } from './codec.ts';
import { UnsupportedKind } from './decode-errors.ts';

/** A raw file by the largest JPEG in it, through a JPEG codec. */
export function previewCodec(decodeJpeg: Codec): Codec {
  return async (bytes, _format, limits) => {
    const { preview, clues } = readRaw(bytes);
    if (!preview) {
      throw clues.isCut
        ? new Error('the file ends before its preview')
        : new UnsupportedKind('without a preview inside');
    }
    checkSize(preview.widthPx, preview.heightPx, limits);
    const jpeg = previewBytes(bytes, preview);
    const pixels = await decodeJpeg(jpeg, 'jpeg', limits);
    // Without a turn of its own the preview lies as the sensor did, whatever the decoder applies.
    const isUpright = pixels.isUpright && jpegOrientation(jpeg) !== 1;
    return { ...pixels, isUpright };
  };
}
