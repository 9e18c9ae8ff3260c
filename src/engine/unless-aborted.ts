/** Waits for something, but not when the signal says that nobody does any more. */
export function unlessAborted(
  work: Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => {
      resolve();
    });
    if (signal.aborted) resolve();
    work.then(resolve, reject);
  });
}
