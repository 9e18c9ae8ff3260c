import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { GroupId } from '../../domain/group.ts';
import { parseRoute, reviewHash, type Route } from '../route.ts';

/** The screen the address names; the host renders again when it changes. */
export class RouteController implements ReactiveController {
  route: Route = parseRoute(location.hash);
  private readonly host: ReactiveControllerHost;
  private readonly onChange: (from: Route, to: Route) => void;

  constructor(
    host: ReactiveControllerHost,
    onChange: (from: Route, to: Route) => void,
  ) {
    this.host = host;
    this.onChange = onChange;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('hashchange', this.read);
  }

  hostDisconnected(): void {
    removeEventListener('hashchange', this.read);
  }

  private readonly read = (): void => {
    const from = this.route;
    this.route = parseRoute(location.hash);
    this.host.requestUpdate();
    this.onChange(from, this.route);
  };
}

/** The group that the address names now: keys may come faster than the screen follows it. */
export function addressedGroup(): string | undefined {
  const route = parseRoute(location.hash);
  return route.kind === 'review' ? route.group : undefined;
}

export function goTo(hash: string): void {
  if (location.hash !== hash) location.assign(hash);
}

/**
 * The address follows a group that was found under another id, and leaves no step for the back
 * button; unless it leads elsewhere by now.
 */
export function followGroup(asked: string | undefined, found: GroupId): void {
  const route = parseRoute(location.hash);
  if (route.kind === 'review' && route.group === asked)
    location.replace(reviewHash(found));
}
