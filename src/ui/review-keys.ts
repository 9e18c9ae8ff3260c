/** What a key, a button or a swipe asks for in the review. */
export type ReviewCommand =
  | 'keep'
  | 'move'
  | 'swap'
  | 'not-same'
  | 'next-group'
  | 'previous-group'
  | 'next-member'
  | 'previous-member'
  | 'undo'
  | 'zoom-in'
  | 'zoom-out'
  | 'zoom-fit'
  | 'mode-side'
  | 'mode-slider'
  | 'mode-blink'
  | 'mode-difference';

/** The part of a keyboard event that counts. */
export interface PressedKey {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

const COMMAND_OF_KEY: Readonly<Record<string, ReviewCommand>> = {
  k: 'keep',
  m: 'move',
  s: 'swap',
  n: 'not-same',
  p: 'previous-group',
  z: 'undo',
  ' ': 'next-group',
  arrowleft: 'previous-member',
  arrowright: 'next-member',
  '+': 'zoom-in',
  '=': 'zoom-in',
  '-': 'zoom-out',
  '0': 'zoom-fit',
  '1': 'mode-side',
  '2': 'mode-slider',
  '3': 'mode-blink',
  '4': 'mode-difference',
};

/** Keys that no speech input types by accident; they stay when letter keys are off. */
const WHILE_OFF: readonly string[] = [' ', 'arrowleft', 'arrowright'];

/**
 * The command of a key press, undefined for keys that belong to the browser.
 * @param areLettersOn whether single characters are commands
 */
export function commandOfKey(
  pressed: PressedKey,
  areLettersOn: boolean,
): ReviewCommand | undefined {
  if (pressed.metaKey || pressed.ctrlKey) {
    const isUndo = pressed.key.toLowerCase() === 'z' && !pressed.shiftKey;
    return isUndo ? 'undo' : undefined;
  }
  if (pressed.altKey) return undefined;
  if (pressed.key === ' ' && pressed.shiftKey) return 'previous-group';
  const key = pressed.key.toLowerCase();
  return areLettersOn || WHILE_OFF.includes(key)
    ? COMMAND_OF_KEY[key]
    : undefined;
}

/** Keys and their meaning, as the help prints them. */
export const KEY_HELP: readonly {
  keys: readonly string[];
  words: string;
}[] = [
  { keys: ['K'], words: 'Keep this photo too' },
  { keys: ['M'], words: 'Move this photo aside' },
  { keys: ['S'], words: 'Make this photo the one to keep' },
  { keys: ['N'], words: 'Not the same photo' },
  { keys: ['Space'], words: 'Next group' },
  { keys: ['P'], words: 'Previous group (also Shift + Space)' },
  { keys: ['←', '→'], words: 'Other photos of the group' },
  { keys: ['Z'], words: 'Take back the last decision (also Ctrl + Z)' },
  { keys: ['+', '−', '0'], words: 'Zoom in, zoom out, fit' },
  {
    keys: ['1', '2', '3', '4'],
    words: 'Side by side, slider, blink, difference',
  },
  { keys: ['F'], words: 'Favourite, among bursts and series' },
  { keys: ['Enter'], words: 'Open the group that has the focus' },
  { keys: ['?'], words: 'This help' },
];
