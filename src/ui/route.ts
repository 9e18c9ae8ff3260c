import type { FolderPlace } from '../domain/folder-place.ts';
import type { GroupId } from '../domain/group.ts';
import { rootId } from '../domain/photo-id.ts';

/** One screen, as the address says it. `group` and `place` are what the address names; they may be gone. */
export type Route =
  | { kind: 'start' }
  | { kind: 'scan' }
  | { kind: 'review'; group?: string }
  | { kind: 'folders' }
  | { kind: 'similar' }
  | { kind: 'plan'; place?: FolderPlace }
  | { kind: 'quarantine' }
  | { kind: 'skipped' }
  | { kind: 'settings' };

export type RouteKind = Route['kind'];

const PLAIN_SCREENS: Readonly<Record<string, Route>> = {
  scan: { kind: 'scan' },
  folders: { kind: 'folders' },
  similar: { kind: 'similar' },
  quarantine: { kind: 'quarantine' },
  skipped: { kind: 'skipped' },
  settings: { kind: 'settings' },
};

/** A broken escape in a pasted address is not worth a crash. */
function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

/** Reads `location.hash`; anything unknown is the start. */
export function parseRoute(hash: string): Route {
  const [screen = '', rest = '', more] = hash.replace(/^#\/?/, '').split('/');
  if (screen === 'review') {
    const group = decoded(rest);
    return group === undefined || group === ''
      ? { kind: 'review' }
      : { kind: 'review', group };
  }
  if (screen === 'plan') {
    const root = decoded(rest);
    const folder = decoded(more ?? '');
    return root === undefined || folder === undefined || more === undefined
      ? { kind: 'plan' }
      : { kind: 'plan', place: { root: rootId(root), folder } };
  }
  return PLAIN_SCREENS[screen] ?? { kind: 'start' };
}

/** The address of the plan for one folder. */
export function planHash({ root, folder }: FolderPlace): string {
  return `#/plan/${encodeURIComponent(root)}/${encodeURIComponent(folder)}`;
}

/** The address of one group. */
export function reviewHash(group: GroupId): string {
  return `#/review/${encodeURIComponent(group)}`;
}
