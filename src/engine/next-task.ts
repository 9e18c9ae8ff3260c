/** Resolves when everything that waits has had its turn: input above all, and drawing if it is due. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}
