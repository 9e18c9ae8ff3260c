import { SCENE_HEIGHT, SCENE_WIDTH, type SceneContext } from './brush.ts';
import {
  SCENE_HEIGHT_PX,
  SCENE_WIDTH_PX,
  type SampleLook,
  type SamplePicture,
} from './sample-plan.ts';
import { SAMPLE_SCENES } from './sample-scenes.ts';
import { seededRandom } from './seeded-random.ts';

const GRAIN_SIDE_PX = 128;

/**
 * Draws the pictures of a plan, each scene once: its copies start from the same pixels, as real
 * copies do, and drawing takes longer than copying. A scene is dropped after its last picture.
 * The same plan gives the same pictures in the same browser.
 */
export class SampleDrawer {
  private readonly uses = new Map<string, number>();
  private readonly scenes = new Map<string, OffscreenCanvas>();

  constructor(pictures: readonly SamplePicture[]) {
    for (const picture of pictures) {
      const key = sceneKey(picture);
      this.uses.set(key, (this.uses.get(key) ?? 0) + 1);
    }
  }

  draw(picture: SamplePicture): OffscreenCanvas {
    const plain = this.plain(picture);
    const finished = FINISHES[picture.look]?.(plain) ?? plain;
    return picture.widthPx === SCENE_WIDTH_PX
      ? finished
      : resized(finished, picture.widthPx, picture.heightPx);
  }

  private plain(picture: SamplePicture): OffscreenCanvas {
    const key = sceneKey(picture);
    const scene = this.scenes.get(key) ?? drawScene(picture);
    const left = (this.uses.get(key) ?? 1) - 1;
    this.uses.set(key, left);
    if (left > 0) this.scenes.set(key, scene);
    else this.scenes.delete(key);
    return scene;
  }
}

function sceneKey({ scene, look }: SamplePicture): string {
  return look === 'next-shot' ? `${scene}, next` : scene;
}

function drawScene({ scene, look }: SamplePicture): OffscreenCanvas {
  const c = context(SCENE_WIDTH_PX, SCENE_HEIGHT_PX);
  const isNext = look === 'next-shot';
  c.save();
  c.scale(SCENE_WIDTH_PX / SCENE_WIDTH, SCENE_HEIGHT_PX / SCENE_HEIGHT);
  if (isNext) c.transform(1.05, 0, 0, 1.05, -42, -14);
  SAMPLE_SCENES[scene](c, seededRandom(seedOf(scene) + (isNext ? 1 : 0)));
  c.restore();
  vignette(c);
  grain(c, seedOf(scene) + (isNext ? 7 : 3));
  return c.canvas;
}

function resized(
  canvas: OffscreenCanvas,
  widthPx: number,
  heightPx: number,
): OffscreenCanvas {
  const c = context(widthPx, heightPx);
  c.imageSmoothingQuality = 'high';
  c.drawImage(canvas, 0, 0, widthPx, heightPx);
  return c.canvas;
}

type Finish = (plain: OffscreenCanvas) => OffscreenCanvas;

/** The looks that start from the plain picture. */
const FINISHES: Partial<Record<SampleLook, Finish>> = {
  brighter: (plain) => filtered(plain, 'brightness(1.12) contrast(1.08)'),
  warm: (plain) => filtered(plain, 'sepia(0.28) saturate(1.2)'),
  grey: (plain) => filtered(plain, 'grayscale(1)'),
  cropped: (plain) => cut(plain, 0.03, 0.02, 0.94, 0.95),
  'cropped-square': (plain) => cut(plain, 0.13, 0, 0.75, 1),
  'turned-90': (plain) => turned(plain, 1),
  'turned-270': (plain) => turned(plain, 3),
  mirrored,
  bordered,
  captioned,
};

/** Canvas filters are not in every browser; the picture then stays as it is drawn. */
function filtered(plain: OffscreenCanvas, filter: string): OffscreenCanvas {
  const c = context(plain.width, plain.height);
  c.filter = filter;
  c.drawImage(plain, 0, 0);
  return c.canvas;
}

