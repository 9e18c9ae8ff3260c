import { describe, expect, it } from 'vitest';
import { settingsEffect } from './settings-effect.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';

const counts = {
  files: 1200,
  refusedAsTooLarge: [
    { widthPx: 20_000, heightPx: 20_000 },
    { widthPx: 40_000, heightPx: 40_000 },
  ],
};

function effect(after: Partial<Settings>) {
  return settingsEffect(
    DEFAULT_SETTINGS,
    { ...DEFAULT_SETTINGS, ...after },
    counts,
  );
}

const { matching, listing, fingerprint } = DEFAULT_SETTINGS;

describe('what a change of settings means', () => {
  it.each([
    ['algorithm', { algorithm: 'pdq' as const }],
    ['hashSize', { hashSize: 8 as const }],
    ['thresholdBits', { thresholdBits: 20 }],
    ['minShortSidePx', { minShortSidePx: 0 }],
    ['isRefined', { isRefined: false }],
    ['matchesRotations', { matchesRotations: false }],
  ])('%s only regroups', (_name, change) => {
    const result = effect({ matching: { ...matching, ...change } });
    expect(result).toMatchObject({ kind: 'regroup', rereadCount: 0 });
    expect(result.words).toContain('Nothing is read again');
  });

  it('another order of the keeper only regroups; a saved preset does nothing', () => {
    const { keeper } = DEFAULT_SETTINGS;
    expect(effect({ keeper: { ...keeper, off: [] } }).kind).toBe('regroup');
    const presets = [{ ...keeper, name: 'Mine' }];
    expect(effect({ keeper: { ...keeper, presets } }).kind).toBe('none');
  });

  it('listing settings list again', () => {
    expect(effect({ listing: { ...listing, includesHidden: true } }).kind).toBe(
      'relist',
    );
    expect(
      effect({ listing: { ...listing, excludePatterns: ['*.png'] } }).kind,
    ).toBe('relist');
  });

  it('other decoders read everything again and say why', () => {
    const result = effect({
      fingerprint: { ...fingerprint, decoders: 'portable' },
    });
    expect(result).toMatchObject({ kind: 'reread', rereadCount: 1200 });
    expect(result.words).toContain('all 1,200 photos');
  });

  it('a higher limit reads only what it lets through', () => {
    const raised = { ...fingerprint, maxMegapixels: 400 };
    expect(effect({ fingerprint: raised })).toMatchObject({
      kind: 'reread',
      rereadCount: 1,
      words: expect.stringContaining('1 photo refused') as string,
    });
  });

  it('a limit that lets nothing new through counts for what is read later, and can be applied', () => {
    for (const maxMegapixels of [310, 100]) {
      expect(
        effect({ fingerprint: { ...fingerprint, maxMegapixels } }),
      ).toMatchObject({ kind: 'later', rereadCount: 0 });
    }
  });

  it('equal settings change nothing', () => {
    expect(effect({ matching: { ...matching } }).words).toBe(
      'Nothing changes.',
    );
  });
});
