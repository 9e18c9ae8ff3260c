/** Longest side of the originals that copies are made of, px. */
export const BASE_LONG_SIDE_PX = 1600;

/** Makes one kind of copy. `name` is the transform in camel case. */
export interface CopyMaker {
  name: string;
  make(picture: OffscreenCanvas): OffscreenCanvas;
  type: 'image/jpeg' | 'image/png' | 'image/webp';
  /** 0–1 as canvas encoders take it. */
  quality: number;
}

const GOOD_QUALITY = 0.9;

function blank(widthPx: number, heightPx: number): OffscreenCanvas {
  return new OffscreenCanvas(
    Math.max(1, Math.round(widthPx)),
    Math.max(1, Math.round(heightPx)),
  );
}

/** The 2D context; every browser with OffscreenCanvas has one. */
export function context(
  canvas: OffscreenCanvas,
): OffscreenCanvasRenderingContext2D {
  const found = canvas.getContext('2d', { willReadFrequently: true });
  if (found === null) throw new Error('No 2D context.');
  found.imageSmoothingQuality = 'high';
  return found;
}

function same(picture: OffscreenCanvas): OffscreenCanvas {
  return picture;
}

function scaled(factor: number) {
  return (picture: OffscreenCanvas): OffscreenCanvas => {
    const copy = blank(picture.width * factor, picture.height * factor);
    context(copy).drawImage(picture, 0, 0, copy.width, copy.height);
    return copy;
  };
}

/** Draws through a CSS filter: brightness, contrast, grayscale, blur. */
function filtered(filter: (picture: OffscreenCanvas) => string) {
  return (picture: OffscreenCanvas): OffscreenCanvas => {
    const copy = blank(picture.width, picture.height);
    const on = context(copy);
    on.filter = filter(picture);
    on.drawImage(picture, 0, 0);
    return copy;
  };
}

function bordered(picture: OffscreenCanvas): OffscreenCanvas {
  const borderPx = Math.round(picture.width * 0.05);
  const copy = blank(
    picture.width + 2 * borderPx,
    picture.height + 2 * borderPx,
  );
  const on = context(copy);
  on.fillStyle = 'white';
  on.fillRect(0, 0, copy.width, copy.height);
  on.drawImage(picture, borderPx, borderPx);
  return copy;
}

/** A bar across the lowest tenth with words on it. */
function captioned(picture: OffscreenCanvas): OffscreenCanvas {
  const copy = scaled(1)(picture);
  const on = context(copy);
  const barPx = Math.round(copy.height / 10);
  on.fillStyle = 'black';
  on.fillRect(0, copy.height - barPx, copy.width, barPx);
  on.fillStyle = 'white';
  on.font = `${Math.round(barPx * 0.5)}px sans-serif`;
  on.fillText('A day at the lake', copy.width / 10, copy.height - barPx / 3);
  return copy;
}

function watermarked(picture: OffscreenCanvas): OffscreenCanvas {
  const copy = scaled(1)(picture);
  const on = context(copy);
  on.fillStyle = 'rgb(255 255 255 / 45%)';
  on.font = `${Math.round(copy.width / 12)}px sans-serif`;
  on.fillText('Sample photo', copy.width / 8, copy.height * 0.55);
  return copy;
}

/** Keeps the middle; `share` is what goes from the width and from the height. */
function cropped(share: number) {
  return (picture: OffscreenCanvas): OffscreenCanvas => {
    const copy = blank(
      picture.width * (1 - share),
      picture.height * (1 - share),
    );
    context(copy).drawImage(
      picture,
      Math.round((copy.width - picture.width) / 2),
      Math.round((copy.height - picture.height) / 2),
    );
    return copy;
  };
}

/** Turns clockwise about the middle; what the turn uncovers is white. */
function turned(degrees: number) {
  return (picture: OffscreenCanvas): OffscreenCanvas => {
    const isQuarter = degrees % 180 === 90;
    const copy = isQuarter
      ? blank(picture.height, picture.width)
      : blank(picture.width, picture.height);
    const on = context(copy);
    on.fillStyle = 'white';
    on.fillRect(0, 0, copy.width, copy.height);
    on.translate(copy.width / 2, copy.height / 2);
    on.rotate((degrees * Math.PI) / 180);
    on.drawImage(picture, -picture.width / 2, -picture.height / 2);
    return copy;
  };
}

function mirrored(picture: OffscreenCanvas): OffscreenCanvas {
  const copy = blank(picture.width, picture.height);
  const on = context(copy);
  on.translate(copy.width, 0);
  on.scale(-1, 1);
  on.drawImage(picture, 0, 0);
  return copy;
}

/** Uniform noise of ±17 levels (σ ≈ 10), the same in every run. */
function noisy(picture: OffscreenCanvas): OffscreenCanvas {
  const copy = scaled(1)(picture);
  const on = context(copy);
  const pixels = on.getImageData(0, 0, copy.width, copy.height);
  let state = 1;
  for (let at = 0; at < pixels.data.length; at += 1) {
    if (at % 4 === 3) continue;
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    pixels.data[at] =
      (pixels.data[at] ?? 0) + Math.round((state / 2 ** 32 - 0.5) * 34);
  }
  on.putImageData(pixels, 0, 0);
  return copy;
}

function jpeg(name: string, make: CopyMaker['make']): CopyMaker {
  return { name, make, type: 'image/jpeg', quality: GOOD_QUALITY };
}

/** Every kind of copy, in the order of the report. */
export const COPY_MAKERS: readonly CopyMaker[] = [
  { name: 'reencodeQ75', make: same, type: 'image/jpeg', quality: 0.75 },
  { name: 'reencodeQ40', make: same, type: 'image/jpeg', quality: 0.4 },
  { name: 'reencodeQ15', make: same, type: 'image/jpeg', quality: 0.15 },
  jpeg('scale50', scaled(0.5)),
  jpeg('scale25', scaled(0.25)),
  jpeg('scale10', scaled(0.1)),
  { name: 'webp', make: same, type: 'image/webp', quality: 0.8 },
  { name: 'png', make: same, type: 'image/png', quality: 1 },
  jpeg(
    'brightness',
    filtered(() => 'brightness(1.2)'),
  ),
  jpeg(
    'contrast',
    filtered(() => 'contrast(1.3)'),
  ),
  jpeg(
    'grey',
    filtered(() => 'grayscale(1)'),
  ),
  jpeg('border', bordered),
  jpeg('captionBar', captioned),
  jpeg('watermark', watermarked),
  jpeg('crop1', cropped(0.01)),
  jpeg('crop2', cropped(0.02)),
  jpeg('crop5', cropped(0.05)),
  jpeg('crop10', cropped(0.1)),
  jpeg('crop20', cropped(0.2)),
  jpeg('rotate90', turned(90)),
  jpeg('rotate180', turned(180)),
  jpeg('rotate270', turned(270)),
  jpeg('mirror', mirrored),
  jpeg('turn1', turned(1)),
  jpeg('turn2', turned(2)),
  jpeg('noise', noisy),
  jpeg(
    'blur',
    filtered(({ width }) => `blur(${(width / 500).toFixed(2)}px)`),
  ),
];
