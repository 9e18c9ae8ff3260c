import {
  bordered,
  captioned,
  cropped,
  type Drawing,
  filtered,
  gammaCurved,
  letterboxed,
  mirrored,
  noisy,
  phoneScreenshot,
  same,
  scaled,
  screenshot,
  sharpened,
  turned,
  watermarked,
} from './copy-drawings.ts';
import {
  drawn,
  encode,
  encodeMozjpeg,
  encodeOriginal,
  type PictureType,
  reoriented,
  type SourcePhoto,
  stripped,
} from './photo-files.ts';

const GOOD_QUALITY = 0.9;
/** Of an original that is saved again, and of the copy made of it. */
const USUAL_QUALITY = 0.75;
const HIGHER_QUALITY = 0.95;

/** A copy, and its original where that is not the usual one. */
export interface MadeCopy {
  copy: File;
  original?: File;
}

/** Makes one kind of copy. `name` is the transform in camel case. */
export interface CopyMaker {
  name: string;
  /** @returns undefined when this photo has nothing to change in this way */
  make(source: SourcePhoto): Promise<MadeCopy | undefined>;
}

function maker(
  name: string,
  draw: Drawing,
  quality = GOOD_QUALITY,
  type: PictureType = 'image/jpeg',
): CopyMaker {
  return {
    name,
    make: async ({ picture }) => ({
      copy: await encode(draw(picture), type, quality),
    }),
  };
}

/** Every kind of copy, in the order of the report. */
export const COPY_MAKERS: readonly CopyMaker[] = [
  maker('reencodeQ75', same, 0.75),
  maker('reencodeQ40', same, 0.4),
  maker('reencodeQ15', same, 0.15),
  {
    name: 'mozjpegQ75',
    make: async ({ picture }) => ({ copy: await encodeMozjpeg(picture, 75) }),
  },
  {
    name: 'resavedHigher',
    make: async (source) => {
      const original = await encodeOriginal(source, USUAL_QUALITY);
      return {
        original,
        copy: await encode(await drawn(original), 'image/jpeg', HIGHER_QUALITY),
      };
    },
  },
  {
    name: 'metadataStripped',
    make: async ({ original }) => {
      const copy = await stripped(original);
      return copy && { copy };
    },
  },
  maker('webp', same, 0.8, 'image/webp'),
  maker('png', same, 1, 'image/png'),
  maker('scale50', scaled(0.5)),
  maker('scale25', scaled(0.25)),
  maker('scale10', scaled(0.1)),
  maker('upscaled', scaled(1.5)),
  maker('squeeze', scaled(0.95, 1)),
  {
    name: 'exifOrientation',
    make: async (source) => ({ copy: await reoriented(source, 6) }),
  },
  maker('rotate90', turned(90)),
  maker('rotate180', turned(180)),
  maker('rotate270', turned(270)),
  maker('mirror', mirrored),
  maker(
    'grey',
    filtered(() => 'grayscale(1)'),
  ),
  maker(
    'brightness',
    filtered(() => 'brightness(1.2)'),
  ),
  maker(
    'contrast',
    filtered(() => 'contrast(1.3)'),
  ),
  maker('gammaUp', gammaCurved(1 / 1.4)),
  maker('gammaDown', gammaCurved(1.4)),
  maker('sharpened', sharpened),
  maker('noise', noisy),
  maker(
    'blur',
    filtered(({ width }) => `blur(${(width / 500).toFixed(2)}px)`),
  ),
  maker('watermark', watermarked),
  maker('watermarkQ98', watermarked, 0.98),
  maker('border', bordered(0.05, 'white')),
  maker('letterbox', letterboxed),
  maker('screenshot', screenshot, 1, 'image/png'),
  maker('phoneScreenshot', phoneScreenshot, 1, 'image/png'),
  maker('captionBar', captioned),
  maker('turn1', turned(1)),
  maker('turn2', turned(2)),
  maker('crop1', cropped(0.01)),
  maker('crop2', cropped(0.02)),
  maker('crop5', cropped(0.05)),
  maker('crop10', cropped(0.1)),
  maker('crop10Corner', cropped(0.1, 0.1, 0)),
  maker('crop15Side', cropped(0.15, 0, 1)),
  maker('crop20', cropped(0.2)),
  maker('crop20Corner', cropped(0.2, 0.2, 1)),
];
