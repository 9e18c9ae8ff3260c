import {
  ball,
  band,
  clouds,
  disc,
  ellipse,
  glow,
  polygon,
  ridge,
  SCENE_HEIGHT,
  SCENE_WIDTH,
  type SceneContext,
} from '../brush.ts';
import { between, type Random } from '../seeded-random.ts';

/** A flower close up, lights out of focus behind it. */
export function flower(c: SceneContext, random: Random): void {
  band(c, 0, SCENE_HEIGHT, ['#3f6f46', '#284d37', '#152d26']);
  for (let light = 0; light < 46; light++) {
    const hue = between(random, 60, 130).toFixed(0);
    const radius = between(random, 20, 70);
    const x = between(random, 0, 1200);
    disc(c, x, between(random, 0, 900), radius, `hsla(${hue}, 60%, 70%, 0.13)`);
  }
  c.strokeStyle = '#4f8a3d';
  c.lineWidth = 22;
  c.stroke(new Path2D('M560 470 Q 600 700 520 930'));
  ellipse(c, 660, 760, 130, 40, '#4f8a3d', -0.6);
  for (let ring = 0; ring < 3; ring++) {
    for (let petal = 0; petal < 16; petal++) {
      const angle = (petal / 16) * Math.PI * 2 + ring * 0.2;
      const away = 190 - ring * 48;
      const light = (58 + ring * 9 + between(random, -4, 4)).toFixed(0);
      c.save();
      c.translate(560, 400);
      c.rotate(angle);
      ellipse(c, away, 0, 128 - ring * 26, 42, `hsl(338, 72%, ${light}%)`);
      c.fillStyle = 'rgba(140, 10, 70, 0.16)';
      c.fillRect(away - 90, -3, 170, 6);
      c.restore();
    }
  }
  ball(c, 560, 400, 92, ['#ffe27a', '#f2a51d', '#8c4c0c']);
  for (let seed = 0; seed < 240; seed++) {
    const angle = seed * 2.39996;
    const away = 5.6 * Math.sqrt(seed);
    const x = 560 + Math.cos(angle) * away;
    disc(c, x, 400 + Math.sin(angle) * away, 3, 'rgba(90, 45, 5, 0.6)');
  }
}

/** Oranges in a bowl by a window. */
export function orangeBowl(c: SceneContext, random: Random): void {
  band(c, 0, 580, ['#d8d2c4', '#bdb4a2']);
  polygon(
    c,
    [760, 0, 1120, 0, 1030, 580, 640, 580],
    'rgba(255, 250, 230, 0.65)',
  );
  band(c, 580, SCENE_HEIGHT, ['#8a5a3a', '#5e3a25']);
  for (let grain = 0; grain < 130; grain++) {
    c.fillStyle = 'rgba(40, 20, 8, 0.14)';
    const width = between(random, 100, 500);
    c.fillRect(
      between(random, -200, 1200),
      between(random, 582, 900),
      width,
      2,
    );
  }
  ellipse(c, 640, 780, 420, 60, 'rgba(30, 15, 5, 0.5)');
  const oranges: [number, number][] = [
    [400, 500], [540, 470], [690, 490], [790, 520], [470, 400], [610, 370], [720, 420], [560, 300],
  ]; // prettier-ignore
  for (const [x, y] of oranges) {
    ball(c, x, y, 92, ['#ffd08a', '#f28a1c', '#b9520b']);
    disc(c, x + 12, y - 66, 7, '#4b6b2a');
  }
  ellipse(c, 580, 290, 60, 20, '#4d7c34', -0.5);
  c.fillStyle = '#2f6690';
  c.beginPath();
  c.moveTo(230, 520);
  c.bezierCurveTo(260, 830, 920, 830, 950, 520);
  c.closePath();
  c.fill();
  c.fillStyle = 'rgba(255, 255, 255, 0.85)';
  for (let mark = 0; mark < 11; mark++) {
    polygon(
      c,
      [
        270 + mark * 60,
        570,
        300 + mark * 60,
        610,
        270 + mark * 60,
        650,
        240 + mark * 60,
        610,
      ],
      'rgba(255, 255, 255, 0.75)',
    );
  }
  ellipse(c, 590, 520, 362, 22, 'rgba(20, 50, 80, 0.55)');
}

