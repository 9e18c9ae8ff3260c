import type { ExifOrientation } from '../../domain/fingerprint.ts';

/** What the first bytes of a picture promise, read without decoding or allocating for pixels. */
export interface PictureHeader {
  /** As stored, before any turn. */
  widthPx: number;
  heightPx: number;
  /** 1 where the header does not say. */
  frameCount: number;
  /** The file ends before the picture does. */
  isIncomplete: boolean;
  /** A plane of its own says what is transparent (AVIF, HEIC). */
  hasAlphaPlane?: boolean;
  /** A turn or mirror written into the container itself (AVIF, HEIC); decoders differ on it. */
  containerOrientation?: ExifOrientation;
}
