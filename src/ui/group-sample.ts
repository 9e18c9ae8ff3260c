import type { Group, GroupMember, PhotoSummary } from '../domain/group.ts';
import { contentHash, copyKey, fileKey, rootId } from '../domain/photo-id.ts';

/** Photos and groups for the tests of this folder. */
export const SAMPLE_ROOT = rootId('root');

export function samplePhoto(path: string, sizeBytes = 1000): PhotoSummary {
  const content = contentHash('0'.repeat(64));
  return {
    root: SAMPLE_ROOT,
    path,
    sizeBytes,
    modifiedMs: 0,
    key: fileKey(SAMPLE_ROOT, path),
    copy: copyKey(content, 0),
    copies: 1,
    content,
    format: 'jpeg',
    widthPx: 4000,
    heightPx: 3000,
    frameCount: 1,
    isProtected: false,
    exif: { orientation: 1, hasGps: false },
    quality: { sharpness: 1, spectralDrop: 0, blockiness: 0 },
  };
}

export function sampleMember(
  path: string,
  change: Partial<GroupMember> = {},
): GroupMember {
  return {
    photo: samplePhoto(path),
    relation: { kind: 'resized', transform: 'upright' },
    evidence: { rule: 'same picture' },
    state: 'move',
    isDecided: false,
    isBeingChecked: false,
    ...change,
  };
}

export function sampleGroup(
  name: string,
  members: readonly GroupMember[],
  change: Partial<Group> = {},
): Group {
  return {
    // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- brands have no other way in
    id: name as Group['id'],
    category: 're-saved',
    keeper: samplePhoto(`${name}.jpg`),
    keeperChoice: { kind: 'chosen', reasons: [] },
    members,
    alsoSimilar: [],
    ...change,
  };
}
