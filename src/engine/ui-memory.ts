/** A remembered text. Where storage is forbidden it lasts until the page is left. */
function memoryAt(key: string): {
  read: () => string | null;
  write: (text: string) => void;
} {
  return {
    read: () => {
      try {
        return localStorage.getItem(key);
      } catch {
        return null;
      }
    },
    write: (text) => {
      try {
        localStorage.setItem(key, text);
      } catch {
        // A private window: nothing is lost but the choice.
      }
    },
  };
}

/** What the page remembers of its looks and keys, for this browser only. */
export const uiMemory = {
  theme: memoryAt('twinsift-theme'),
  letterKeys: memoryAt('twinsift-letter-keys'),
};
