import {
  band,
  clouds,
  disc,
  ellipse,
  glitter,
  glow,
  pine,
  polygon,
  reflection,
  ridge,
  SCENE_HEIGHT,
  SCENE_WIDTH,
  stars,
  type SceneContext,
} from '../brush.ts';
import { between, type Random } from '../seeded-random.ts';

/** Snow peaks at dawn in a still lake. */
export function alpineLake(c: SceneContext, random: Random): void {
  band(c, 0, 560, ['#2f5b93', '#8fb4d8', '#f6d3b5', '#fbe6cf']);
  glow(c, 860, 430, 380, 'rgba(255, 214, 160, 0.9)');
  clouds(c, random, 330, 170, 520, '255, 240, 230');
  polygon(
    c,
    [-20, 560, 180, 330, 330, 420, 520, 130, 700, 390, 820, 320, 1240, 560],
    '#5d7391',
  );
  polygon(
    c,
    [520, 130, 430, 270, 490, 255, 520, 300, 560, 240, 610, 262],
    '#f7f4f2',
  );
  polygon(c, [180, 330, 110, 410, 170, 400, 215, 420, 262, 378], '#e9ecf2');
  polygon(c, [520, 130, 700, 390, 640, 470, 560, 350], 'rgba(40, 55, 85, 0.4)');
  const shape = { baseY: 520, amplitude: 30, waves: 2, roughness: 0.3 };
  ridge(c, random, shape, ['#3d5a63', '#2b454c']);
  for (let tree = 0; tree < 60; tree++) {
    const x = between(random, 0, SCENE_WIDTH);
    pine(c, x, 562, between(random, 30, 80), '#22393d');
  }
  reflection(c, random, 560, 'rgba(30, 60, 90, 0.28)');
}

/** Low sun over long dunes. */
export function dunes(c: SceneContext, random: Random): void {
  band(c, 0, 520, ['#e9a56b', '#f6cf95', '#fdebc4']);
  disc(c, 250, 250, 62, '#fff6dc');
  glow(c, 250, 250, 320, 'rgba(255, 240, 200, 0.8)');
  const layers: [number, number, string, string][] = [
    [410, 26, '#dca06a', '#cf8d58'],
    [500, 44, '#d08a50', '#a9623a'],
    [640, 70, '#c2733f', '#7c4129'],
    [820, 60, '#8f4b2d', '#55291f'],
  ];
  for (const [baseY, amplitude, light, dark] of layers) {
    const shape = { baseY, amplitude, waves: 0.9, roughness: 0 };
    ridge(c, random, shape, [light, dark]);
  }
  c.strokeStyle = 'rgba(70, 30, 15, 0.22)';
  for (let ripple = 0; ripple < 70; ripple++) {
    const y = 650 + ripple * 4;
    c.lineWidth = 0.6 + ripple * 0.02;
    c.beginPath();
    for (let x = 0; x <= SCENE_WIDTH; x += 24) {
      c.lineTo(x, y + Math.sin(x / 45 + ripple * 0.7) * (3 + ripple * 0.1));
    }
    c.stroke();
  }
  for (let camel = 0; camel < 5; camel++) {
    const x = 690 + camel * 74;
    ellipse(c, x, 478, 22, 12, '#4a2418');
    disc(c, x - 4, 467, 10, '#4a2418');
    polygon(c, [x + 16, 478, x + 34, 452, x + 40, 454, x + 26, 486], '#4a2418');
    c.fillRect(x - 16, 484, 4, 30);
    c.fillRect(x + 12, 484, 4, 30);
  }
}

/** A hut in snow under green northern lights. */
export function northernLights(c: SceneContext, random: Random): void {
  band(c, 0, 640, ['#050c22', '#0b2440', '#12465a']);
  stars(c, random, 260, 560);
  c.save();
  c.globalCompositeOperation = 'lighter';
  for (let ray = 0; ray < 170; ray++) {
    const x = ray * 7.2;
    const foot =
      360 + Math.sin(ray / 17) * 90 + Math.sin(ray / 6 + random()) * 14;
    const height = between(random, 170, 300);
    const gradient = c.createLinearGradient(0, foot - height, 0, foot);
    gradient.addColorStop(0, 'rgba(120, 60, 190, 0)');
    gradient.addColorStop(0.45, 'rgba(70, 140, 170, 0.16)');
    gradient.addColorStop(0.9, 'rgba(70, 255, 160, 0.42)');
    gradient.addColorStop(1, 'rgba(70, 255, 160, 0)');
    c.fillStyle = gradient;
    c.fillRect(x, foot - height, 13, height);
  }
  c.restore();
  const peaks = { baseY: 600, amplitude: 80, waves: 1.6, roughness: 0.8 };
  ridge(c, random, peaks, ['#5d86a0', '#274a63', '#16324a']);
  const snow = { baseY: 700, amplitude: 26, waves: 0.8, roughness: 0.1 };
  ridge(c, random, snow, ['#bcd6e6', '#6f93b0', '#4f7494']);
  for (const x of [120, 190, 270, 960, 1030, 1120]) {
    pine(c, x, 740, between(random, 130, 230), '#0c1f2d');
  }
  polygon(c, [560, 720, 560, 640, 720, 640, 720, 720], '#2b1a14');
  polygon(c, [535, 645, 640, 560, 745, 645], '#dfeaf2');
  glow(c, 640, 690, 190, 'rgba(255, 180, 80, 0.6)');
  c.fillStyle = '#ffd27a';
  c.fillRect(585, 662, 32, 32);
  c.fillRect(662, 662, 32, 32);
}

