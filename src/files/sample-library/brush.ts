import { between, type Random } from './seeded-random.ts';

/** Scenes are drawn in these units, whatever the size of the picture. */
export const SCENE_WIDTH = 1200;
export const SCENE_HEIGHT = 900;

/** Where a scene draws. Its transform takes scene units to pixels. */
export type SceneContext = OffscreenCanvasRenderingContext2D;

/** Colours from top to bottom (or inside to outside), evenly spread. */
export type Colours = readonly string[];

function stopsOnto(gradient: CanvasGradient, colours: Colours): CanvasGradient {
  colours.forEach((colour, at) => {
    gradient.addColorStop(at / Math.max(1, colours.length - 1), colour);
  });
  return gradient;
}

/** Fills the band from `top` to `bottom` with a vertical gradient. */
export function band(
  c: SceneContext,
  top: number,
  bottom: number,
  colours: Colours,
): void {
  const gradient = c.createLinearGradient(0, top, 0, bottom);
  c.fillStyle = stopsOnto(gradient, colours);
  c.fillRect(-20, top, SCENE_WIDTH + 40, bottom - top);
}

/** A soft round light: `colour` (rgba or hsla) in the middle, nothing at `radius`. */
export function glow(
  c: SceneContext,
  x: number,
  y: number,
  radius: number,
  colour: string,
): void {
  const gradient = c.createRadialGradient(x, y, 0, x, y, radius);
  // Not to `transparent`, which is black: the light would get a dark rim.
  const nothing = colour.replace(/,[^,]*\)$/, ', 0)');
  c.fillStyle = stopsOnto(gradient, [colour, nothing]);
  c.fillRect(x - radius, y - radius, radius * 2, radius * 2);
}

export function disc(
  c: SceneContext,
  x: number,
  y: number,
  radius: number,
  fill: string | CanvasGradient,
): void {
  ellipse(c, x, y, radius, radius, fill);
}

export function ellipse(
  c: SceneContext,
  x: number,
  y: number,
  radiusX: number,
  radiusY: number,
  fill: string | CanvasGradient,
  turn = 0,
): void {
  c.fillStyle = fill;
  c.beginPath();
  c.ellipse(x, y, radiusX, radiusY, turn, 0, Math.PI * 2);
  c.fill();
}

/** A shaded ball lit from the upper left. */
export function ball(
  c: SceneContext,
  x: number,
  y: number,
  radius: number,
  colours: Colours,
): void {
  const gradient = c.createRadialGradient(
    x - radius * 0.4,
    y - radius * 0.45,
    radius * 0.05,
    x,
    y,
    radius,
  );
  disc(c, x, y, radius, stopsOnto(gradient, colours));
}

/** A filled polygon; points as x, y, x, y … */
export function polygon(
  c: SceneContext,
  points: readonly number[],
  fill: string | CanvasGradient,
): void {
  c.fillStyle = fill;
  c.beginPath();
  for (let at = 0; at + 1 < points.length; at += 2) {
    c.lineTo(points[at] ?? 0, points[at + 1] ?? 0);
  }
  c.closePath();
  c.fill();
}

interface RidgeShape {
  /** Height of the line where its waves are zero. */
  baseY: number;
  amplitude: number;
  /** Waves across the picture. */
  waves: number;
  /** 0 smooth dunes … 1 broken rock. */
  roughness: number;
}

/** A hill or mountain range, filled down to the lower edge with a vertical gradient. */
export function ridge(
  c: SceneContext,
  random: Random,
  shape: RidgeShape,
  colours: Colours,
): void {
  const octaves = Array.from({ length: 6 }, (_, octave) => ({
    phase: between(random, 0, Math.PI * 2),
    waves: shape.waves * 1.9 ** octave,
    weight: octave === 0 ? 1 : (0.25 + 0.3 * shape.roughness) ** octave,
  }));
  const points: number[] = [-20, SCENE_HEIGHT];
  for (let x = -20; x <= SCENE_WIDTH + 20; x += 6) {
    const height = octaves.reduce((sum, { phase, waves, weight }) => {
      const wave = Math.sin((x / SCENE_WIDTH) * waves * Math.PI * 2 + phase);
      const peaked = 1 - 2 * Math.abs(wave);
      return (
        sum +
        weight * (wave + (peaked - wave) * (shape.roughness > 0.5 ? 1 : 0))
      );
    }, 0);
    points.push(x, shape.baseY - shape.amplitude * height);
  }
  points.push(SCENE_WIDTH + 20, SCENE_HEIGHT);
  const top = shape.baseY - shape.amplitude * 1.4;
  const bottom = Math.min(SCENE_HEIGHT, shape.baseY + shape.amplitude * 2);
  const gradient = c.createLinearGradient(0, top, 0, bottom);
  polygon(c, points, stopsOnto(gradient, colours));
}

