/** What can be made of a drawn photo, each a JPEG. */
export type LabPart =
  /** As the camera has it, and its thumbnail. */
  | 'photo'
  | 'thumbnail'
  /** Encoded again at full size. */
  | 'resaved'
  /** At half the size, with a thumbnail of its own. */
  | 'smaller'
  | 'smaller-thumbnail';

/** What the camera is like. */
export interface LabCamera {
  /** A side of 4:3. */
  widthPx: number;
  /** 0–1, as the browser's encoder takes it. */
  quality: number;
  /** How much of the sensor's noise is seen, 0–1. */
  grain: number;
}

export interface FirstLookLab {
  /** Loads the photos that pictures are made of. */
  load(urls: readonly string[]): Promise<void>;
  /** Draws the photo of a seed and sends these parts of it to `/made/<seed>/<part>`. */
  make(
    seed: number,
    parts: readonly LabPart[],
    camera: LabCamera,
  ): Promise<void>;
}
