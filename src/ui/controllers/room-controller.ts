import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Knows how large its host is, px, and has it drawn anew when that changes. */
export class RoomController implements ReactiveController {
  widthPx = 0;
  heightPx = 0;
  private readonly host: ReactiveControllerHost & Element;
  private readonly resizes = new ResizeObserver(() => {
    const { clientWidth, clientHeight } = this.host;
    if (clientWidth === this.widthPx && clientHeight === this.heightPx) return;
    this.widthPx = clientWidth;
    this.heightPx = clientHeight;
    this.host.requestUpdate();
  });

  constructor(host: ReactiveControllerHost & Element) {
    this.host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.resizes.observe(this.host);
  }

  hostDisconnected(): void {
    this.resizes.disconnect();
  }
}
