import { seededRandom } from '../../support/draw-scene.ts';
import type { FirstLookLab, LabCamera, LabPart } from './first-look-lab.ts';

/** Photos that others are cut from are kept at this size. */
const SOURCE_PX = 1400;
const GRAIN_PX = 512;
const PIECES = 4;

const sources: ImageBitmap[] = [];

function canvas(
  width: number,
  height: number,
): [OffscreenCanvas, OffscreenCanvasRenderingContext2D] {
  const made = new OffscreenCanvas(width, height);
  const context = made.getContext('2d');
  if (context === null) throw new Error('No 2D context.');
  return [made, context];
}

/** A tile of noise: sensors have it, and without it enlarged pieces would be too easy to decode. */
const grain = ((): OffscreenCanvas => {
  const [made, context] = canvas(GRAIN_PX, GRAIN_PX);
  const noise = context.createImageData(GRAIN_PX, GRAIN_PX);
  const random = seededRandom(1);
  for (let at = 0; at < noise.data.length; at += 4) {
    noise.data.fill(random() * 256, at, at + 3);
    noise.data[at + 3] = 255;
  }
  context.putImageData(noise, 0, 0);
  return made;
})();

/** A picture unlike that of any other seed: pieces of several photos, cut and placed at random. */
function draw(seed: number, camera: LabCamera): OffscreenCanvas {
  const random = seededRandom(seed + 1000);
  const fullWidth = camera.widthPx;
  const fullHeight = (fullWidth * 3) / 4;
  const [made, context] = canvas(fullWidth, fullHeight);
  for (let piece = 0; piece < PIECES; piece += 1) {
    const source = sources[Math.floor(random() * sources.length)];
    if (source === undefined) throw new Error('No photos have been loaded.');
    const share = 0.4 + random() * 0.4;
    const width = source.width * share;
    const height = source.height * share;
    const left = random() * (source.width - width);
    const top = random() * (source.height - height);
    const isGround = piece === 0;
    const toWidth = isGround ? fullWidth : fullWidth * (0.3 + random() * 0.4);
    const toHeight = isGround
      ? fullHeight
      : fullHeight * (0.3 + random() * 0.4);
    const toLeft = random() * (fullWidth - toWidth);
    const toTop = random() * (fullHeight - toHeight);
    const from = [left, top, width, height] as const;
    const to = [toLeft, toTop, toWidth, toHeight] as const;
    context.drawImage(source, ...from, ...to);
  }
  const pattern = context.createPattern(grain, 'repeat');
  if (pattern !== null) {
    context.globalAlpha = camera.grain;
    context.fillStyle = pattern;
    context.fillRect(0, 0, fullWidth, fullHeight);
  }
  return made;
}

function scaled(picture: OffscreenCanvas, width: number): OffscreenCanvas {
  const height = Math.round((picture.height * width) / picture.width);
  const [made, context] = canvas(width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, width, height);
  return made;
}

function jpeg(picture: OffscreenCanvas, quality: number): Promise<Blob> {
  return picture.convertToBlob({ type: 'image/jpeg', quality });
}

function encode(
  picture: OffscreenCanvas,
  part: LabPart,
  quality: number,
): Promise<Blob> {
  const half = picture.width / 2;
  switch (part) {
    case 'photo':
      return jpeg(picture, quality);
    case 'resaved':
      return jpeg(picture, 0.75);
    case 'smaller':
      return jpeg(scaled(picture, half), 0.85);
    case 'thumbnail':
      return jpeg(scaled(picture, 160), 0.8);
    case 'smaller-thumbnail':
      return jpeg(scaled(scaled(picture, half), 160), 0.7);
  }
}

const firstLookLab: FirstLookLab = {
  load: async (urls) => {
    for (const url of urls) {
      const response = await fetch(url);
      if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`);
      const photo = await response.blob();
      sources.push(
        await createImageBitmap(photo, {
          resizeWidth: SOURCE_PX,
          resizeQuality: 'high',
        }),
      );
    }
  },
  make: async (seed, parts, camera) => {
    const picture = draw(seed, camera);
    for (const part of parts) {
      const body = await encode(picture, part, camera.quality);
      const made = await fetch(`/made/${seed}/${part}`, {
        method: 'PUT',
        body,
      });
      if (!made.ok) throw new Error(`HTTP ${made.status}`);
    }
  },
};

window.firstLookLab = firstLookLab;

declare global {
  interface Window {
    firstLookLab: FirstLookLab;
  }
}
