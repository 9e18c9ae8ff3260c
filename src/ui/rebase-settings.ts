import type { Settings } from '../domain/settings.ts';

/** Fields that the draft left as they were follow the new value; those changed in it stay. */
function rebased<Part extends object>(
  draft: Part,
  before: Part,
  after: Part,
): Part {
  const result = { ...after };
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- the keys of an object literal of this type
  for (const key of Object.keys(draft) as (keyof Part)[]) {
    if (draft[key] !== before[key]) result[key] = draft[key];
  }
  return result;
}

/**
 * A draft made on settings that changed meanwhile: it keeps what was changed in it and takes over
 * the rest, so that moving the threshold throws no other unsaved change away.
 */
export function rebaseSettings(
  draft: Settings,
  before: Settings,
  after: Settings,
): Settings {
  return {
    matching: rebased(draft.matching, before.matching, after.matching),
    keeper: rebased(draft.keeper, before.keeper, after.keeper),
    listing: rebased(draft.listing, before.listing, after.listing),
    fingerprint: rebased(
      draft.fingerprint,
      before.fingerprint,
      after.fingerprint,
    ),
  };
}