/** A part, given in shares of width and height, at its own size. */
function cut(
  plain: OffscreenCanvas,
  left: number,
  top: number,
  width: number,
  height: number,
): OffscreenCanvas {
  const widthPx = Math.round(plain.width * width);
  const heightPx = Math.round(plain.height * height);
  const c = context(widthPx, heightPx);
  const x = Math.round(plain.width * left);
  c.drawImage(plain, -x, -Math.round(plain.height * top));
  return c.canvas;
}

function turned(plain: OffscreenCanvas, quarters: 1 | 3): OffscreenCanvas {
  const c = context(plain.height, plain.width);
  c.translate(plain.height / 2, plain.width / 2);
  c.rotate((quarters * Math.PI) / 2);
  c.drawImage(plain, -plain.width / 2, -plain.height / 2);
  return c.canvas;
}

function mirrored(plain: OffscreenCanvas): OffscreenCanvas {
  const c = context(plain.width, plain.height);
  c.scale(-1, 1);
  c.drawImage(plain, -plain.width, 0);
  return c.canvas;
}

function bordered(plain: OffscreenCanvas): OffscreenCanvas {
  const marginPx = Math.round(plain.width * 0.035);
  const c = context(plain.width + 2 * marginPx, plain.height + 2 * marginPx);
  c.fillStyle = '#ffffff';
  c.fillRect(0, 0, c.canvas.width, c.canvas.height);
  c.drawImage(plain, marginPx, marginPx);
  return c.canvas;
}

function captioned(plain: OffscreenCanvas): OffscreenCanvas {
  const c = context(plain.width, plain.height);
  c.drawImage(plain, 0, 0);
  c.fillStyle = 'rgba(255, 255, 255, 0.9)';
  c.fillRect(0, plain.height * 0.9, plain.width, plain.height * 0.1);
  c.fillStyle = '#23445c';
  c.font = `italic 600 ${Math.round(plain.height * 0.055)}px Georgia, serif`;
  c.textAlign = 'center';
  c.textBaseline = 'middle';
  c.fillText('Greetings from the sea', plain.width / 2, plain.height * 0.95);
  return c.canvas;
}

/** Darker corners, as lenses make them. */
function vignette(c: SceneContext): void {
  const { width, height } = c.canvas;
  const far = Math.hypot(width, height) / 2;
  const centre = [width / 2, height / 2] as const;
  const gradient = c.createRadialGradient(
    ...centre,
    far * 0.45,
    ...centre,
    far,
  );
  gradient.addColorStop(0, 'rgba(0, 0, 0, 0)');
  gradient.addColorStop(1, 'rgba(0, 0, 0, 0.24)');
  c.fillStyle = gradient;
  c.fillRect(0, 0, width, height);
}

/** Film grain: without it the pictures would compress and compare like drawings. */
function grain(c: SceneContext, seed: number): void {
  const tile = context(GRAIN_SIDE_PX, GRAIN_SIDE_PX);
  const pixels = tile.createImageData(GRAIN_SIDE_PX, GRAIN_SIDE_PX);
  const random = seededRandom(seed);
  const words = new Uint32Array(pixels.data.buffer);
  for (let at = 0; at < words.length; at++) {
    const opacity = Math.floor(random() * 14);
    words[at] = (opacity << 24) | (random() < 0.5 ? 0xffffff : 0);
  }
  tile.putImageData(pixels, 0, 0);
  const pattern = c.createPattern(tile.canvas, 'repeat');
  if (!pattern) return;
  c.fillStyle = pattern;
  c.fillRect(0, 0, c.canvas.width, c.canvas.height);
}

function seedOf(name: string): number {
  return Array.from(name).reduce(
    (seed, letter) => (Math.imul(seed, 31) + letter.charCodeAt(0)) >>> 0,
    17,
  );
}

function context(widthPx: number, heightPx: number): SceneContext {
  const canvas = new OffscreenCanvas(widthPx, heightPx);
  // Encoding reads the pixels back, so they are better kept in memory than on the graphics card.
  const c = canvas.getContext('2d', { willReadFrequently: true });
  if (!c) throw new Error('this browser has no 2d canvas off the page');
  return c;
}
