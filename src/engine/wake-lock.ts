/** Keeps the screen on while something long runs; a browser without wake locks just goes on. */
export class WakeLock {
  private sentinel: WakeLockSentinel | undefined;
  private isWanted = false;

  constructor() {
    // The browser drops the lock when the tab is hidden; take it again when it comes back.
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible' && this.isWanted) {
        void this.acquire();
      }
    });
  }

  hold(): void {
    this.isWanted = true;
    void this.acquire();
  }

  release(): void {
    this.isWanted = false;
    void this.sentinel?.release();
    this.sentinel = undefined;
  }

  private async acquire(): Promise<void> {
    if (!('wakeLock' in navigator)) {
      return;
    }
    try {
      const sentinel = await navigator.wakeLock.request('screen');
      if (this.isWanted) {
        this.sentinel = sentinel;
      } else {
        await sentinel.release();
      }
    } catch {
      // Refused on low battery or in a hidden tab: the scan does not depend on it.
    }
  }
}
