import { ByteReader } from '../byte-reader.ts';
import { findBox } from './bmff-boxes.ts';
import { jpegSegments } from './jpeg-header.ts';
import type { ImageFormat } from '../../domain/image-format.ts';

/**
 * What is unusual about a picture that no decoder took, in a person's words; undefined when it is
 * of a usual kind, so that it must be damaged.
 */
export function rareKind(
  format: ImageFormat,
  bytes: Uint8Array,
): string | undefined {
  const reader = new ByteReader(bytes);
  if (format === 'jpeg') return rareJpeg(reader);
  if (format === 'heic') return rareHeif(reader);
  if (format === 'jp2') return RARE_JP2[reader.text(20, 4)];
  if (format === 'png' && reader.isText(12, 'CgBI')) {
    return 'made for iPhone apps, CgBI';
  }
  return undefined;
}

/** By the brand in `ftyp`, which stands behind the signature. */
const RARE_JP2: Readonly<Record<string, string>> = {
  'jpm ': 'a document of layers, JPM',
  mjp2: 'a film, Motion JPEG 2000',
};

function rareHeif(reader: ByteReader): string | undefined {
  const file = { dataAt: 0, endAt: reader.length };
  const isSequence = findBox(reader, ['moov'], file) !== undefined;
  return isSequence && !findBox(reader, ['meta'], file)
    ? 'a sequence without a still picture'
    : undefined;
}

/** By the first frame's marker (ITU-T T.81, table B.1) and its bits a sample. */
function rareJpeg(reader: ByteReader): string | undefined {
  for (const { marker, dataAt } of jpegSegments(reader)) {
    if (marker === 0xf7) return 'JPEG-LS';
    const isFrame =
      marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (!isFrame) continue;
    if (marker === 0xc3 || marker === 0xcb) return 'lossless';
    if ((marker & 7) >= 5) return 'hierarchical';
    if (reader.u8(dataAt) !== 8) return `${reader.u8(dataAt)} bits a sample`;
    if (marker >= 0xc9) return 'arithmetic coding';
    return reader.u8(dataAt + 5) === 4 ? 'four inks, CMYK' : undefined;
  }
  return undefined;
}
