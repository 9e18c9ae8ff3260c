import type { RootId } from './photo-id.ts';

/** Files of a protected folder are compared and may be kept, but are never moved. */
export type RootProtection = 'normal' | 'protected';

/** Where a folder comes from decides what can be done with it. */
export type RootSource =
  | 'picker' // a real directory handle: files can be moved
  | 'sample' // the drawn library in the browser's private file system
  | 'file-list'; // a folder input: read-only, and gone after a reload

/** A chosen folder. */
export interface Root {
  id: RootId;
  /** The folder's own name. */
  label: string;
  source: RootSource;
  protection: RootProtection;
  /** ms since 1970 */
  lastUsedMs: number;
}
