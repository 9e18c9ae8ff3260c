import {
  band,
  clouds,
  disc,
  ellipse,
  glow,
  polygon,
  reflection,
  SCENE_HEIGHT,
  SCENE_WIDTH,
  stars,
  type SceneContext,
} from '../brush.ts';
import { between, type Random } from '../seeded-random.ts';

/** Lit towers at night over a river. */
export function citySkyline(c: SceneContext, random: Random): void {
  band(c, 0, 640, ['#141a44', '#3d3578', '#9a4f86', '#f08b76']);
  stars(c, random, 90, 300);
  disc(c, 200, 150, 46, '#f7efd8');
  glow(c, 200, 150, 200, 'rgba(250, 236, 200, 0.4)');
  for (let layer = 0; layer < 2; layer++) {
    for (let x = -10; x < SCENE_WIDTH;) {
      const width = between(random, 46, 104);
      const middle = 1 - Math.abs(x - 680) / 760;
      const height =
        between(random, 90, 210) + middle * (layer === 1 ? 120 : 290);
      const top = 640 - height;
      c.fillStyle = layer === 0 ? '#4a3f78' : '#15173a';
      c.fillRect(x, top, width, height);
      if (random() < 0.3) c.fillRect(x + width / 2 - 3, top - 50, 6, 50);
      for (let row = top + 14; row < 622; row += 17) {
        for (let column = x + 8; column < x + width - 10; column += 14) {
          const isLit = random() < (layer === 0 ? 0.16 : 0.34);
          c.fillStyle = random() < 0.8 ? '#ffd98a' : '#a9d7ff';
          if (isLit) c.fillRect(column, row, 7, 9);
        }
      }
      x += width + between(random, 0, 9);
    }
  }
  reflection(c, random, 640, 'rgba(8, 10, 36, 0.42)');
}

/** A row of painted houses on a canal. */
export function paintedHouses(c: SceneContext, random: Random): void {
  band(c, 0, 300, ['#4fa3dc', '#bfe1f2']);
  clouds(c, random, 300, 90, 420, '255, 255, 255', 0.5);
  const colours = [
    '#e2574c', '#f2b134', '#3f88c5', '#7cb66a', '#c86b98', '#f08a4b', '#5bb5b0',
  ]; // prettier-ignore
  colours.forEach((colour, house) => {
    const x = house * 172 - 4;
    const top = 190 + ((house * 71) % 110);
    c.fillStyle = colour;
    c.fillRect(x, top, 173, 660 - top);
    polygon(c, [x - 6, top, x + 86, top - 54, x + 179, top], '#a4492f');
    c.fillStyle = 'rgba(0, 0, 0, 0.1)';
    c.fillRect(x + 150, top, 23, 660 - top);
    for (let floor = 0; floor < 3; floor++) {
      for (const side of [22, 102]) {
        const y = top + 40 + floor * 115;
        if (y > 560) continue;
        c.fillStyle = '#fdf7ea';
        c.fillRect(x + side - 6, y - 6, 58, 82);
        c.fillStyle = '#37505f';
        c.fillRect(x + side, y, 46, 70);
        c.fillStyle = colours[(house + 3) % 7] ?? colour;
        c.fillRect(x + side - 22, y - 4, 14, 78);
        c.fillRect(x + side + 54, y - 4, 14, 78);
      }
    }
    c.fillStyle = '#4b2e22';
    c.fillRect(x + 66, 566, 44, 94);
  });
  c.fillStyle = '#cfc3b0';
  c.fillRect(-20, 650, SCENE_WIDTH + 40, 36);
  reflection(c, random, 686, 'rgba(30, 90, 90, 0.45)');
  polygon(c, [720, 760, 1090, 760, 1040, 820, 760, 820], '#23395b');
  c.fillStyle = '#f4efe6';
  c.fillRect(724, 756, 364, 12);
}

