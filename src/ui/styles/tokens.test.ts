import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const CSS = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');
const SCHEMES = ['light', 'dark'] as const;

function colour(token: string, scheme: (typeof SCHEMES)[number]): string {
  const found = new RegExp(
    `--${token}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`,
  ).exec(CSS);
  const value = found?.[scheme === 'light' ? 1 : 2];
  if (value === undefined) throw new Error(`no colour --${token}`);
  return value;
}

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const share = parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light! + 0.05) / (dark! + 0.05);
}

const SURFACES = [
  'surface-page',
  'surface-card',
  'surface-sunken',
  'surface-hover',
];

describe.each(SCHEMES)('%s', (scheme) => {
  const pairs = [
    ...SURFACES.flatMap((surface) =>
      ['ink', 'ink-soft', 'accent-text'].map((ink) => [ink, surface] as const),
    ),
    ['accent-ink', 'accent'] as const,
    ['accent-ink', 'accent-hover'] as const,
    ['accent-text', 'accent-soft'] as const,
    ['ink', 'accent-soft'] as const,
    ['ink', 'caution-soft'] as const,
    ['caution', 'caution-soft'] as const,
    ['caution', 'surface-page'] as const,
    ['caution', 'surface-card'] as const,
    ['ink-soft', 'surface-mat'] as const,
  ];

  it.each(pairs)('text %s on %s has 4.5 : 1', (ink, surface) => {
    expect(
      contrast(colour(ink, scheme), colour(surface, scheme)),
    ).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['surface-page', 'surface-card'])(
    'the edge of a control has 3 : 1 on %s',
    (surface) => {
      expect(
        contrast(colour('line-strong', scheme), colour(surface, scheme)),
      ).toBeGreaterThanOrEqual(3);
    },
  );
});
