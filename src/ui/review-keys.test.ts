import { expect, it } from 'vitest';
import { commandOfKey, type PressedKey } from './review-keys.ts';

function press(
  key: string,
  held: Partial<PressedKey> = {},
  areLettersOn = true,
) {
  return commandOfKey(
    {
      key,
      shiftKey: false,
      ctrlKey: false,
      metaKey: false,
      altKey: false,
      ...held,
    },
    areLettersOn,
  );
}

it('knows each decision, with caps lock too', () => {
  expect(['k', 'm', 's', 'n', 'M'].map((key) => press(key))).toEqual([
    'keep',
    'move',
    'swap',
    'not-same',
    'move',
  ]);
});

it('goes back with Shift and the space bar', () => {
  expect(press(' ')).toBe('next-group');
  expect(press(' ', { shiftKey: true })).toBe('previous-group');
});

it('leaves the shortcuts of the browser alone, but not undo', () => {
  expect(press('s', { ctrlKey: true })).toBeUndefined();
  expect(press('ArrowLeft', { altKey: true })).toBeUndefined();
  expect(press('m', { metaKey: true })).toBeUndefined();
  expect(press('z', { ctrlKey: true })).toBe('undo');
  expect(press('Z', { ctrlKey: true, shiftKey: true })).toBeUndefined();
});

it('has no command on a single character while letter keys are off', () => {
  const characters = Array.from('kKmsnpz+=-01234');
  expect(characters.map((key) => press(key))).not.toContain(undefined);
  expect(
    characters
      .map((key) => press(key, {}, false))
      .filter((command) => command !== undefined),
  ).toEqual([]);
  expect(press(' ', {}, false)).toBe('next-group');
  expect(press(' ', { shiftKey: true }, false)).toBe('previous-group');
  expect(press('ArrowRight', {}, false)).toBe('next-member');
  expect(press('z', { metaKey: true }, false)).toBe('undo');
});
