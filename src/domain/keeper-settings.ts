/**
 * What speaks for keeping a photo, in the usual order, strongest first. A pin by the person and a
 * protected folder come before all of them, and the path after them: these three always count.
 */
export const KEEPER_RULE_IDS = [
  'rating',
  'folder',
  'complete',
  'not-upscaled',
  'unedited',
  'pixels',
  'uncropped',
  'first-saving',
  'metadata',
  'messenger',
  'format-quality',
  'smallest',
  'companions',
  'earliest',
  'name',
] as const;

export type KeeperRuleId = (typeof KEEPER_RULE_IDS)[number];

/** How the keeper of a group is chosen. */
export interface KeeperOrder {
  /** All rules, strongest first; each once. */
  order: readonly KeeperRuleId[];
  /** Rules that neither choose nor object. */
  off: readonly KeeperRuleId[];
  /**
   * For the rule `folder`: folders to keep photos in, best first, as parts of a path from the
   * opened folder's name on (`Photos/2019`, `2019`). Case does not matter.
   */
  folders: readonly string[];
}

/** An order with a name. Without folders it says nothing of them. */
export interface KeeperPreset extends KeeperOrder {
  name: string;
}

/** Changing the order or the folders regroups from what is stored and reads nothing. */
export interface KeeperSettings extends KeeperOrder {
  /** Saved by the person, by name; no name twice, none of a built-in one. */
  presets: readonly KeeperPreset[];
}

/** Most presets and folders that are stored: more than anyone can choose from. */
export const MOST_PRESETS = 50;
export const MOST_FOLDERS = 200;
/** Longest name of a preset, characters. */
export const LONGEST_NAME = 60;

/** These first, the others after them in their usual order. */
function startingWith(...first: readonly KeeperRuleId[]): KeeperRuleId[] {
  return [...first, ...KEEPER_RULE_IDS.filter((id) => !first.includes(id))];
}

const USUAL: KeeperOrder = {
  order: KEEPER_RULE_IDS,
  off: ['smallest'],
  folders: [],
};

/** Presets that everybody has, the usual one first. */
export const BUILT_IN_PRESETS: readonly KeeperPreset[] = [
  { name: 'Default', ...USUAL },
  {
    name: 'Photographer',
    ...USUAL,
    // The negative and what was written beside it weigh more than what was made of it.
    order: startingWith(
      'rating',
      'companions',
      'complete',
      'not-upscaled',
      'unedited',
      'first-saving',
      'format-quality',
      'metadata',
    ),
  },
  {
    name: 'Smallest file',
    ...USUAL,
    order: startingWith(
      'rating',
      'folder',
      'complete',
      'unedited',
      'uncropped',
      'smallest',
    ),
    // What they ask for is what makes a file large.
    off: ['not-upscaled', 'pixels', 'first-saving', 'format-quality'],
  },
  {
    name: 'Oldest file',
    ...USUAL,
    order: startingWith('rating', 'folder', 'complete', 'earliest'),
  },
  { name: 'By folder', ...USUAL, order: startingWith('folder') },
];

export const DEFAULT_KEEPER: KeeperSettings = { ...USUAL, presets: [] };

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one, at) => one === b[at]);
}

function isSameRules(a: KeeperOrder, b: KeeperOrder): boolean {
  return (
    isSameList(a.order, b.order) &&
    isSameList([...a.off].sort(), [...b.off].sort())
  );
}

/** Whether both choose the same keepers. */
export function isSameKeeperOrder(a: KeeperOrder, b: KeeperOrder): boolean {
  return isSameRules(a, b) && isSameList(a.folders, b.folders);
}

/** Each known rule once: those given in their order, the missing ones after them. */
export function completeOrder(given: readonly unknown[]): KeeperRuleId[] {
  const known = given.flatMap(
    (one) => KEEPER_RULE_IDS.find((id) => id === one) ?? [],
  );
  return startingWith(...new Set(known));
}

/**
 * One rule moved among the others.
 * @param to its new place, from 0; places beyond the ends are the ends
 */
export function movedRule(
  order: readonly KeeperRuleId[],
  id: KeeperRuleId,
  to: number,
): KeeperRuleId[] {
  const others = order.filter((one) => one !== id);
  const place = Math.max(0, Math.min(to, others.length));
  return [...others.slice(0, place), id, ...others.slice(place)];
}

/** The order of a preset. One without folders leaves the folders as they are. */
export function withPreset(
  keeper: KeeperSettings,
  { order, off, folders }: KeeperPreset,
): KeeperSettings {
  return {
    ...keeper,
    order,
    off,
    folders: folders.length === 0 ? keeper.folders : folders,
  };
}

/** The preset in force, built in or the person's own; undefined when none of them is. */
export function presetOf(keeper: KeeperSettings): KeeperPreset | undefined {
  return [...BUILT_IN_PRESETS, ...keeper.presets].find((preset) =>
    isSameKeeperOrder(withPreset(keeper, preset), keeper),
  );
}
