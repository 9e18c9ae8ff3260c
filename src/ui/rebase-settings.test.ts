import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS, type Settings } from '../domain/settings.ts';
import { rebaseSettings } from './rebase-settings.ts';

function withThreshold(settings: Settings, thresholdBits: number): Settings {
  return { ...settings, matching: { ...settings.matching, thresholdBits } };
}

it('keeps what the draft changed and follows the rest', () => {
  const draft: Settings = {
    ...DEFAULT_SETTINGS,
    listing: { ...DEFAULT_SETTINGS.listing, includesHidden: true },
  };
  const after = withThreshold(DEFAULT_SETTINGS, 40);
  expect(rebaseSettings(draft, DEFAULT_SETTINGS, after)).toEqual(
    withThreshold(draft, 40),
  );
});

it('does not lose a value that the draft itself changed', () => {
  const draft = withThreshold(DEFAULT_SETTINGS, 30);
  const after = withThreshold(DEFAULT_SETTINGS, 40);
  expect(rebaseSettings(draft, DEFAULT_SETTINGS, after)).toEqual(draft);
});
