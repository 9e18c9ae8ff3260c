import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { parseRoute, type Route } from '../route.ts';

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

/** Goes to a screen; `replace` leaves no step for the back button. */
export function goTo(hash: string, { replace = false } = {}): void {
  if (location.hash === hash) return;
  if (replace) location.replace(hash);
  else location.assign(hash);
}
