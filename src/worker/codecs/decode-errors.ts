/**
 * The picture is larger than the limits allow. Thrown by codecs that learn the size only when they
 * have opened the file, before they take memory for its pixels.
 */
export class PictureTooLarge extends Error {
  readonly widthPx: number;
  readonly heightPx: number;

  constructor(widthPx: number, heightPx: number) {
    super(`${widthPx} × ${heightPx} pixels`);
    this.widthPx = widthPx;
    this.heightPx = heightPx;
  }
}

/**
 * The file may be sound, but nothing here decodes this kind of it. The message names the kind in a
 * person's words, to stand in brackets: "arithmetic coding".
 */
export class UnsupportedKind extends Error {}
