/** Runs what it is given one after the other, in the order in which it was asked. */
export class InTurn {
  private last: Promise<unknown> = Promise.resolve();

  /** Settles as `work` does; work that fails does not hold up what comes after. */
  run<T>(work: () => T | Promise<T>): Promise<T> {
    const result = this.last.then(work);
    this.last = result.catch(() => undefined);
    return result;
  }
}
