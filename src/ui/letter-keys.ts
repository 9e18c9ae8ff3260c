/** What is remembered when they are off; everything else means on. */
const OFF = 'off';

/**
 * Whether single characters are commands. Speech input types them by accident, so they can be
 * switched off (WCAG 2.1.4). One for the page, like the theme.
 */
class LetterKeys {
  private isOnNow = true;
  private readonly listeners = new Set<() => void>();

  get isOn(): boolean {
    return this.isOnNow;
  }

  /** Shows what was remembered. */
  recall(stored: string | null | undefined): void {
    this.set(stored !== OFF);
  }

  /** @returns the text to remember */
  set(isOn: boolean): string {
    if (isOn !== this.isOnNow) {
      this.isOnNow = isOn;
      for (const listener of this.listeners) listener();
    }
    return isOn ? 'on' : OFF;
  }

  /** Called after each change. Returns unsubscribe. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }
}

export const letterKeys = new LetterKeys();
