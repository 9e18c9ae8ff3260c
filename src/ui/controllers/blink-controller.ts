import type { ReactiveController, ReactiveControllerHost } from 'lit';

const INTERVAL_MS = 700;

/** Shows one and the other in turn; by hand only where motion is not wanted. */
export class BlinkController implements ReactiveController {
  isOther = false;
  private readonly host: ReactiveControllerHost;
  private readonly isWanted: () => boolean;
  private readonly calm = matchMedia('(prefers-reduced-motion: reduce)');
  private isHeld = false;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveControllerHost, isWanted: () => boolean) {
    this.host = host;
    this.isWanted = isWanted;
    host.addController(this);
  }

  get isRunning(): boolean {
    return this.timer !== undefined;
  }

  hostUpdate(): void {
    const runs = this.isWanted() && !this.calm.matches && !this.isHeld;
    if (runs === this.isRunning) return;
    if (runs) this.timer = setInterval(this.swap, INTERVAL_MS);
    else this.stop();
  }

  hostDisconnected(): void {
    this.stop();
    this.isHeld = false;
  }

  /** Holds a running blink; once held, shows the other picture. */
  press(): void {
    if (this.isRunning) this.isHeld = true;
    else this.isOther = !this.isOther;
    this.host.requestUpdate();
  }

  private stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private readonly swap = (): void => {
    this.isOther = !this.isOther;
    this.host.requestUpdate();
  };
}