/** Coffee from above on a wooden table. */
export function coffee(c: SceneContext, random: Random): void {
  band(c, 0, SCENE_HEIGHT, ['#6b4630', '#5b3a27']);
  for (let plank = 0; plank < 6; plank++) {
    c.fillStyle = `rgba(255, 220, 180, ${plank % 2 === 0 ? 0.1 : 0.02})`;
    c.fillRect(-20, plank * 150, 1240, 146);
    for (let grain = 0; grain < 30; grain++) {
      c.fillStyle = 'rgba(25, 12, 5, 0.2)';
      const y = plank * 150 + between(random, 0, 146);
      c.fillRect(between(random, -300, 1100), y, between(random, 150, 600), 2);
    }
  }
  ellipse(c, 800, 500, 310, 300, 'rgba(20, 8, 2, 0.4)');
  ball(c, 780, 470, 300, ['#ffffff', '#efe9e0', '#cfc6b9']);
  disc(c, 780, 470, 210, '#e2dbcf');
  ellipse(c, 1010, 350, 88, 34, '#f7f2ea', -0.55);
  disc(c, 780, 470, 196, '#fbf8f3');
  disc(c, 780, 470, 172, '#5b3014');
  glow(c, 780, 470, 168, 'rgba(190, 115, 50, 0.9)');
  for (let leaf = 0; leaf < 6; leaf++) {
    const size = 100 - leaf * 14;
    ellipse(
      c,
      780 - size * 0.4,
      540 - leaf * 32,
      size * 0.55,
      14,
      '#f6e3c5',
      0.6,
    );
    ellipse(
      c,
      780 + size * 0.4,
      540 - leaf * 32,
      size * 0.55,
      14,
      '#f6e3c5',
      -0.6,
    );
  }
  c.save();
  c.translate(260, 480);
  c.rotate(-0.16);
  c.fillStyle = 'rgba(15, 6, 2, 0.35)';
  c.fillRect(-146, -206, 330, 460);
  c.fillStyle = '#f5f0e3';
  c.fillRect(-160, -225, 330, 460);
  c.fillStyle = '#6a6a72';
  for (let line = 0; line < 15; line++) {
    c.fillRect(-130, -185 + line * 26, between(random, 150, 270), 5);
  }
  c.restore();
}

/** One tree in autumn on a hill. */
export function autumnTree(c: SceneContext, random: Random): void {
  band(c, 0, 700, ['#c6d7df', '#f0e6d2', '#f5d9ae']);
  const far = { baseY: 610, amplitude: 32, waves: 1.4, roughness: 0.2 };
  ridge(c, random, far, ['#c79f6d', '#b0824f']);
  c.fillStyle = '#a3752f';
  c.beginPath();
  c.ellipse(560, 1080, 980, 430, 0, 0, 7);
  c.fill();
  c.strokeStyle = '#4a2f23';
  c.lineCap = 'round';
  const branch = (
    x: number,
    y: number,
    angle: number,
    length: number,
  ): void => {
    const endX = x + Math.cos(angle) * length;
    const endY = y + Math.sin(angle) * length;
    c.lineWidth = length * 0.17;
    c.beginPath();
    c.moveTo(x, y);
    c.lineTo(endX, endY);
    c.stroke();
    if (length < 34) return;
    for (const turn of [-0.52, 0.06, 0.5]) {
      const bend = angle + turn + between(random, -0.12, 0.12);
      branch(endX, endY, bend, length * between(random, 0.6, 0.72));
    }
  };
  branch(760, 680, -1.6, 190);
  for (let leaf = 0; leaf < 1500; leaf++) {
    const angle = between(random, 0, 7);
    const away = Math.sqrt(random()) * 270;
    const hue = between(random, 8, 46).toFixed(0);
    const light = between(random, 38, 60).toFixed(0);
    const x = 755 + Math.cos(angle) * away * 1.15;
    const y = 290 + Math.sin(angle) * away * 0.85;
    ellipse(c, x, y, 11, 7, `hsla(${hue}, 80%, ${light}%, 0.85)`, angle);
  }
  for (let fallen = 0; fallen < 420; fallen++) {
    const x = 760 + between(random, -1, 1) * between(random, 40, 420);
    const hue = between(random, 10, 42).toFixed(0);
    ellipse(c, x, between(random, 690, 880), 9, 4, `hsl(${hue}, 70%, 48%)`);
  }
}

