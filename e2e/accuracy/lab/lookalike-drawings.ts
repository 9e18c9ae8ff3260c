import { seededRandom } from '../../support/draw-scene.ts';
import { context, cropped, scaled } from './copy-drawings.ts';

type Canvas = OffscreenCanvas;
type Brush = OffscreenCanvasRenderingContext2D;

/** Numbers of 0–1, the same for the same seed. */
type Random = () => number;

/** Draws two different pictures that look alike on a photo, or in its size. */
export type DrawLookalikes = (
  photo: Canvas,
  random: Random,
) => [Canvas, Canvas];

const LINES = 24;
const WORDS = [
  'water',
  'house',
  'Monday',
  'letter',
  'garden',
  'number',
  'road',
];

function copyOf(photo: Canvas): Canvas {
  return scaled(1)(photo);
}

function digits(random: Random, count: number): string {
  return Math.floor(random() * 10 ** count)
    .toString()
    .padStart(count, '0');
}

/** Twice the same, each with something of its own. */
function twice(draw: (brush: Brush, canvas: Canvas) => void): DrawLookalikes {
  return (photo) => {
    const pair: [Canvas, Canvas] = [copyOf(photo), copyOf(photo)];
    for (const canvas of pair) draw(context(canvas), canvas);
    return pair;
  };
}

/** Other words at one place: a share of the width and height, and of the height as size. */
function worded(
  place: { x: number; y: number; size: number },
  words: (random: Random) => string,
  ground?: string,
): DrawLookalikes {
  return (photo, random) =>
    twice((brush, { width, height }) => {
      const sizePx = Math.max(9, Math.round(height * place.size));
      const [x, y] = [width * place.x, height * place.y];
      brush.font = `${sizePx}px sans-serif`;
      brush.fillStyle = ground ?? 'transparent';
      brush.fillRect(x - sizePx, y - 1.5 * sizePx, 11 * sizePx, 2 * sizePx);
      brush.fillStyle = ground === 'white' ? 'black' : 'white';
      brush.fillText(words(random), x, y);
    })(photo, random);
}

function writeLine(
  brush: Brush,
  canvas: Canvas,
  at: number,
  words: string,
): void {
  const linePx = canvas.height / (LINES + 4);
  brush.fillStyle = 'black';
  brush.font = `${Math.round(linePx * 0.6)}px serif`;
  brush.fillText(words, canvas.width * 0.1, linePx * (at + 3));
}

function words(random: Random): string {
  return Array.from(
    { length: 7 },
    () => WORDS[Math.floor(random() * WORDS.length)] ?? '',
  ).join(' ');
}

/** Two pages of one layout that differ in some lines. */
function pages(changedLines: number): DrawLookalikes {
  return (photo, random) => {
    const text = Array.from({ length: LINES }, () => words(random));
    return twice((brush, canvas) => {
      brush.fillStyle = 'white';
      brush.fillRect(0, 0, canvas.width, canvas.height);
      for (const [at, line] of text.entries()) {
        const isOther = at >= LINES - changedLines;
        writeLine(brush, canvas, at, isOther ? words(random) : line);
      }
    })(photo, random);
  };
}

/** The same scene taken again: each with grain of its own, the second in another light. */
function takenAgain(light: number): DrawLookalikes {
  return (photo, random) => {
    const pair: [Canvas, Canvas] = [copyOf(photo), copyOf(photo)];
    for (const [at, canvas] of pair.entries()) {
      const brush = context(canvas);
      const { width, height } = canvas;
      const pixels = brush.getImageData(0, 0, width, height);
      const gain = at === 0 ? 1 : light;
      for (let from = 0; from < pixels.data.length; from += 4) {
        const grain = 12 * (random() + random() - 1);
        for (let channel = from; channel < from + 3; channel += 1) {
          pixels.data[channel] = (pixels.data[channel] ?? 0) * gain + grain;
        }
      }
      brush.putImageData(pixels, 0, 0);
    }
    return pair;
  };
}

