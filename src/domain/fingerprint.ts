import type { ImageFormat } from './image-format.ts';
import type { ContentHash, PixelHash } from './photo-id.ts';

/** EXIF orientation, 1–8; 1 is upright. */
export type ExifOrientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/**
 * The eight symmetries of a rectangle, as what is done to the first picture to get the second:
 * an optional left-right mirror, then a clockwise turn.
 */
export const DIHEDRAL_TRANSFORMS = [
  'upright',
  'turned-90',
  'turned-180',
  'turned-270',
  'mirrored',
  'mirrored-turned-90',
  'mirrored-turned-180',
  'mirrored-turned-270',
] as const;

export type DihedralTransform = (typeof DIHEDRAL_TRANSFORMS)[number];

/**
 * All perceptual hashes of one oriented raster. Bits are row-major, most significant bit of
 * byte 0 first, as imagehash prints them; 8 bytes at hash size 8, 32 bytes at 16.
 */
export interface PerceptualHashes {
  pHash64: Uint8Array;
  pHash256: Uint8Array;
  /** Meta's PDQ, byte 0 holds the first two digits of its printed hex form. */
  pdq256: Uint8Array;
  /** 0–100; below 50 the PDQ hash says little. */
  pdqQuality: number;
  aHash64: Uint8Array;
  aHash256: Uint8Array;
  dHash64: Uint8Array;
  dHash256: Uint8Array;
  wHash64: Uint8Array;
  wHash256: Uint8Array;
  /** pHash-64 of the eight transforms in the order of DIHEDRAL_TRANSFORMS, 8 bytes each. */
  dihedralPHash64: Uint8Array;
  /** pHash-256 of the eight transforms, 32 bytes each. */
  dihedralPHash256: Uint8Array;
}

/** What a hash cannot be trusted on. */
export interface ContentFlags {
  /** Standard deviation of luma under 6: nothing to compare but the exact pixels. */
  isFlat: boolean;
  /** Mostly white and colourless: a text page, a receipt. */
  isDocument: boolean;
  /** Few colours: a drawing, a screenshot, a logo. */
  isGraphic: boolean;
}

/** Measures for choosing a keeper. None of them alone decides. */
export interface QualityMeasures {
  /** Variance of the Laplacian of luma on the raster; higher is sharper. */
  sharpness: number;
  /**
   * 0–1: share of expected high-frequency energy that is missing at full size; near 1 means
   * upscaled. Known where the picture was decoded whole.
   */
  spectralDrop?: number;
  /**
   * ≥ 0: luma steps at 8-pixel block edges relative to inside blocks, minus 1; higher is worse.
   * Known where the picture was decoded whole.
   */
  blockiness?: number;
  /** Estimated libjpeg quality 1–100 from the quantisation tables; JPEG only. */
  jpegQuality?: number;
}

/** Facts from EXIF/XMP that matter to a person or to the keeper. */
export interface ExifFacts {
  orientation: ExifOrientation;
  /** Local wall-clock time of capture as `YYYY-MM-DDTHH:MM:SS`, EXIF has no zone. */
  capturedAt?: string;
  cameraMake?: string;
  cameraModel?: string;
  lens?: string;
  hasGps: boolean;
  /** 1–5 stars. */
  rating?: number;
  software?: string;
  /** Where it was taken; `hasGps` is true with it, and without it where the place cannot be read. */
  place?: GeoPoint;
  /** At most MOST_KEYWORDS, of at most KEYWORD_CHARACTERS each, each once. */
  keywords?: readonly string[];
  /** At most CAPTION_CHARACTERS. */
  caption?: string;
  /**
   * Bytes of the file that are not its picture: all that was written beside it, read here or not.
   * JPEG and PNG only, and not of files that were read before this was counted.
   */
  besideBytes?: number;
  /** How long the picture was exposed, seconds. Not of files that were read before this was noted. */
  exposureTimeS?: number;
  /** By how much the camera was told to expose more (or, negative, less) than it measured, EV. */
  exposureBiasEv?: number;
  /**
   * What the camera noted of the second of `capturedAt`, 0 < s < 1. Not of files that were read before
   * this was noted; programs write 0 where they know nothing, so that is left out.
   */
  subSecondS?: number;
  /** Depth or a gain map (HDR) stands beside the picture. HEIC and JPEG only; absent where none does. */
  hasMaps?: boolean;
  /** A film stands in the same file (motion photo). JPEG and HEIC only; absent where none does. */
  hasFilm?: boolean;
}

/** A place on Earth, WGS 84, decimal degrees: south and west are negative. */
export interface GeoPoint {
  /** −90…90 */
  latitudeDeg: number;
  /** −180…180 */
  longitudeDeg: number;
}

/** Few photos have more, and a record must stay small. */
export const MOST_KEYWORDS = 16;
export const KEYWORD_CHARACTERS = 64;
export const CAPTION_CHARACTERS = 256;

/** A place that can be: finite, in range, and not 0° 0°, which is what devices without a fix write. */
export function isGeoPoint(value: unknown): value is GeoPoint {
  if (typeof value !== 'object' || value === null) return false;
  const latitudeDeg: unknown = Reflect.get(value, 'latitudeDeg');
  const longitudeDeg: unknown = Reflect.get(value, 'longitudeDeg');
  return (
    typeof latitudeDeg === 'number' &&
    typeof longitudeDeg === 'number' &&
    Math.abs(latitudeDeg) <= 90 &&
    Math.abs(longitudeDeg) <= 180 &&
    (latitudeDeg !== 0 || longitudeDeg !== 0)
  );
}

/** What a border leaves of a picture, found by its uniform edges. */
export interface Frame {
  /** The opening, in parts of the width and height, 0–1. */
  left: number;
  top: number;
  right: number;
  bottom: number;
  /** Hashes of the opening alone, as PerceptualHashes has them of the whole. */
  pHash64: Uint8Array;
  pHash256: Uint8Array;
}

/** Everything Twinsift knows of one content. Stored once per content hash. */
export interface Fingerprint {
  content: ContentHash;
  pixels: PixelHash;
  format: ImageFormat;
  /** As shown: EXIF orientation applied. */
  widthPx: number;
  heightPx: number;
  /** More than one frame; the first one was compared. */
  frameCount: number;
  /** The decoder had to stop early; what was decoded counts. */
  isIncomplete: boolean;
  hashes: PerceptualHashes;
  /** Means of a 4×4 grid, row-major, 3 bytes each: Y, Cb, Cr (full-range JFIF). */
  colour: Uint8Array;
  /** Luma scaled to THUMB_SIDE², aspect not kept, row-major. */
  lumaThumb: Uint8Array;
  flags: ContentFlags;
  quality: QualityMeasures;
  exif: ExifFacts;
  /** Where a border, bars or a screen of one colour takes 2 % or more of a side. */
  frame?: Frame;
}

/** Side of the stored luma thumbnail, px. 32² keeps a record under 2 KB (docs/storage.md). */
export const THUMB_SIDE = 32;
