import { isSafePath } from './safe-path.ts';
import { sidecarPath } from './xmp-sidecar.ts';
import {
  MANIFEST_NAME,
  MANIFEST_VERSION,
  QUARANTINE_FOLDER,
  type ManifestItem,
  type ManifestItemState,
  type ManifestSidecar,
  type QuarantineManifest,
} from './quarantine-manifest.ts';

export type ManifestReading =
  | { kind: 'manifest'; manifest: QuarantineManifest }
  /** Not to be used for anything. `reason` is in words, without a full stop. */
  | { kind: 'unusable'; reason: string };

/** The text of `manifest.json`. Read back by {@link parseManifest}. */
export function manifestText(manifest: QuarantineManifest): string {
  return `${JSON.stringify(manifest, undefined, 1)}\n`;
}

/**
 * Reads the text of a `manifest.json` lying in `folder` (`Twinsift quarantine/<time>`, relative to
 * the root). Never throws. Nothing of a manifest with one bad item is used: it was damaged, or
 * written by something else. Quarantine paths are taken relative to the folder the manifest lies
 * in, so a renamed quarantine can still be undone.
 */
export function parseManifest(text: string, folder: string): ManifestReading {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return unusable('it is not valid JSON');
  }
  if (!isRecord(value) || value['program'] !== 'Twinsift') {
    return unusable('it was not written by Twinsift');
  }
  if (value['version'] !== MANIFEST_VERSION) {
    return unusable(
      `it was written by another version (${String(value['version'])})`,
    );
  }
  const { planId, createdMs, rootLabel, items } = value;
  if (
    typeof planId !== 'string' ||
    !isCount(createdMs) ||
    typeof rootLabel !== 'string' ||
    !Array.isArray(items)
  ) {
    return unusable('a field is missing');
  }
  const read = items.map((raw: unknown) => readItem(raw, folder));
  const damaged = read.indexOf(undefined);
  if (damaged >= 0) return unusable(`item ${damaged + 1} is damaged`);
  const sidecars = readSidecars(value['sidecars']);
  if (!sidecars) return unusable('a sidecar in it is damaged');
  return {
    kind: 'manifest',
    manifest: {
      program: 'Twinsift',
      version: MANIFEST_VERSION,
      planId,
      createdMs,
      rootLabel,
      items: read.filter((item) => item !== undefined),
      ...(sidecars.length === 0 ? {} : { sidecars }),
    },
  };
}

const STATES: Readonly<Record<string, ManifestItemState>> = {
  intended: 'intended',
  moved: 'moved',
  restoring: 'restoring',
  restored: 'restored',
};

function readItem(raw: unknown, folder: string): ManifestItem | undefined {
  if (!isRecord(raw)) return undefined;
  const { originalPath, quarantinePath, sizeBytes, sha256, modifiedMs } = raw;
  const state = STATES[String(raw['state'])];
  const keeper = readKeeper(raw['keeper']);
  if (!isSafePath(originalPath) || !isSha256(sha256)) return undefined;
  if (!isCount(sizeBytes) || !isCount(modifiedMs)) return undefined;
  if (state === undefined || keeper === undefined) return undefined;
  const inside = pathInQuarantine(quarantinePath);
  if (inside === undefined) return undefined;
  const { companionOf } = raw;
  if (companionOf !== undefined && !isSafePath(companionOf)) return undefined;
  return {
    originalPath,
    quarantinePath: `${folder}/${inside}`,
    sizeBytes,
    sha256,
    modifiedMs,
    ...(companionOf === undefined ? {} : { companionOf }),
    keeper,
    state,
  };
}

/** The path below `Twinsift quarantine/<time>`; a crafted one must not name the manifest itself. */
function pathInQuarantine(path: unknown): string | undefined {
  if (!isSafePath(path)) return undefined;
  const [top, , ...inside] = path.split('/');
  if (top !== QUARANTINE_FOLDER || inside.length === 0) return undefined;
  const joined = inside.join('/');
  return joined.toLowerCase() === MANIFEST_NAME ? undefined : joined;
}

function readKeeper(raw: unknown): ManifestItem['keeper'] | undefined {
  if (!isRecord(raw)) return undefined;
  const { path, rootLabel, sha256, isInSameRoot } = raw;
  if (typeof path !== 'string' || typeof rootLabel !== 'string') {
    return undefined;
  }
  if (typeof sha256 !== 'string') return undefined;
  return {
    path,
    rootLabel,
    sha256,
    ...(typeof isInSameRoot === 'boolean' ? { isInSameRoot } : {}),
  };
}

/** undefined when one is damaged, or is not the sidecar of its photo. */
function readSidecars(raw: unknown): ManifestSidecar[] | undefined {
  if (raw === undefined) return [];
  if (!Array.isArray(raw)) return undefined;
  const read: ManifestSidecar[] = [];
  for (const each of raw) {
    if (!isRecord(each)) return undefined;
    const { path, keeperPath, sizeBytes, sha256 } = each;
    if (!isSafePath(keeperPath) || path !== sidecarPath(keeperPath)) {
      return undefined;
    }
    if (!isCount(sizeBytes) || !isSha256(sha256)) return undefined;
    read.push({ path, keeperPath, sizeBytes, sha256 });
  }
  return read;
}

function unusable(reason: string): ManifestReading {
  return { kind: 'unusable', reason };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function isSha256(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}
