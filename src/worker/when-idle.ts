/** Acts once nothing has been going on for a while. */
export class WhenIdle {
  private readonly idleMs: number;
  private readonly act: () => void;
  private going = 0;
  private waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(idleMs: number, act: () => void) {
    this.idleMs = idleMs;
    this.act = act;
  }

  /** Settles as `work` does. Until all such work has settled, nothing is idle. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.going += 1;
    clearTimeout(this.waiting);
    try {
      return await work();
    } finally {
      this.going -= 1;
      if (this.going === 0) {
        this.waiting = setTimeout(this.act, this.idleMs);
      }
    }
  }
}
