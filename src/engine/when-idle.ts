/** By then it begins however busy the page is. */
const LATEST_MS = 1000;

/** Runs this once the page has nothing else to do; where the browser cannot tell, soon. */
export function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in window) {
    requestIdleCallback(work, { timeout: LATEST_MS });
  } else {
    // Safari.
    setTimeout(work);
  }
}
