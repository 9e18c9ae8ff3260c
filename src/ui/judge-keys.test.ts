import { expect, it } from 'vitest';
import { judgeCommandOfKey } from './judge-keys.ts';

function press(key: string, areLettersOn = true, ctrlKey = false) {
  const held = { shiftKey: false, ctrlKey, metaKey: false, altKey: false };
  return judgeCommandOfKey({ key, ...held }, areLettersOn);
}

it('answers by letters and steps by arrows', () => {
  expect(
    ['s', 'N', 'ArrowRight', 'ArrowLeft'].map((key) => press(key)),
  ).toEqual(['same', 'different', 'skip', 'back']);
  expect(press('x')).toBeUndefined();
  expect(press('s', true, true)).toBeUndefined();
});

it('keeps the arrows only while letter keys are off', () => {
  expect([press('s', false), press('N', false)]).toEqual([
    undefined,
    undefined,
  ]);
  expect(press('ArrowRight', false)).toBe('skip');
});
