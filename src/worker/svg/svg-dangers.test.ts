import { describe, expect, test } from 'vitest';
import { refuseSvgDangers } from './svg-dangers.ts';

function svg(inner: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10">${inner}</svg>`;
}

/** Each level uses the one below ten times. */
function useBomb(levels: number): string {
  let inner = '<g id="l0"><rect width="1" height="1"/></g>';
  for (let level = 1; level <= levels; level++) {
    inner += `<g id="l${level}">${`<use href="#l${level - 1}"/>`.repeat(10)}</g>`;
  }
  return svg(inner);
}

describe('refused before it is drawn', () => {
  test.each([
    ['ten to the ninth shapes by use', useBomb(9)],
    ['HTML', svg('<foreignObject width="9"><p>a</p></foreignObject>')],
    [
      'elements in an entity',
      `<!DOCTYPE svg [<!ENTITY a "<g/>">]>${svg('&a;')}`,
    ],
    ['text that the font has no letters for', svg('<text>猫</text>')],
  ])('%s', (_name, text) => {
    expect(() => {
      refuseSvgDangers(text);
    }).toThrow();
  });
});

describe('let through', () => {
  test.each([
    ['a few uses', useBomb(3)],
    ['a use of itself', svg('<g id="a"><use href="#a"/></g>')],
    ['text', svg('<text>Привет, Γειά, hello</text>')],
    ['a comment with markup', svg('<!-- <use href="#a"/> -->')],
    [
      'namespaces as entities',
      `<!DOCTYPE svg [<!ENTITY ns "http://x">]>${svg('')}`,
    ],
    ['a > in an attribute', svg('<g id="a>b"/>')],
  ])('%s', (_name, text) => {
    expect(() => {
      refuseSvgDangers(text);
    }).not.toThrow();
  });
});

test.each(['<a', '<a "', '<!ENTITY', '<!--', '<use href="#a'])(
  'a megabyte of %s takes no time worth telling',
  (piece) => {
    const text = piece.repeat(1_000_000 / piece.length);
    const start = performance.now();
    try {
      refuseSvgDangers(text);
    } catch {
      // Refused is fine as well.
    }
    expect(performance.now() - start).toBeLessThan(2000);
  },
);
