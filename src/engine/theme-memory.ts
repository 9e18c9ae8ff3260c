const KEY = 'twinsift-theme';

/** Remembers the chosen theme. Where storage is forbidden the choice lasts until the page is left. */
export const themeMemory = {
  read(): string | null {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  },
  write(theme: string): void {
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // A private window: nothing is lost but the choice.
    }
  },
};