/** A bank of soft clouds around a point. `rgb` is `r, g, b`. */
export function clouds(
  c: SceneContext,
  random: Random,
  x: number,
  y: number,
  width: number,
  rgb: string,
  opacity = 0.35,
): void {
  for (let puff = 0; puff < 16; puff++) {
    const away = between(random, -1, 1);
    const radius = width * between(random, 0.1, 0.24) * (1.2 - Math.abs(away));
    c.save();
    c.translate(
      x + (away * width) / 2,
      y + between(random, -0.05, 0.05) * width,
    );
    c.scale(1.6, 0.7);
    glow(c, 0, 0, radius, `rgba(${rgb}, ${opacity})`);
    c.restore();
  }
}

export function stars(
  c: SceneContext,
  random: Random,
  count: number,
  bottom: number,
): void {
  for (let star = 0; star < count; star++) {
    const size = between(random, 0.6, 2.4) * (random() < 0.06 ? 1.8 : 1);
    const opacity = between(random, 0.35, 1).toFixed(2);
    const x = between(random, 0, SCENE_WIDTH);
    disc(
      c,
      x,
      between(random, 0, bottom),
      size,
      `rgba(255, 250, 235, ${opacity})`,
    );
  }
}

/** A conifer standing at x, y. */
export function pine(
  c: SceneContext,
  x: number,
  y: number,
  height: number,
  colour: string,
): void {
  for (let tier = 0; tier < 5; tier++) {
    const tierY = y - height * (0.08 + tier * 0.17);
    const half = height * 0.22 * (1 - tier * 0.17);
    polygon(
      c,
      [x - half, tierY, x + half, tierY, x, tierY - height * 0.3],
      colour,
    );
  }
  c.fillRect(x - height * 0.025, y - height * 0.1, height * 0.05, height * 0.1);
}

/** Mirrors what stands above `horizon` into the water below it, darker and rippled. */
export function reflection(
  c: SceneContext,
  random: Random,
  horizon: number,
  tint: string,
): void {
  const { width, height } = c.canvas;
  const scaleY = height / SCENE_HEIGHT;
  // Copied once: drawing a canvas onto itself copies the whole of it each time.
  const above = new OffscreenCanvas(width, Math.ceil(horizon * scaleY));
  above
    .getContext('2d', { willReadFrequently: true })
    ?.drawImage(c.canvas, 0, 0);
  const depth = SCENE_HEIGHT - horizon;
  for (let row = 0; row < depth; row += 4) {
    const sourceY = Math.max(0, horizon - row - 4) * scaleY;
    const shift = between(random, -1, 1) * (2 + row * 0.04);
    const source = [0, sourceY, width, 4 * scaleY] as const;
    const target = [shift - 10, horizon + row, SCENE_WIDTH + 20, 5] as const;
    c.drawImage(above, ...source, ...target);
  }
  c.fillStyle = tint;
  c.fillRect(0, horizon, SCENE_WIDTH, depth);
}

/** Short bright strokes on water, denser towards the viewer. */
export function glitter(
  c: SceneContext,
  random: Random,
  x: number,
  top: number,
  colour: string,
  spread = 0.5,
): void {
  c.fillStyle = colour;
  for (let stroke = 0; stroke < 260; stroke++) {
    const depth = random();
    const y = top + depth * (SCENE_HEIGHT - top);
    const away = between(random, -1, 1) * (20 + depth * 520 * spread);
    const length = between(random, 6, 16 + depth * 60);
    c.fillRect(x + away - length / 2, y, length, 1.5 + depth * 2.5);
  }
}
