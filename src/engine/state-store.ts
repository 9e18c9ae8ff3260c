import type { AppState } from './app-state.ts';

/** Holds the one state object; tells its listeners once per burst of changes. */
export class StateStore {
  private current: AppState;
  private readonly listeners = new Set<() => void>();
  private isNotifying = false;

  constructor(initial: AppState) {
    this.current = initial;
  }

  get state(): AppState {
    return this.current;
  }

  /** Replaces the named parts. A key set to undefined is taken out of the state. */
  update(change: { [K in keyof AppState]?: AppState[K] | undefined }): void {
    const next: Record<string, unknown> = { ...this.current };
    for (const [key, value] of Object.entries(change)) {
      if (value === undefined) {
        Reflect.deleteProperty(next, key);
      } else {
        next[key] = value;
      }
    }
    // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- the same keys, each of its own type
    this.current = next as unknown as AppState;
    this.notifySoon();
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private notifySoon(): void {
    if (this.isNotifying) {
      return;
    }
    this.isNotifying = true;
    // A microtask, not a timer: background tabs throttle timers.
    queueMicrotask(() => {
      this.isNotifying = false;
      for (const listener of [...this.listeners]) {
        listener();
      }
    });
  }
}
