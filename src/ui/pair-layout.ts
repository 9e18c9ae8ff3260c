interface Size {
  widthPx: number;
  heightPx: number;
}

/** What a caption and the space below it take above each picture, px. */
const CAPTION_PX = 48;
/** Between two pictures, px. */
const GAP_PX = 16;
/** So many times the area both must gain, so that they do not change places for nothing. */
const WORTHWHILE = 1.2;

/**
 * Whether two pictures are larger one above the other than side by side: panoramas in most windows,
 * and landscape photos in tall ones. Each is fitted whole into its half of the room.
 */
export function areLargerStacked(
  room: Size,
  pictures: readonly Size[],
): boolean {
  const beside = {
    widthPx: (room.widthPx - GAP_PX) / 2,
    heightPx: room.heightPx - CAPTION_PX,
  };
  const above = {
    widthPx: room.widthPx,
    heightPx: (room.heightPx - GAP_PX) / 2 - CAPTION_PX,
  };
  return (
    fittedArea(above, pictures) > fittedArea(beside, pictures) * WORTHWHILE
  );
}

function fittedArea(half: Size, pictures: readonly Size[]): number {
  return pictures.reduce((sum, { widthPx, heightPx }) => {
    const scale = Math.max(
      0,
      Math.min(half.widthPx / widthPx, half.heightPx / heightPx),
    );
    return sum + scale ** 2 * widthPx * heightPx;
  }, 0);
}
