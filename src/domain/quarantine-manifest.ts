/** Name of the quarantine folder in each root; the walker never goes in. */
export const QUARANTINE_FOLDER = 'Twinsift quarantine';
export const MANIFEST_NAME = 'manifest.json';
export const MANIFEST_VERSION = 1;

/** One moved file. Undo needs nothing else, so it works in another browser too. */
export interface ManifestItem {
  originalPath: string;
  /** Relative to the root. */
  quarantinePath: string;
  sizeBytes: number;
  sha256: string;
  modifiedMs: number;
  keeper: { path: string; rootLabel: string; sha256: string };
  /** Written before the move (`intended`) and after it (`moved`); `restored` after undo. */
  state: 'intended' | 'moved' | 'restored';
}

export interface QuarantineManifest {
  program: 'Twinsift';
  version: typeof MANIFEST_VERSION;
  planId: string;
  createdMs: number;
  rootLabel: string;
  items: ManifestItem[];
}
