import {
  FILE_RULES,
  fullest,
  metadata,
  PERSON_RULES,
} from './choose-keeper-facts.ts';
import { notFromMessenger } from './choose-keeper-messenger.ts';
import { FORMAT_RULES, PICTURE_RULES } from './choose-keeper-picture.ts';
import { preferredFolder, smallestFile } from './choose-keeper-wishes.ts';
import type { KeeperRule } from './choose-keeper-rule.ts';
import {
  DEFAULT_KEEPER,
  type KeeperOrder,
  type KeeperRuleId,
} from './keeper-settings.ts';
import type { RootId } from './photo-id.ts';

/** What can tell the original from a changed copy of it. */
export const TELLING_RULES: ReadonlySet<KeeperRule> = new Set([
  ...PERSON_RULES,
  ...PICTURE_RULES,
  metadata,
  notFromMessenger,
]);

/** These stand where they stand: the first two outrank every wish, the last always leaves one. */
const FIXED_FIRST = PERSON_RULES.filter(
  ({ criterion }) => criterion === 'pinned' || criterion === 'protected',
);
const FIXED_LAST = FILE_RULES.filter(({ criterion }) => criterion === 'path');

/** The rules behind one line of the settings. */
function rulesOf(
  id: KeeperRuleId,
  folders: readonly string[],
  labels: ReadonlyMap<RootId, string>,
): readonly KeeperRule[] {
  switch (id) {
    case 'folder':
      return [preferredFolder(folders, labels)];
    case 'smallest':
      return [smallestFile];
    case 'metadata':
      return [metadata, fullest];
    case 'messenger':
      return [notFromMessenger];
    case 'format-quality':
      return FORMAT_RULES;
    case 'first-saving':
      // Which one was saved again is told by the picture, its format by the file.
      return PICTURE_RULES.filter(
        ({ criterion }) => criterion === 'format-quality',
      );
    default:
      return [...PERSON_RULES, ...PICTURE_RULES, ...FILE_RULES].filter(
        ({ criterion }) => criterion === id,
      );
  }
}

/**
 * The rules in a person's order, strongest first, without those switched off.
 * @param labels names of the opened folders, for the rule that prefers folders
 */
export function keeperRules(
  { order, off, folders }: KeeperOrder,
  labels: ReadonlyMap<RootId, string> = new Map(),
): readonly KeeperRule[] {
  return [
    ...FIXED_FIRST,
    ...order
      .filter((id) => !off.includes(id))
      .flatMap((id) => rulesOf(id, folders, labels)),
    ...FIXED_LAST,
  ];
}

/** The usual order. */
export const USUAL_RULES = keeperRules(DEFAULT_KEEPER);
