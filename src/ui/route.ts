import type { GroupId } from '../domain/group.ts';

/** One screen, as the address says it. `group` is what the address names; it may be gone. */
export type Route =
  | { kind: 'start' }
  | { kind: 'scan' }
  | { kind: 'review'; group?: string }
  | { kind: 'folders' }
  | { kind: 'similar' }
  | { kind: 'plan' }
  | { kind: 'quarantine' }
  | { kind: 'skipped' }
  | { kind: 'settings' };

export type RouteKind = Route['kind'];

const PLAIN_SCREENS: Readonly<Record<string, Route>> = {
  scan: { kind: 'scan' },
  folders: { kind: 'folders' },
  similar: { kind: 'similar' },
  plan: { kind: 'plan' },
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
  const [screen = '', rest = ''] = hash.replace(/^#\/?/, '').split('/');
  if (screen === 'review') {
    const group = decoded(rest);
    return group === undefined || group === ''
      ? { kind: 'review' }
      : { kind: 'review', group };
  }
  return PLAIN_SCREENS[screen] ?? { kind: 'start' };
}

/** The address of one group. */
export function reviewHash(group: GroupId): string {
  return `#/review/${encodeURIComponent(group)}`;
}
