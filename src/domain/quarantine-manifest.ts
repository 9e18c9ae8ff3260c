/** Name of the quarantine folder in each root; the walker never goes in. */
export const QUARANTINE_FOLDER = 'Twinsift quarantine';
export const MANIFEST_NAME = 'manifest.json';
export const MANIFEST_VERSION = 1;

/**
 * Where an item stands, as far as was written down. `intended` comes before the move, `moved`
 * after it, `restoring` before putting it back, `restored` after that. After a crash the disk is
 * looked at: the state only says what may have happened.
 */
export type ManifestItemState = 'intended' | 'moved' | 'restoring' | 'restored';

/** One moved file. Undo needs nothing else, so it works in another browser too. */
export interface ManifestItem {
  /** Relative to the root, `/` between parts. */
  originalPath: string;
  /** Relative to the root. */
  quarantinePath: string;
  sizeBytes: number;
  /** 64 lower-case hex digits. */
  sha256: string;
  modifiedMs: number;
  /** Original path of the photo that it went with; absent for a photo. */
  companionOf?: string;
  keeper: {
    path: string;
    rootLabel: string;
    sha256: string;
    /** The keeper lies in the root this manifest lies in. */
    isInSameRoot?: boolean;
  };
  state: ManifestItemState;
}

export interface QuarantineManifest {
  program: 'Twinsift';
  version: typeof MANIFEST_VERSION;
  planId: string;
  createdMs: number;
  rootLabel: string;
  items: ManifestItem[];
  /** Absent when there are none. */
  sidecars?: readonly ManifestSidecar[];
}

/**
 * A sidecar that the run writes, or has written, beside a photo that stays in this root. Undo
 * removes it when it is still byte for byte what was written.
 */
export interface ManifestSidecar {
  /** Relative to the root. */
  path: string;
  /** The photo it belongs to; relative to the root. */
  keeperPath: string;
  sizeBytes: number;
  /** 64 lower-case hex digits. */
  sha256: string;
}
