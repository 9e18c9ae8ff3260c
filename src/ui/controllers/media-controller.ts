import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Follows a media query. */
export class MediaController implements ReactiveController {
  private readonly host: ReactiveControllerHost;
  private readonly list: MediaQueryList;

  constructor(host: ReactiveControllerHost, query: string) {
    this.host = host;
    this.list = matchMedia(query);
    host.addController(this);
  }

  get matches(): boolean {
    return this.list.matches;
  }

  hostConnected(): void {
    this.list.addEventListener('change', this.onChange);
  }

  hostDisconnected(): void {
    this.list.removeEventListener('change', this.onChange);
  }

  private readonly onChange = (): void => {
    this.host.requestUpdate();
  };
}

/** One column, actions at the bottom. */
export const NARROW_QUERY = '(max-width: 799px)';

/** There is no room for list and pictures beside each other: a narrow window, or a phone on its side. */
export const SMALL_QUERY = '(max-width: 799px), (max-height: 479px)';