/** Fog and light between trunks. */
export function forestLight(c: SceneContext, random: Random): void {
  band(c, 0, SCENE_HEIGHT, ['#eaf2c9', '#b5cf95', '#5d8a5c', '#27452f']);
  glow(c, 930, 90, 620, 'rgba(255, 252, 210, 0.95)');
  for (let layer = 0; layer < 4; layer++) {
    const light = 62 - layer * 16;
    const count = 15 - layer * 3;
    for (let trunk = 0; trunk < count; trunk++) {
      const x = (trunk + between(random, 0.1, 0.9)) * (SCENE_WIDTH / count);
      const width = (10 + layer * 15) * between(random, 0.7, 1.3);
      const foot = 640 + layer * 80;
      polygon(
        c,
        [
          x,
          -20,
          x + width,
          -20,
          x + width * 1.25,
          foot,
          x - width * 0.25,
          foot,
        ],
        `hsl(95, 18%, ${light}%)`,
      );
    }
    c.fillStyle = 'rgba(226, 240, 190, 0.17)';
    c.fillRect(0, 0, SCENE_WIDTH, SCENE_HEIGHT);
    const floor = {
      baseY: 690 + layer * 62,
      amplitude: 12,
      waves: 2,
      roughness: 0.2,
    };
    ridge(c, random, floor, [
      `hsl(98, 34%, ${light - 18}%)`,
      `hsl(120, 34%, ${light - 12}%)`,
    ]);
  }
  c.globalCompositeOperation = 'lighter';
  for (let ray = 0; ray < 8; ray++) {
    const x = 960 - ray * 150;
    polygon(
      c,
      [930, -40, 960, -40, x + 60, 900, x - 40, 900],
      'rgba(255, 246, 180, 0.085)',
    );
  }
  c.globalCompositeOperation = 'source-over';
}

/** Balloons rising over green hills. */
export function balloons(c: SceneContext, random: Random): void {
  band(c, 0, SCENE_HEIGHT, ['#7fbde8', '#cfe6ee', '#fbe7c8']);
  clouds(c, random, 950, 600, 560, '255, 255, 255', 0.5);
  const layers: [number, string, string][] = [
    [660, '#a9c58b', '#8fb174'],
    [740, '#7da65b', '#5f8a45'],
    [830, '#4f7d3b', '#35602c'],
  ];
  for (const [baseY, light, dark] of layers) {
    const shape = { baseY, amplitude: 38, waves: 1.3, roughness: 0.1 };
    ridge(c, random, shape, [light, dark]);
  }
  const fleet: [number, number, number, string, string][] = [
    [330, 290, 1.25, '#e4572e', '#f7d488'],
    [760, 190, 0.8, '#2e6f95', '#f4f1e8'],
    [960, 420, 0.62, '#8e3b76', '#f3b0c3'],
    [600, 480, 0.42, '#f3a712', '#c1440e'],
    [120, 560, 0.36, '#2a9d8f', '#e9f5db'],
  ];
  for (const [x, y, size, first, second] of fleet) {
    c.save();
    c.translate(x, y);
    c.scale(size, size);
    for (let gore = 5; gore >= 0; gore--) {
      ellipse(c, 0, 0, 25 + gore * 26, 170, gore % 2 === 0 ? second : first);
    }
    polygon(c, [-120, 110, 120, 110, 34, 226, -34, 226], first);
    ellipse(c, -60, -50, 26, 80, 'rgba(255, 255, 255, 0.25)', 0.3);
    c.fillStyle = '#6b4226';
    c.fillRect(-26, 262, 52, 40);
    c.fillRect(-30, 222, 3, 42);
    c.fillRect(27, 222, 3, 42);
    c.restore();
  }
}
