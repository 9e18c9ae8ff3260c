import { WhenIdle } from './when-idle.ts';

/**
 * What was made last by key, up to so many: least recently used ones go first, and all of them
 * once nothing has been asked for a while.
 */
export class RecentlyUsed<Made> {
  private readonly most: number;
  private readonly made = new Map<string, Promise<Made>>();
  private readonly idle: WhenIdle;

  constructor(most: number, restMs: number) {
    this.most = most;
    this.idle = new WhenIdle(restMs, () => {
      this.made.clear();
    });
  }

  /** What is kept under this key, or what is made now. */
  of(key: string, make: () => Promise<Made>): Promise<Made> {
    return this.idle.during(() => {
      const outcome = this.made.get(key) ?? make();
      this.made.delete(key);
      this.made.set(key, outcome);
      for (const oldest of this.made.keys()) {
        if (this.made.size <= this.most) break;
        this.made.delete(oldest);
      }
      return outcome;
    });
  }
}