/** A cone of fire with smoke blown to one side. */
export function volcano(c: SceneContext, random: Random): void {
  band(c, 0, SCENE_HEIGHT, ['#1c1730', '#4b2545', '#a5433f', '#f0935a']);
  for (let puff = 0; puff < 9; puff++) {
    const x = 470 - puff * 62;
    clouds(c, random, x, 210 - puff * 14, 250 + puff * 26, '60, 45, 60', 0.4);
  }
  glow(c, 560, 290, 300, 'rgba(255, 130, 50, 0.85)');
  polygon(
    c,
    [500, 300, 530, 318, 570, 306, 625, 300, 1130, 790, -60, 790],
    '#2a1a26',
  );
  c.strokeStyle = '#ff8a2b';
  for (const [x, drift] of [
    [540, -90],
    [570, 30],
    [600, 150],
  ] as const) {
    c.beginPath();
    c.moveTo(x, 308);
    for (let step = 1; step < 15; step++) {
      const wobble = between(random, -10, 10);
      c.lineTo(x + (drift * step) / 8 + wobble, 308 + step * 28);
      c.lineWidth = 11 - step * 0.6;
    }
    c.stroke();
  }
  for (let spark = 0; spark < 130; spark++) {
    const angle = between(random, -2.6, -0.5);
    const away = between(random, 20, 230);
    const x = 562 + Math.cos(angle) * away;
    disc(
      c,
      x,
      296 + Math.sin(angle) * away,
      between(random, 1, 3.4),
      '#ffce6b',
    );
  }
  const front = { baseY: 800, amplitude: 22, waves: 1.4, roughness: 0.9 };
  ridge(c, random, front, ['#171019', '#0c080f']);
  glitter(c, random, 600, 840, 'rgba(255, 150, 80, 0.2)');
}

/** A waterfall between dark walls of forest. */
export function waterfall(c: SceneContext, random: Random): void {
  band(c, 0, SCENE_HEIGHT, ['#dfeee4', '#9cc4a4', '#3f6b58', '#1d3f3d']);
  polygon(
    c,
    [-20, 0, 470, 0, 430, 330, 480, 640, 300, 900, -20, 900],
    '#2c4a37',
  );
  polygon(
    c,
    [1220, 60, 720, 40, 765, 380, 700, 650, 930, 900, 1220, 900],
    '#234232',
  );
  for (let leaf = 0; leaf < 900; leaf++) {
    const isLeft = random() < 0.5;
    const x = isLeft ? between(random, -10, 440) : between(random, 750, 1210);
    const light = between(random, 18, 46).toFixed(0);
    const y = between(random, 0, 850);
    const size = between(random, 6, 20);
    ellipse(
      c,
      x,
      y,
      size,
      size * 0.6,
      `hsl(128, 34%, ${light}%)`,
      random() * 3,
    );
  }
  for (let strand = 0; strand < 240; strand++) {
    const x = between(random, 490, 700);
    const opacity = between(random, 0.08, 0.4).toFixed(2);
    c.fillStyle = `rgba(250, 255, 255, ${opacity})`;
    c.fillRect(x, 60 + between(random, 0, 50), between(random, 2, 7), 600);
  }
  ellipse(c, 600, 800, 330, 110, '#3f8583');
  clouds(c, random, 600, 690, 420, '240, 252, 250', 0.5);
  for (let ring = 0; ring < 9; ring++) {
    c.strokeStyle = 'rgba(225, 250, 245, 0.35)';
    c.lineWidth = 3;
    c.beginPath();
    c.ellipse(600, 770 + ring * 9, 90 + ring * 32, 18 + ring * 10, 0, 0, 7);
    c.stroke();
  }
  for (const [x, y] of [
    [330, 850],
    [420, 880],
    [860, 860],
    [770, 885],
  ] as const) {
    ellipse(c, x, y, between(random, 50, 90), 34, '#1a2b2a');
  }
}
