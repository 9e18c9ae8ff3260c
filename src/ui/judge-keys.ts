import type { PressedKey } from './review-keys.ts';

/** What is said of a pair, or a step to another one. */
export type JudgeCommand = 'same' | 'different' | 'skip' | 'back';

const COMMAND_OF_KEY: Readonly<Record<string, JudgeCommand>> = {
  s: 'same',
  n: 'different',
  arrowright: 'skip',
  arrowleft: 'back',
};

/**
 * The command of a key press while pairs are judged, undefined for other keys.
 * @param areLettersOn whether single characters are commands
 */
export function judgeCommandOfKey(
  { key, ctrlKey, metaKey, altKey }: PressedKey,
  areLettersOn: boolean,
): JudgeCommand | undefined {
  if (ctrlKey || metaKey || altKey) return undefined;
  const isLetter = key.length === 1;
  return isLetter && !areLettersOn
    ? undefined
    : COMMAND_OF_KEY[key.toLowerCase()];
}
