import { expect, it } from 'vitest';
import { nextTheme, themeOf } from './theme.ts';

it('follows the system when nothing usable is stored', () => {
  expect(themeOf('dark')).toBe('dark');
  expect([themeOf(null), themeOf(undefined), themeOf('blue')]).toEqual([
    'system',
    'system',
    'system',
  ]);
});

it('goes round', () => {
  expect(nextTheme(nextTheme(nextTheme('system')))).toBe('system');
});