/** Red bicycle against a blue wall. */
export function bicycle(c: SceneContext, random: Random): void {
  band(c, 0, 700, ['#3b78a8', '#4c8bb8', '#5f9ac4']);
  for (let crack = 0; crack < 500; crack++) {
    const light = random() < 0.5 ? '255, 255, 255' : '10, 40, 70';
    const width = between(random, 10, 90);
    c.fillStyle = `rgba(${light}, 0.05)`;
    c.fillRect(between(random, -20, 1200), between(random, 0, 700), width, 14);
  }
  band(c, 700, SCENE_HEIGHT, ['#b7a58d', '#8b7a66']);
  for (let stone = 0; stone < 130; stone++) {
    const y = 712 + Math.floor(stone / 18) * 27;
    const x = (stone % 18) * 70 + (Math.floor(stone / 18) % 2) * 34 - 10;
    const light = between(random, 46, 62).toFixed(0);
    ellipse(c, x, y, 31, 11, `hsl(34, 17%, ${light}%)`);
  }
  c.fillStyle = '#f3ede0';
  c.fillRect(90, 90, 250, 330);
  c.fillStyle = '#24445e';
  c.fillRect(112, 112, 206, 286);
  c.fillStyle = '#f3ede0';
  c.fillRect(209, 112, 12, 286);
  c.fillRect(112, 250, 206, 12);
  for (let bloom = 0; bloom < 90; bloom++) {
    const hue = random() < 0.5 ? 345 : 110;
    const size = between(random, 8, 17);
    const y = between(random, 395, 450);
    disc(c, between(random, 84, 346), y, size, `hsl(${hue}, 58%, 50%)`);
  }
  c.lineWidth = 13;
  c.strokeStyle = '#1f1d1e';
  for (const x of [520, 930]) {
    c.beginPath();
    c.arc(x, 620, 142, 0, 7);
    c.stroke();
    c.save();
    c.lineWidth = 1.6;
    c.strokeStyle = '#d7dade';
    for (let spoke = 0; spoke < 24; spoke++) {
      const angle = (spoke / 24) * Math.PI * 2;
      c.beginPath();
      c.moveTo(x, 620);
      c.lineTo(x + Math.cos(angle) * 136, 620 + Math.sin(angle) * 136);
      c.stroke();
    }
    c.restore();
  }
  c.lineWidth = 17;
  c.lineJoin = 'round';
  c.strokeStyle = '#d4352b';
  c.stroke(
    new Path2D(
      'M520 620 L640 430 L860 430 L720 625 Z M720 625 L625 400 M930 620 L850 380',
    ),
  );
  c.strokeStyle = '#2a2222';
  c.stroke(new Path2D('M590 396 L662 396 M850 382 L800 350 M850 382 L900 366'));
  disc(c, 720, 625, 32, '#2a2222');
}

/** A windmill over rows of tulips. */
export function tulipFields(c: SceneContext, random: Random): void {
  band(c, 0, 430, ['#6db3e8', '#cfe7f5', '#f6f2e2']);
  clouds(c, random, 820, 130, 560, '255, 255, 255', 0.5);
  c.fillStyle = '#7a9d58';
  c.fillRect(-20, 415, SCENE_WIDTH + 40, 500);
  const colours = [
    '#d7263d',
    '#f7b32b',
    '#e5589c',
    '#f46036',
    '#8b3fa0',
    '#fbe9d0',
  ];
  for (let row = 0; row < 15; row++) {
    const near = (row - 7.5) * 260;
    polygon(
      c,
      [
        640 + near * 0.11,
        438,
        640 + (near + 195) * 0.11,
        438,
        640 + near + 195,
        920,
        640 + near,
        920,
      ],
      colours[row % 6] ?? '#d7263d',
    );
    polygon(
      c,
      [
        640 + (near + 195) * 0.11,
        438,
        640 + (near + 260) * 0.11,
        438,
        640 + near + 260,
        920,
        640 + near + 195,
        920,
      ],
      '#3f7a3a',
    );
  }
  for (let bloom = 0; bloom < 1700; bloom++) {
    const depth = random() ** 0.6;
    const y = 445 + depth * 455;
    const x = between(random, 0, SCENE_WIDTH);
    const shade =
      random() < 0.5 ? 'rgba(255,255,255,0.2)' : 'rgba(60,0,20,0.2)';
    ellipse(c, x, y, 1 + depth * 7, 1 + depth * 9, shade);
  }
  polygon(c, [290, 430, 380, 430, 365, 230, 305, 230], '#6d4a36');
  polygon(c, [298, 234, 372, 234, 335, 180], '#3d2a22');
  c.save();
  c.translate(335, 236);
  c.rotate(0.45);
  for (let sail = 0; sail < 4; sail++) {
    c.rotate(Math.PI / 2);
    c.fillStyle = '#f3ead8';
    c.fillRect(6, 20, 34, 150);
    c.fillStyle = '#3d2a22';
    c.fillRect(-4, 0, 8, 176);
  }
  c.restore();
}

/** Shapes on paper, as a poster hangs in a museum. */
export function poster(c: SceneContext, random: Random): void {
  band(c, 0, SCENE_HEIGHT, ['#f2e8d5', '#eadfc8']);
  c.save();
  c.translate(620, 440);
  c.rotate(-0.32);
  c.fillStyle = '#1d3557';
  c.fillRect(-420, -40, 880, 92);
  c.fillStyle = '#e0a526';
  c.fillRect(-120, -380, 66, 760);
  c.restore();
  disc(c, 380, 330, 205, '#d33f2f');
  disc(c, 450, 400, 96, '#f2e8d5');
  c.globalCompositeOperation = 'multiply';
  disc(c, 820, 600, 170, '#2a9d8f');
  polygon(c, [760, 90, 1080, 230, 800, 420], '#e9b949');
  c.globalCompositeOperation = 'source-over';
  for (let line = 0; line < 11; line++) {
    c.fillStyle = '#1a1a1a';
    c.fillRect(90, 660 + line * 17, 250 - line * 16, 7);
  }
  for (let dot = 0; dot < 60; dot++) {
    const x = 930 + (dot % 10) * 24;
    disc(
      c,
      x,
      690 + Math.floor(dot / 10) * 26,
      between(random, 3, 9),
      '#d33f2f',
    );
  }
  c.fillStyle = '#1a1a1a';
  c.font = '700 60px sans-serif';
  c.fillText('FORM', 860, 130);
}
