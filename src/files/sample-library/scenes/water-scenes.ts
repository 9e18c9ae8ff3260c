import {
  band,
  clouds,
  disc,
  ellipse,
  glitter,
  glow,
  polygon,
  ridge,
  SCENE_HEIGHT,
  SCENE_WIDTH,
  type SceneContext,
} from '../brush.ts';
import { between, type Random } from '../seeded-random.ts';

/** Two sails against a setting sun. */
export function sailing(c: SceneContext, random: Random): void {
  band(c, 0, 520, ['#40346f', '#a34f7c', '#f0836a', '#ffc47e']);
  clouds(c, random, 850, 180, 640, '120, 60, 110', 0.28);
  disc(c, 420, 470, 96, '#fff0c2');
  glow(c, 420, 470, 420, 'rgba(255, 214, 130, 0.75)');
  band(c, 520, SCENE_HEIGHT, ['#d9745f', '#6d3f73', '#241d49']);
  glitter(c, random, 420, 522, 'rgba(255, 226, 160, 0.75)', 0.35);
  for (const [x, y, size] of [
    [780, 640, 1],
    [1020, 560, 0.55],
  ] as const) {
    c.save();
    c.translate(x, y);
    c.scale(size, size);
    polygon(c, [-8, 0, -8, -270, -130, -20], '#2b1d3f');
    polygon(c, [6, 0, 6, -230, 96, -18], '#3a2750');
    polygon(c, [-130, 0, 112, 0, 78, 36, -98, 36], '#1a1230');
    c.restore();
  }
}

/** A beach from straight above: sand, surf, umbrellas. */
export function beachFromAbove(c: SceneContext, random: Random): void {
  band(c, 0, SCENE_HEIGHT, ['#f3dfb6', '#ead0a0']);
  const surf = (offset: number): number[] => {
    const points = [SCENE_WIDTH + 20, -20];
    for (let y = -20; y <= SCENE_HEIGHT + 20; y += 20) {
      points.push(620 + offset - y * 0.22 + Math.sin(y / 90 + offset) * 26, y);
    }
    points.push(SCENE_WIDTH + 20, SCENE_HEIGHT + 20);
    return points;
  };
  polygon(c, surf(-36), '#d9b988');
  polygon(c, surf(0), '#ffffff');
  polygon(c, surf(34), '#8fe0d8');
  polygon(c, surf(120), '#45c2c6');
  polygon(c, surf(260), '#1a94b0');
  polygon(c, surf(420), '#0e6f97');
  for (let foam = 0; foam < 300; foam++) {
    const y = between(random, 0, SCENE_HEIGHT);
    const x = 660 - y * 0.22 + between(random, 0, 130);
    const opacity = between(random, 0.1, 0.6).toFixed(2);
    const width = between(random, 4, 22);
    ellipse(c, x, y, width, 3, `rgba(255,255,255,${opacity})`, 1.3);
  }
  const colours = ['#e4572e', '#f3a712', '#2e86ab', '#d7263d', '#f7f0e0'];
  for (let umbrella = 0; umbrella < 13; umbrella++) {
    const x = 70 + (umbrella % 3) * 140 + between(random, -24, 24);
    const y = 70 + Math.floor(umbrella / 3) * 185 + between(random, -24, 24);
    ellipse(c, x + 22, y + 24, 52, 48, 'rgba(90, 60, 30, 0.28)');
    for (let slice = 0; slice < 8; slice++) {
      c.fillStyle =
        slice % 2 === 0 ? (colours[umbrella % 5] ?? '#e4572e') : '#fffaf0';
      c.beginPath();
      c.moveTo(x, y);
      c.arc(x, y, 50, (slice * Math.PI) / 4, ((slice + 1) * Math.PI) / 4);
      c.fill();
    }
  }
}

/** A lighthouse on its rock, storm behind. */
export function lighthouse(c: SceneContext, random: Random): void {
  band(c, 0, 620, ['#28323e', '#52616d', '#96a3a5', '#cfd2c5']);
  for (let bank = 0; bank < 6; bank++) {
    const x = between(random, 0, SCENE_WIDTH);
    clouds(c, random, x, between(random, 60, 260), 520, '35, 44, 56', 0.3);
  }
  polygon(c, [900, 215, -20, 60, -20, 330], 'rgba(255, 246, 200, 0.28)');
  band(c, 610, SCENE_HEIGHT, ['#6b7f83', '#38505a', '#1c303b']);
  for (let wave = 0; wave < 150; wave++) {
    const depth = random();
    const x = between(random, 0, SCENE_WIDTH);
    const opacity = (0.15 + depth * 0.35).toFixed(2);
    const y = 620 + depth * 270;
    ellipse(
      c,
      x,
      y,
      12 + depth * 50,
      2 + depth * 4,
      `rgba(235,242,240,${opacity})`,
    );
  }
  polygon(
    c,
    [
      650, 700, 740, 600, 830, 575, 960, 570, 1060, 610, 1220, 650, 1220, 760,
      700, 770,
    ],
    '#2b2a2b',
  );
  for (let stripe = 0; stripe < 7; stripe++) {
    const top = 250 + stripe * 48;
    const half = 38 + stripe * 5;
    polygon(
      c,
      [
        900 - half,
        top,
        900 + half,
        top,
        905 + half,
        top + 48,
        895 - half,
        top + 48,
      ],
      stripe % 2 === 0 ? '#c8342b' : '#f4efe6',
    );
  }
  c.fillStyle = 'rgba(0, 0, 0, 0.22)';
  c.fillRect(910, 250, 52, 336);
  c.fillStyle = '#23262b';
  c.fillRect(850, 238, 100, 14);
  c.fillStyle = '#ffe9a3';
  c.fillRect(872, 190, 56, 48);
  polygon(c, [862, 190, 938, 190, 900, 150], '#9e2721');
  glow(c, 900, 214, 150, 'rgba(255, 240, 180, 0.9)');
}

