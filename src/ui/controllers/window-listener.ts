import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Listens on the window as long as the host is in the document. */
export class WindowListener<
  K extends keyof WindowEventMap,
> implements ReactiveController {
  private readonly type: K;
  private readonly listener: (event: WindowEventMap[K]) => void;

  constructor(
    host: ReactiveControllerHost,
    type: K,
    listener: (event: WindowEventMap[K]) => void,
  ) {
    this.type = type;
    this.listener = listener;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener(this.type, this.listener);
  }

  hostDisconnected(): void {
    removeEventListener(this.type, this.listener);
  }
}
