import { errorDetail, hasName } from './read-failure.ts';

export type PickResult =
  | { kind: 'picked'; directory: FileSystemDirectoryHandle }
  /**
   * The person closed the dialog. Browsers report a folder they refused (after saying so
   * themselves) in the same way: `REFUSED_FOLDER_ADVICE` is worth a quiet line.
   */
  | { kind: 'cancelled' }
  /** The browser refused the folder, or writing in it. */
  | { kind: 'refused'; words: string; detail: string }
  | { kind: 'not-supported' };

/** Chromium refuses the home folder, Downloads itself and system folders. */
const REFUSED_FOLDER_ADVICE =
  'Browsers do not open the home folder, the Downloads folder itself or system folders. Choose a folder inside it.';

/** Chromium's message when the dialog was closed, the same in every language. */
const CANCEL_MESSAGE = 'The user aborted a request.';

/** Whether this browser has a folder picker that can grant writing. */
export function canPickFolder(): boolean {
  return 'showDirectoryPicker' in globalThis;
}

/** Shows the folder dialog and asks for reading and writing at once. Must run in a click. */
export async function pickFolder(): Promise<PickResult> {
  if (!canPickFolder()) return { kind: 'not-supported' };
  try {
    const directory = await showDirectoryPicker({
      mode: 'readwrite',
      startIn: 'pictures',
    });
    return { kind: 'picked', directory };
  } catch (error) {
    return pickFailure(error);
  }
}

/** What the picker's rejection means. Throws on what is no answer of a person or browser. */
export function pickFailure(error: unknown): PickResult {
  const detail = errorDetail(error);
  if (hasName(error, 'AbortError')) {
    return detail === CANCEL_MESSAGE || detail === 'AbortError'
      ? { kind: 'cancelled' }
      : { kind: 'refused', words: REFUSED_FOLDER_ADVICE, detail };
  }
  if (hasName(error, 'NotAllowedError') || hasName(error, 'SecurityError')) {
    return {
      kind: 'refused',
      words:
        'The browser did not allow opening a folder. Allow file access for this site in its settings, or try again.',
      detail,
    };
  }
  throw error;
}
