import type { SavedFile } from '../engine/app-engine.ts';

/** Hands a file to the person as a download. */
export function saveFile(file: SavedFile): void {
  const url = URL.createObjectURL(file.contents);
  const link = document.createElement('a');
  link.href = url;
  link.download = file.name;
  link.click();
  // The download has taken its own hold of the data by the next task.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 0);
}
