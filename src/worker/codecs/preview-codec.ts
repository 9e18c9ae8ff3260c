import { jpegOrientation } from '../headers/jpeg-orientation.ts';
import { previewBytes, readRaw, type RawPreview } from '../raw/read-raw.ts';
import { checkSize, type Codec } from './codec.ts';
import { UnsupportedKind } from './decode-errors.ts';

/** A raw file by the largest picture in it, through the codec of its format. */
export function previewCodec(
  codecOf: (format: RawPreview['format']) => Promise<Codec>,
): Codec {
  return async (bytes, _format, limits) => {
    const { preview, clues } = readRaw(bytes);
    if (!preview) {
      throw clues.isCut
        ? new Error('the file ends before its preview')
        : new UnsupportedKind('without a preview inside');
    }
    checkSize(preview.widthPx, preview.heightPx, limits);
    const { format } = preview;
    const picture = previewBytes(bytes, preview);
    const decode = await codecOf(format);
    const pixels = await decode(picture, format, limits);
    // Without a turn of its own the preview lies as the sensor did, whatever the decoder applies.
    const isTurned = format === 'jpeg' && jpegOrientation(picture) !== 1;
    const isUpright = pixels.isUpright && isTurned;
    return { ...pixels, isUpright };
  };
}
