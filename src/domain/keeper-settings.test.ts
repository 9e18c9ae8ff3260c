import { describe, expect, it } from 'vitest';
import {
  BUILT_IN_PRESETS,
  completeOrder,
  DEFAULT_KEEPER,
  isSameKeeperOrder,
  KEEPER_RULE_IDS,
  movedRule,
  presetOf,
  withPreset,
} from './keeper-settings.ts';

describe('the order of the rules', () => {
  it.each(BUILT_IN_PRESETS.map((preset) => [preset.name, preset] as const))(
    '%s names each rule once',
    (_name, { order }) => {
      expect([...order].sort()).toEqual([...KEEPER_RULE_IDS].sort());
    },
  );

  it('is completed from anything that was stored', () => {
    expect(completeOrder(['name', 7, 'rating', 'name', 'luck'])).toEqual([
      'name',
      'rating',
      ...KEEPER_RULE_IDS.filter((id) => id !== 'name' && id !== 'rating'),
    ]);
  });

  it('moves one rule and never beyond the ends', () => {
    const order = completeOrder([]);
    expect(movedRule(order, 'rating', 1).slice(0, 3)).toEqual([
      'folder',
      'rating',
      'complete',
    ]);
    expect(movedRule(order, 'rating', -1)).toEqual(order);
    expect(movedRule(order, 'rating', 99).at(-1)).toBe('rating');
  });
});

describe('presets', () => {
  it('are recognised, whatever folders stand beside a built-in one', () => {
    expect(presetOf(DEFAULT_KEEPER)?.name).toBe('Default');
    const byFolder = BUILT_IN_PRESETS.find(({ name }) => name === 'By folder')!;
    const keeper = withPreset(
      { ...DEFAULT_KEEPER, folders: ['Originals'] },
      byFolder,
    );
    expect(keeper.folders).toEqual(['Originals']);
    expect(presetOf(keeper)?.name).toBe('By folder');
    expect(
      presetOf({ ...keeper, order: movedRule(keeper.order, 'name', 0) }),
    ).toBeUndefined();
  });

  it('of a person bring their own folders', () => {
    const own = {
      ...DEFAULT_KEEPER,
      name: 'Mine',
      off: ['name' as const],
      folders: ['NAS'],
    };
    const keeper = withPreset(
      { ...DEFAULT_KEEPER, folders: ['Other'], presets: [own] },
      own,
    );
    expect(keeper.folders).toEqual(['NAS']);
    expect(presetOf(keeper)?.name).toBe('Mine');
    expect(isSameKeeperOrder(keeper, DEFAULT_KEEPER)).toBe(false);
  });
});