/** Koi under lily pads. */
export function koiPond(c: SceneContext, random: Random): void {
  band(c, 0, SCENE_HEIGHT, ['#1f5a57', '#12403f', '#0b2a2d']);
  for (let light = 0; light < 40; light++) {
    const x = between(random, 0, SCENE_WIDTH);
    glow(c, x, between(random, 0, 900), 130, 'rgba(120, 200, 180, 0.1)');
  }
  const fish: [number, number, number, string][] = [
    [300, 300, 0.6, '#f26a2e'],
    [620, 210, 2.4, '#fbf3e6'],
    [760, 560, -0.5, '#f5b52e'],
    [420, 640, 3.6, '#ee4d2d'],
    [980, 330, 1.5, '#fbf3e6'],
  ];
  for (const [x, y, turn, colour] of fish) {
    c.save();
    c.translate(x, y);
    c.rotate(turn);
    ellipse(c, 14, 18, 120, 36, 'rgba(0, 15, 15, 0.4)');
    polygon(c, [-95, 0, -165, -46, -140, 0, -165, 46], colour);
    polygon(c, [20, -28, -20, -70, -34, -20], colour);
    polygon(c, [20, 28, -20, 70, -34, 20], colour);
    ellipse(c, 0, 0, 115, 36, colour);
    ellipse(c, -10, -4, 42, 19, '#d8391d');
    ellipse(c, 58, 6, 24, 14, '#3a2320');
    c.restore();
  }
  for (let pad = 0; pad < 15; pad++) {
    const corner = pad % 2 === 0 ? [150, 760] : [1060, 740];
    const x = (corner[0] ?? 0) + between(random, -190, 190);
    const y = (corner[1] ?? 0) + between(random, -170, 150);
    const light = between(random, 28, 46).toFixed(0);
    const radius = between(random, 46, 92);
    c.fillStyle = `hsl(104, 42%, ${light}%)`;
    c.beginPath();
    c.moveTo(x, y);
    c.arc(x, y, radius, pad, pad + 5.9);
    c.fill();
  }
  for (const [x, y] of [
    [180, 700],
    [1040, 700],
  ] as const) {
    for (let petal = 0; petal < 14; petal++) {
      const angle = (petal / 14) * Math.PI * 2;
      const colour = petal % 2 === 0 ? '#f9c6d8' : '#f39dbd';
      const petalX = x + Math.cos(angle) * 30;
      ellipse(c, petalX, y + Math.sin(angle) * 30, 34, 12, colour, angle);
    }
    disc(c, x, y, 15, '#f8d34c');
  }
}

/** A suspension bridge going into fog. */
export function bridgeInFog(c: SceneContext, random: Random): void {
  band(c, 0, SCENE_HEIGHT, ['#b9c7d0', '#dfe4e3', '#eee9df', '#c3ccce']);
  const hills = { baseY: 520, amplitude: 46, waves: 1.1, roughness: 0.3 };
  ridge(c, random, hills, ['#a6b6bd', '#cdd5d5']);
  band(c, 600, SCENE_HEIGHT, ['#c6d0d1', '#8ba2a9', '#5b7884']);
  const towers = [
    { x: 300, width: 46, top: 110 },
    { x: 890, width: 26, top: 280 },
  ];
  c.strokeStyle = '#b5432f';
  c.lineWidth = 9;
  c.beginPath();
  c.moveTo(-20, 300);
  c.quadraticCurveTo(150, 330, 300, 118);
  c.quadraticCurveTo(560, 620, 890, 286);
  c.quadraticCurveTo(1020, 500, 1220, 540);
  c.stroke();
  c.lineWidth = 2.5;
  for (let hanger = 0; hanger < 24; hanger++) {
    const t = hanger / 24;
    const x = (1 - t) ** 2 * 300 + 2 * t * (1 - t) * 560 + t * t * 890;
    const y = (1 - t) ** 2 * 118 + 2 * t * (1 - t) * 620 + t * t * 286;
    c.beginPath();
    c.moveTo(x, y);
    c.lineTo(x, 610 - x * 0.05);
    c.stroke();
  }
  for (const { x, width, top } of towers) {
    c.fillStyle = '#a83a28';
    c.fillRect(x - width, top, width * 0.5, 640);
    c.fillRect(x + width * 0.5, top, width * 0.5, 640);
    for (let beam = 0; beam < 4; beam++) {
      c.fillRect(x - width, top + 30 + beam * 110, width * 2, width * 0.4);
    }
  }
  polygon(c, [-20, 615, 1220, 548, 1220, 568, -20, 660], '#8f3325');
  clouds(c, random, 880, 480, 760, '240, 240, 236', 0.5);
  clouds(c, random, 300, 700, 700, '225, 232, 232', 0.4);
}
