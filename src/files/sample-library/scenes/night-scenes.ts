import {
  ball,
  band,
  clouds,
  disc,
  ellipse,
  glow,
  pine,
  polygon,
  ridge,
  SCENE_HEIGHT,
  SCENE_WIDTH,
  stars,
  type SceneContext,
} from '../brush.ts';
import { between, type Random } from '../seeded-random.ts';

/** A glowing tent under the Milky Way. */
export function starryTent(c: SceneContext, random: Random): void {
  band(c, 0, SCENE_HEIGHT, ['#070b1e', '#101a3a', '#28345e', '#5b5170']);
  c.save();
  c.translate(620, 330);
  c.rotate(-0.75);
  for (let dust = 0; dust < 70; dust++) {
    const across = between(random, -1, 1) ** 3 * 150;
    const along = between(random, -760, 760);
    glow(
      c,
      along,
      across,
      between(random, 40, 130),
      'rgba(190, 170, 230, 0.1)',
    );
  }
  for (let star = 0; star < 800; star++) {
    const across = between(random, -1, 1) ** 3 * 190;
    const x = between(random, -780, 780);
    disc(c, x, across, between(random, 0.5, 1.6), 'rgba(255, 250, 240, 0.75)');
  }
  c.restore();
  stars(c, random, 260, 640);
  const hills = { baseY: 700, amplitude: 50, waves: 0.8, roughness: 0.3 };
  ridge(c, random, hills, ['#141a30', '#0b0f1e']);
  glow(c, 330, 750, 300, 'rgba(255, 170, 70, 0.55)');
  polygon(c, [180, 800, 330, 620, 480, 800], '#f5a544');
  polygon(c, [330, 620, 480, 800, 400, 800], '#c96f22');
  polygon(c, [300, 800, 330, 670, 352, 800], '#ffe6a8');
}

/** Fireworks over dark roofs. */
export function fireworks(c: SceneContext, random: Random): void {
  band(c, 0, SCENE_HEIGHT, ['#0a0a1c', '#17133a', '#3a1d49']);
  c.globalCompositeOperation = 'lighter';
  const bursts: [number, number, number, number][] = [
    [360, 300, 270, 350],
    [830, 230, 220, 45],
    [640, 500, 160, 190],
    [1050, 480, 140, 280],
  ];
  for (const [x, y, radius, hue] of bursts) {
    glow(c, x, y, radius * 1.2, `hsla(${hue}, 90%, 55%, 0.35)`);
    for (let spark = 0; spark < 90; spark++) {
      const angle = (spark / 90) * Math.PI * 2 + between(random, -0.05, 0.05);
      const reach = radius * between(random, 0.55, 1);
      const endX = x + Math.cos(angle) * reach;
      const endY = y + Math.sin(angle) * reach + reach * 0.12;
      c.strokeStyle = `hsla(${hue + between(random, -20, 20)}, 95%, 68%, 0.7)`;
      c.lineWidth = 2.4;
      c.beginPath();
      c.moveTo(x + Math.cos(angle) * 24, y + Math.sin(angle) * 24);
      c.quadraticCurveTo((x + endX) / 2, (y + endY) / 2 - 12, endX, endY);
      c.stroke();
      disc(c, endX, endY, 3.4, `hsl(${hue}, 100%, 84%)`);
    }
  }
  c.globalCompositeOperation = 'source-over';
  for (let x = -10; x < SCENE_WIDTH;) {
    const width = between(random, 70, 150);
    const top = between(random, 730, 800);
    c.fillStyle = '#07060f';
    c.fillRect(x, top, width + 2, 200);
    polygon(c, [x, top, x + width / 2, top - 46, x + width, top], '#07060f');
    c.fillStyle = '#ffcf70';
    if (random() < 0.7) c.fillRect(x + width * 0.4, top + 40, 15, 20);
    x += width;
  }
}

/** A full moon behind bare hills and pines. */
export function moonrise(c: SceneContext, random: Random): void {
  band(c, 0, SCENE_HEIGHT, ['#1d2c4e', '#4a5f8a', '#a08fa8', '#e0a994']);
  glow(c, 780, 360, 430, 'rgba(255, 240, 210, 0.55)');
  ball(c, 780, 360, 175, ['#fffdf2', '#f6e9c9', '#e7d0a4']);
  for (const [x, y, radius] of [
    [720, 320, 34],
    [810, 400, 46],
    [850, 300, 22],
    [740, 430, 24],
  ] as const) {
    disc(c, x, y, radius, 'rgba(190, 160, 120, 0.35)');
  }
  clouds(c, random, 600, 470, 620, '90, 80, 120', 0.35);
  const back = { baseY: 640, amplitude: 70, waves: 1.2, roughness: 0.4 };
  ridge(c, random, back, ['#46456b', '#34335a']);
  const front = { baseY: 770, amplitude: 40, waves: 0.9, roughness: 0.2 };
  ridge(c, random, front, ['#1c1d38', '#10112a']);
  for (let tree = 0; tree < 26; tree++) {
    const x = between(random, 0, 560);
    pine(c, x, 830, between(random, 130, 330) * (1 - x / 900), '#0d0e22');
  }
}

/** Rain over fields and the bow in it. */
export function rainbow(c: SceneContext, random: Random): void {
  band(c, 0, 680, ['#3f4d63', '#6f8196', '#c3cdcb']);
  for (let bank = 0; bank < 5; bank++) {
    clouds(c, random, 150 + bank * 240, 90, 480, '45, 55, 72', 0.35);
  }
  c.save();
  c.globalAlpha = 0.5;
  ['#e5383b', '#f48c06', '#ffd60a', '#52b788', '#3a86ff', '#7b2cbf'].forEach(
    (colour, ring) => {
      c.strokeStyle = colour;
      c.lineWidth = 20;
      c.beginPath();
      c.arc(720, 720, 520 - ring * 19, Math.PI, Math.PI * 2);
      c.stroke();
    },
  );
  c.restore();
  const fields = ['#c9b64a', '#86a644', '#5f8f3f', '#3f7238'];
  fields.forEach((colour, field) => {
    const shape = {
      baseY: 610 + field * 75,
      amplitude: 20,
      waves: 0.7,
      roughness: 0,
    };
    ridge(c, random, shape, [colour, colour, '#2f5a30']);
  });
  c.fillStyle = '#f2efe6';
  c.fillRect(250, 560, 110, 74);
  polygon(c, [236, 566, 305, 510, 374, 566], '#9c3d2e');
  for (let flock = 0; flock < 26; flock++) {
    const x = 620 + between(random, 0, 460);
    ellipse(c, x, 720 + between(random, 0, 110), 15, 10, '#f4f1ea');
  }
  c.strokeStyle = 'rgba(225, 235, 245, 0.16)';
  c.lineWidth = 1.6;
  for (let drop = 0; drop < 260; drop++) {
    const x = between(random, 0, SCENE_WIDTH);
    const y = between(random, 0, SCENE_HEIGHT);
    c.beginPath();
    c.moveTo(x, y);
    c.lineTo(x - 9, y + 40);
    c.stroke();
  }
}
