import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * Gives a box the largest size of its ratio that the element around it has room for. Container
 * units say the same in CSS, but Firefox leaves them as they were where ratio and room change at
 * once.
 */
export class FitController implements ReactiveController {
  private ratio = 1;
  private readonly resizes = new ResizeObserver(() => {
    this.fit();
  });
  private readonly host: ReactiveControllerHost & Element;
  private readonly box: () => HTMLElement | null;

  constructor(
    host: ReactiveControllerHost & Element,
    box: () => HTMLElement | null,
  ) {
    this.host = host;
    this.box = box;
    host.addController(this);
  }

  hostConnected(): void {
    this.resizes.observe(this.host);
  }

  hostDisconnected(): void {
    this.resizes.disconnect();
  }

  /** @param ratio width through height */
  show(ratio: number): void {
    this.ratio = ratio;
    this.fit();
  }

  private fit(): void {
    const box = this.box();
    const room = box?.parentElement;
    if (!box || !room) return;
    const width = Math.min(room.clientWidth, room.clientHeight * this.ratio);
    // Set from script: the CSP forbids style attributes in markup.
    box.style.width = `${width}px`;
    box.style.height = `${width / this.ratio}px`;
  }
}
