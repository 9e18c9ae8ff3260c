import {
  DECIDING_ALGORITHMS,
  DEFAULT_SETTINGS,
  usualThresholdBits,
  type FingerprintSettings,
  type ListingSettings,
  type MatchingSettings,
  type Settings,
} from '../domain/settings.ts';

import {
  BUILT_IN_PRESETS,
  completeOrder,
  DEFAULT_KEEPER,
  KEEPER_RULE_IDS,
  LONGEST_NAME,
  MOST_FOLDERS,
  MOST_PRESETS,
  type KeeperOrder,
  type KeeperPreset,
  type KeeperSettings,
} from '../domain/keeper-settings.ts';

type Fields = Partial<Record<string, unknown>>;

/**
 * Settings from a row of any age or state: each field is taken over when it is valid and has its
 * default otherwise, so that a row can never break the program.
 */
export function settingsOfRow(row: unknown): Settings {
  const fields = fieldsOf(row);
  return {
    matching: matchingOf(fieldsOf(fields['matching'])),
    keeper: keeperOf(fieldsOf(fields['keeper'])),
    listing: listingOf(fieldsOf(fields['listing'])),
    fingerprint: fingerprintOf(fieldsOf(fields['fingerprint'])),
  };
}

function matchingOf(fields: Fields): MatchingSettings {
  const usual = DEFAULT_SETTINGS.matching;
  const algorithm =
    DECIDING_ALGORITHMS.find((name) => name === fields['algorithm']) ??
    usual.algorithm;
  const hashSize = fields['hashSize'] === 8 ? 8 : usual.hashSize;
  const largestBits = hashSize === 8 && algorithm !== 'pdq' ? 64 : 256;
  return {
    algorithm,
    hashSize,
    // A threshold belongs to its hash: a default for another hash would be wrong here.
    thresholdBits:
      integerWithin(fields['thresholdBits'], 0, largestBits) ??
      usualThresholdBits(algorithm, hashSize),
    minShortSidePx:
      integerWithin(fields['minShortSidePx'], 0, 100_000) ??
      usual.minShortSidePx,
    isRefined: flag(fields['isRefined'], usual.isRefined),
    matchesRotations: flag(fields['matchesRotations'], usual.matchesRotations),
    matchesCrops: flag(fields['matchesCrops'], usual.matchesCrops),
  };
}

function keeperOf(fields: Fields): KeeperSettings {
  return { ...keeperOrderOf(fields), presets: presetsOf(fields['presets']) };
}

function keeperOrderOf(fields: Fields): KeeperOrder {
  const { order, off, folders } = fields;
  return {
    order: Array.isArray(order) ? completeOrder(order) : DEFAULT_KEEPER.order,
    off: Array.isArray(off)
      ? KEEPER_RULE_IDS.filter((id) => off.includes(id))
      : DEFAULT_KEEPER.off,
    folders: Array.isArray(folders)
      ? folders
          .filter((folder) => typeof folder === 'string')
          .slice(0, MOST_FOLDERS)
      : DEFAULT_KEEPER.folders,
  };
}

function presetsOf(value: unknown): KeeperPreset[] {
  if (!Array.isArray(value)) return [];
  const presets = new Map<string, KeeperPreset>();
  const taken = BUILT_IN_PRESETS.map(({ name }) => name);
  for (const one of value) {
    const fields = fieldsOf(one);
    const { name } = fields;
    const isName =
      typeof name === 'string' &&
      name.trim() !== '' &&
      name.length <= LONGEST_NAME &&
      !taken.includes(name);
    if (isName) presets.set(name, { name, ...keeperOrderOf(fields) });
  }
  return [...presets.values()].slice(0, MOST_PRESETS);
}

function listingOf(fields: Fields): ListingSettings {
  const usual = DEFAULT_SETTINGS.listing;
  const patterns = fields['excludePatterns'];
  return {
    includesHidden: flag(fields['includesHidden'], usual.includesHidden),
    excludePatterns: Array.isArray(patterns)
      ? patterns.filter((pattern) => typeof pattern === 'string')
      : usual.excludePatterns,
  };
}

function fingerprintOf(fields: Fields): FingerprintSettings {
  const usual = DEFAULT_SETTINGS.fingerprint;
  return {
    maxMegapixels:
      integerWithin(fields['maxMegapixels'], 1, 10_000) ?? usual.maxMegapixels,
    decoders: fields['decoders'] === 'portable' ? 'portable' : usual.decoders,
  };
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function flag(value: unknown, usual: boolean): boolean {
  return typeof value === 'boolean' ? value : usual;
}

function integerWithin(
  value: unknown,
  lowest: number,
  highest: number,
): number | undefined {
  const isValid =
    typeof value === 'number' &&
    Number.isInteger(value) &&
    value >= lowest &&
    value <= highest;
  return isValid ? value : undefined;
}
