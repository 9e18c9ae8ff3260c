import { describe, expect, it } from 'vitest';
import { expandBraces, globMatcher } from './glob-match.ts';

describe('globMatcher', () => {
  it.each([
    ['*.png', 'a.png', true],
    ['*.png', 'deep/in/a.PNG', true],
    ['*.png', 'a.png/b.jpg', false],
    ['thumbs', 'x/Thumbs', true],
    ['thumbs', 'x/thumbs2', false],
    ['a/*.jpg', 'a/b.jpg', true],
    ['a/*.jpg', 'a/b/c.jpg', false],
    ['a/*.jpg', 'x/a/b.jpg', false],
    ['a/**', 'a/b/c.jpg', true],
    ['a/**', 'a', true],
    ['**/a/*.jpg', 'a/b.jpg', true],
    ['**/a/*.jpg', 'x/y/a/b.jpg', true],
    ['**/a/**/c.jpg', 'x/a/p/q/c.jpg', true],
    ['**/a/**/c.jpg', 'x/a/p/q/d.jpg', false],
    ['**', 'anything/at/all', true],
    ['img_??.jpg', 'IMG_01.JPG', true],
    ['img_??.jpg', 'img_001.jpg', false],
    ['*.{jpg,png}', 'x/a.png', true],
    ['*.{jpg,png}', 'x/a.gif', false],
    ['{2019,2020}/*.jpg', '2020/a.jpg', true],
    ['*a*b', 'xxaxxbxb', true],
    ['*a*b', 'xxaxxbxc', false],
    ['./a/', 'a', true],
    ['a\\b', 'a/b', true],
    ['a.b', 'axb', false],
    ['[x](+)$', '[x](+)$', true],
    ['?', '🙂', true],
    ['', '', false],
    ['  ', 'a', false],
  ])('%s on %s: %s', (pattern, path, expected) => {
    expect(globMatcher([pattern])(path)).toBe(expected);
  });

  it('matches when any pattern does, and nothing without patterns', () => {
    expect(globMatcher(['*.gif', '*.bmp'])('a.bmp')).toBe(true);
    expect(globMatcher([])('a.bmp')).toBe(false);
  });

  it('does not slow down on patterns made to backtrack', () => {
    const startedMs = performance.now();
    expect(globMatcher(['*a'.repeat(40)])('a'.repeat(200) + 'b')).toBe(false);
    expect(globMatcher(['**/a/'.repeat(30) + 'x'])('a/'.repeat(300))).toBe(
      false,
    );
    expect(performance.now() - startedMs).toBeLessThan(200);
  });
});

describe('expandBraces', () => {
  it('expands nested and repeated groups', () => {
    expect(expandBraces('a{b,c{d,e}}').sort()).toEqual(['ab', 'acd', 'ace']);
    expect(expandBraces('{a,b}{c,d}').sort()).toEqual(['ac', 'ad', 'bc', 'bd']);
  });

  it('leaves lone braces and single choices alone', () => {
    expect(expandBraces('a{b')).toEqual(['a{b']);
    expect(expandBraces('{a}')).toEqual(['{a}']);
  });

  it('stays small however many groups there are', () => {
    expect(expandBraces('{a,b}'.repeat(40)).length).toBeLessThan(1000);
  });
});