/** A piece of the photo, so large a share of its width, is in another place in the second. */
function withThing(share: number): DrawLookalikes {
  return (photo, random) => {
    const second = copyOf(photo);
    const sidePx = Math.round(photo.width * share);
    const place = (): [number, number] => [
      random() * (photo.width - sidePx),
      random() * (photo.height - sidePx),
    ];
    const [fromX, fromY] = place();
    const [toX, toY] = place();
    const brush = context(second);
    brush.beginPath();
    brush.ellipse(
      toX + sidePx / 2,
      toY + sidePx / 2,
      sidePx / 2,
      sidePx / 2,
      0,
      0,
      7,
    );
    brush.clip();
    brush.drawImage(
      photo,
      fromX,
      fromY,
      sidePx,
      sidePx,
      toX,
      toY,
      sidePx,
      sidePx,
    );
    return [copyOf(photo), second];
  };
}

/** Somebody stands in the second. */
const someone: DrawLookalikes = (photo, random) => {
  const second = copyOf(photo);
  const brush = context(second);
  const sizePx = photo.height * 0.08;
  const [x, y] = [photo.width * (0.1 + 0.8 * random()), photo.height * 0.6];
  brush.fillStyle = 'rgb(200 150 120)';
  brush.fillRect(x, y, sizePx * 0.25, sizePx * 0.3);
  brush.fillStyle = random() < 0.5 ? 'rgb(60 70 140)' : 'rgb(150 40 40)';
  brush.fillRect(
    x - sizePx * 0.1,
    y + sizePx * 0.3,
    sizePx * 0.45,
    sizePx * 0.7,
  );
  return [copyOf(photo), second];
};

/** Sharp on one side, and sharp on the other. */
const otherFocus: DrawLookalikes = (photo, random) => {
  let isLeft = false;
  return twice((brush, canvas) => {
    isLeft = !isLeft;
    const half = canvas.width / 2;
    const from = isLeft ? 0 : half;
    brush.filter = `blur(${canvas.width / 300}px)`;
    brush.drawImage(
      photo,
      from,
      0,
      half,
      photo.height,
      from,
      0,
      half,
      photo.height,
    );
  })(photo, random);
};

/** Nine pictures on one sheet, one of them another in the second. */
const collages: DrawLookalikes = (photo, random) => {
  const changed = Math.floor(random() * 9);
  const [width, height] = [photo.width / 3, photo.height / 3];
  let sheet = 0;
  return twice((brush) => {
    for (let at = 0; at < 9; at += 1) {
      const part = sheet === 1 && at === changed ? (at + 4) % 9 : at;
      const [fromX, fromY] = [
        (part % 3) * width,
        Math.floor(part / 3) * height,
      ];
      const [x, y] = [(at % 3) * width, Math.floor(at / 3) * height];
      brush.drawImage(
        photo,
        fromX,
        fromY,
        width,
        height,
        x,
        y,
        width - 4,
        height - 4,
      );
    }
    sheet += 1;
  })(photo, random);
};

/** Two parts of one view that overlap by nine tenths. */
const panorama: DrawLookalikes = (photo) => [
  cropped(0.1, 0, 0)(photo),
  cropped(0.1, 0, 1)(photo),
];

/** Every kind of look-alike, in the order of the report. */
export const LOOKALIKES: Readonly<Record<string, DrawLookalikes>> = {
  letters: pages(LINES),
  billsOfOneLayout: pages(1),
  seats: worded(
    { x: 0.3, y: 0.7, size: 0.025 },
    (random) => `SEAT ${digits(random, 3)}`,
    'white',
  ),
  scores: worded(
    { x: 0.04, y: 0.08, size: 0.035 },
    (random) => `SCORE ${digits(random, 6)}`,
  ),
  cameraClocks: worded(
    { x: 0.6, y: 0.96, size: 0.03 },
    (random) => `14:${digits(random, 2)}:${digits(random, 2)}`,
    'black',
  ),
  captions: worded({ x: 0.1, y: 0.93, size: 0.08 }, (random) =>
    words(random).slice(0, 18),
  ),
  aThingMore: withThing(0.05),
  aSmallThingMore: withThing(0.025),
  someoneMore: someone,
  tripodShots: takenAgain(1),
  exposures: takenAgain(1.25),
  focusSeries: otherFocus,
  collages,
  panorama,
};

/** The look-alikes of one photo; another photo has others. */
export function drawLookalikes(
  kind: string,
  photo: Canvas,
  seed: number,
): [Canvas, Canvas] {
  const draw = LOOKALIKES[kind];
  if (draw === undefined) throw new Error(`No look-alikes are called ${kind}.`);
  return draw(photo, seededRandom(seed));
}
