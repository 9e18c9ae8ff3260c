import { readFileSync, writeFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { findChromium } from './find-chromium.ts';

// Draws the PNG icons of the installed app from public/favicon.svg (npm run build:icons).

const PUBLIC = new URL('../../public/', import.meta.url);
const PAPER = '#fafaf9';

/** `markShare` is the side of the mark in the side of the icon: maskable icons lose up to a fifth of each edge. */
const ICONS = [
  { name: 'icon-192.png', sidePx: 192, markShare: 0.8, radius: 0.2 },
  { name: 'icon-512.png', sidePx: 512, markShare: 0.8, radius: 0.2 },
  { name: 'icon-maskable-512.png', sidePx: 512, markShare: 0.58, radius: 0 },
];

const mark = readFileSync(new URL('favicon.svg', PUBLIC), 'utf8');
const browser = await chromium.launch({
  executablePath: findChromium(),
  args: ['--no-sandbox'],
});
const page = await browser.newPage();
for (const { name, sidePx, markShare, radius } of ICONS) {
  await page.setViewportSize({ width: sidePx, height: sidePx });
  await page.setContent(`<style>
    body { margin: 0; }
    div { height: ${sidePx}px; display: grid; place-items: center;
          background: ${PAPER}; border-radius: ${radius * sidePx}px; }
    svg { width: ${markShare * sidePx}px; }
  </style><div>${mark}</div>`);
  const png = await page.screenshot({ omitBackground: true });
  writeFileSync(new URL(name, PUBLIC), png);
}
await browser.close();
