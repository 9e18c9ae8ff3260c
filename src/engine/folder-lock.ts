/**
 * One tab at a time works on a folder. Held until released or until the tab is gone: the
 * browser itself frees the lock of a killed tab.
 */
export class FolderLock {
  private readonly releases = new Map<string, () => void>();

  /** True when this tab has the folder now. */
  tryHold(name: string): Promise<boolean> {
    return this.request(name, { ifAvailable: true });
  }

  /** Resolves to true when the other tab has let go and this one has the folder. */
  waitFor(name: string, signal: AbortSignal): Promise<boolean> {
    return this.request(name, { signal });
  }

  release(name: string): void {
    this.releases.get(name)?.();
    this.releases.delete(name);
  }

  private request(name: string, options: LockOptions): Promise<boolean> {
    if (this.releases.has(name)) {
      return Promise.resolve(true);
    }
    return new Promise((resolve) => {
      navigator.locks
        .request(`twinsift-folder:${name}`, options, (lock) => {
          if (lock === null) {
            resolve(false);
            return undefined;
          }
          return new Promise<void>((release) => {
            this.releases.set(name, release);
            resolve(true);
          });
        })
        .catch(() => {
          resolve(false);
        });
    });
  }
}
