import type { PictureKey } from '../../domain/build-groups.ts';
import type { Fingerprint } from '../../domain/fingerprint.ts';
import type { ContentHash } from '../../domain/photo-id.ts';
import type { MatcherLibrary } from './matcher-library.ts';
import type { WindowShelf } from './matcher-window-shelf.ts';

/**
 * Keeps the windows of held pictures while crops are looked for. Pictures that came before, and
 * whose fingerprints are in storage only, wait here until those are read back.
 */
export class MatcherCrops {
  private readonly library: MatcherLibrary;
  private readonly windows: WindowShelf;
  private readonly waiting = new Set<PictureKey>();
  private isOn: boolean;

  constructor(library: MatcherLibrary, windows: WindowShelf, isOn: boolean) {
    this.library = library;
    this.windows = windows;
    this.isOn = isOn;
  }

  /** Whether fingerprints are to be read back: `takeWaiting` names their contents. */
  get isWaiting(): boolean {
    return this.waiting.size > 0;
  }

  /** Starts or stops; the pictures held are to be offered to `ready` again. */
  turn(isOn: boolean): void {
    this.isOn = isOn;
    this.waiting.clear();
    if (!isOn) this.windows.clear();
  }

  /** Notes a picture whose fingerprint is at hand. */
  put(picture: PictureKey, fingerprint: Fingerprint): void {
    if (this.isOn) this.windows.put(picture, fingerprint);
  }

  remove(picture: PictureKey): void {
    this.waiting.delete(picture);
  }

  /** Those of these pictures whose windows are there; the others wait. */
  ready(pictures: readonly PictureKey[]): PictureKey[] {
    if (!this.isOn) return [];
    return pictures.filter((picture) => {
      if (this.windows.has(picture)) return true;
      const fingerprint = this.library.thumbed(picture);
      if (fingerprint === undefined) this.waiting.add(picture);
      else this.windows.put(picture, fingerprint);
      return fingerprint !== undefined;
    });
  }

  /** One content of each waiting picture. Each is named once. */
  takeWaiting(limit: number): ContentHash[] {
    const contents: ContentHash[] = [];
    for (const picture of this.waiting) {
      if (contents.length === limit) break;
      this.waiting.delete(picture);
      const [content] = this.library.contentsOf(picture);
      if (content !== undefined) contents.push(content);
    }
    return contents;
  }
}
