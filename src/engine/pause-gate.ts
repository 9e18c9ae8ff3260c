/** Holds work back while paused. */
export class PauseGate {
  private resume: (() => void) | undefined;
  private opened: Promise<void> = Promise.resolve();

  get isPaused(): boolean {
    return this.resume !== undefined;
  }

  pause(): void {
    if (this.resume === undefined) {
      this.opened = new Promise((resolve) => {
        this.resume = resolve;
      });
    }
  }

  open(): void {
    this.resume?.();
    this.resume = undefined;
  }

  pass(): Promise<void> {
    return this.opened;
  }
}
