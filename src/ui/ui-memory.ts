/** Where one choice is remembered; the composition root provides it. */
export interface TextMemory {
  read: () => string | null | undefined;
  write: (text: string) => void;
}

/** What the page remembers of its looks and keys. */
export interface UiMemory {
  theme: TextMemory;
  letterKeys: TextMemory;
}
