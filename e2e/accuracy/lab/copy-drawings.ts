/** Draws a changed picture; the one given stays as it is. */
export type Drawing = (picture: OffscreenCanvas) => OffscreenCanvas;

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

export const same: Drawing = (picture) => picture;

/** Another size; with two factors another shape. */
export function scaled(factor: number, factorDown = factor): Drawing {
  return (picture) => {
    const copy = blank(picture.width * factor, picture.height * factorDown);
    context(copy).drawImage(picture, 0, 0, copy.width, copy.height);
    return copy;
  };
}

/** Draws through a CSS filter: brightness, contrast, grayscale, blur. */
export function filtered(
  filter: (picture: OffscreenCanvas) => string,
): Drawing {
  return (picture) => {
    const copy = blank(picture.width, picture.height);
    const on = context(copy);
    on.filter = filter(picture);
    on.drawImage(picture, 0, 0);
    return copy;
  };
}

function onCanvas(
  picture: OffscreenCanvas,
  widthPx: number,
  heightPx: number,
  colour: string,
): OffscreenCanvas {
  const copy = blank(widthPx, heightPx);
  const on = context(copy);
  on.fillStyle = colour;
  on.fillRect(0, 0, copy.width, copy.height);
  on.drawImage(
    picture,
    Math.round((copy.width - picture.width) / 2),
    Math.round((copy.height - picture.height) / 2),
  );
  return copy;
}

/** A border of a share of the width on all sides. */
export function bordered(share: number, colour: string): Drawing {
  return (picture) => {
    const borderPx = Math.round(picture.width * share);
    return onCanvas(
      picture,
      picture.width + 2 * borderPx,
      picture.height + 2 * borderPx,
      colour,
    );
  };
}

/** Black bars above and below (or left and right of a wide picture) that make it square. */
export const letterboxed: Drawing = (picture) => {
  const sidePx = Math.max(
    picture.width,
    picture.height,
    1.15 * Math.min(picture.width, picture.height),
  );
  return onCanvas(picture, sidePx, sidePx, 'black');
};

/** A screen of 1920 × 1080 that shows the picture as large as it fits, on black. */
export const screenshot: Drawing = (picture) => {
  const scale = Math.min(1920 / picture.width, 1080 / picture.height);
  return onCanvas(scaled(scale)(picture), 1920, 1080, 'black');
};

/** A telephone's screen: clock and signal above the picture, a row of buttons below it. */
export const phoneScreenshot: Drawing = (picture) => {
  const scale = Math.min(1080 / picture.width, 1900 / picture.height);
  const copy = onCanvas(scaled(scale)(picture), 1080, 2340, 'black');
  const on = context(copy);
  on.fillStyle = 'white';
  on.font = '40px sans-serif';
  on.fillText('12:45', 60, 70);
  on.fillText('100 %', 900, 70);
  for (let button = 0; button < 4; button += 1) {
    on.fillRect(150 + 240 * button, 2200, 60, 60);
  }
  return copy;
};

/** A bar across the lowest tenth with words on it. */
export const captioned: Drawing = (picture) => {
  const copy = scaled(1)(picture);
  const on = context(copy);
  const barPx = Math.round(copy.height / 10);
  on.fillStyle = 'black';
  on.fillRect(0, copy.height - barPx, copy.width, barPx);
  on.fillStyle = 'white';
  on.font = `${Math.round(barPx * 0.5)}px sans-serif`;
  on.fillText('A day at the lake', copy.width / 10, copy.height - barPx / 3);
  return copy;
};

export const watermarked: Drawing = (picture) => {
  const copy = scaled(1)(picture);
  const on = context(copy);
  on.fillStyle = 'rgb(255 255 255 / 45%)';
  on.font = `${Math.round(copy.width / 12)}px sans-serif`;
  on.fillText('Sample photo', copy.width / 8, copy.height * 0.55);
  return copy;
};

/**
 * Cuts shares of the width and of the height away.
 * @param left part of what is cut from the width that goes on the left, 0–1
 */
export function cropped(
  fromWidth: number,
  fromHeight = fromWidth,
  left = 0.5,
  top = left,
): Drawing {
  return (picture) => {
    const copy = blank(
      picture.width * (1 - fromWidth),
      picture.height * (1 - fromHeight),
    );
    context(copy).drawImage(
      picture,
      Math.round((copy.width - picture.width) * left),
      Math.round((copy.height - picture.height) * top),
    );
    return copy;
  };
}

/** Turns clockwise about the middle; what the turn uncovers is white. */
export function turned(degrees: number): Drawing {
  return (picture) => {
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

export const mirrored: Drawing = (picture) => {
  const copy = blank(picture.width, picture.height);
  const on = context(copy);
  on.translate(copy.width, 0);
  on.scale(-1, 1);
  on.drawImage(picture, 0, 0);
  return copy;
};

/** Changes every colour value by itself. */
function mapped(
  picture: OffscreenCanvas,
  change: (value: number, at: number) => number,
): OffscreenCanvas {
  const copy = scaled(1)(picture);
  const on = context(copy);
  const pixels = on.getImageData(0, 0, copy.width, copy.height);
  for (let at = 0; at < pixels.data.length; at += 1) {
    if (at % 4 !== 3) pixels.data[at] = change(pixels.data[at] ?? 0, at);
  }
  on.putImageData(pixels, 0, 0);
  return copy;
}

/** A gamma curve on all colours: under 1 is brighter. */
export function gammaCurved(gamma: number): Drawing {
  return (picture) => mapped(picture, (value) => 255 * (value / 255) ** gamma);
}

/** How much of the difference to a blurred picture is added: as photo editors do by default. */
const SHARPENING = 0.8;

/** An unsharp mask of 1 px. */
export const sharpened: Drawing = (picture) => {
  const soft = context(filtered(() => 'blur(1px)')(picture)).getImageData(
    0,
    0,
    picture.width,
    picture.height,
  ).data;
  return mapped(
    picture,
    (value, at) => value + SHARPENING * (value - (soft[at] ?? 0)),
  );
};

/** Uniform noise of ±17 levels (σ ≈ 10), the same in every run. */
export const noisy: Drawing = (picture) => {
  let state = 1;
  return mapped(picture, (value) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return value + Math.round((state / 2 ** 32 - 0.5) * 34);
  });
};
