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

/** Each level is drawn ten times in the one above, in one of the other ways to draw what has a name. */
function referenceBomb(
  levels: number,
  kind: string,
  reference: (id: string) => string,
): string {
  let inner = `<${kind} id="l0"><rect width="1" height="1"/></${kind}>`;
  for (let level = 1; level <= levels; level++) {
    const below = `<rect width="9" height="9" ${reference(`l${level - 1}`)}/>`;
    inner += `<${kind} id="l${level}">${below.repeat(10)}</${kind}>`;
  }
  return svg(`${inner}<rect width="9" height="9" ${reference(`l${levels}`)}/>`);
}

function pictureOf(drawing: string): string {
  const data = Buffer.from(drawing).toString('base64');
  return svg(`<image href="data:image/svg+xml;base64,${data}"/>`);
}

const patternBomb = referenceBomb(9, 'pattern', (id) => `fill="url(#${id})"`);

describe('refused before it is drawn', () => {
  test.each([
    ['ten to the ninth shapes by use', useBomb(9)],
    ['by pattern', patternBomb],
    ['by mask', referenceBomb(9, 'mask', (id) => `mask="url('#${id}')"`)],
    [
      'by what it is cut with',
      referenceBomb(9, 'clipPath', (id) => `style="clip-path: url( #${id} )"`),
    ],
    ['in a drawing inside', pictureOf(patternBomb)],
    [
      'in a drawing inside that is written out',
      svg(
        `<image href="data:image/svg+xml,${encodeURIComponent(patternBomb)}"/>`,
      ),
    ],
    [
      'drawings in drawings without end',
      pictureOf(pictureOf(pictureOf(pictureOf(svg(''))))),
    ],
    ['noise of a million octaves', svg('<feTurbulence numOctaves="1000000"/>')],
    ['a matrix of 101 × 101', svg('<feConvolveMatrix order="101"/>')],
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
    [
      'a few patterns',
      referenceBomb(1, 'pattern', (id) => `fill="url(#${id})"`),
    ],
    ['a drawing inside', pictureOf(useBomb(3))],
    [
      'drawings inside that are of no known form',
      svg(
        '<image href="data:image/svg+xml,100%"/><image href="data:image/svg+xml;base64,=a"/>',
      ),
    ],
    [
      'a colour run on every shape',
      svg(
        `<linearGradient id="a">${'<stop/>'.repeat(50)}</linearGradient>${'<rect fill="url(#a)"/>'.repeat(9000)}`,
      ),
    ],
    [
      'noise and matrices as programs write them',
      svg('<feTurbulence numOctaves="10"/><feConvolveMatrix order="3 5"/>'),
    ],
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
