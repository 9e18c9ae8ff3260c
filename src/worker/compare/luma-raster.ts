/** An upright luma picture, row-major, one byte a pixel. */
export interface LumaRaster {
  data: Uint8Array;
  widthPx: number;
  heightPx: number;
}
