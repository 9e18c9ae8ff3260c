import type { PictureKey } from '../../domain/build-groups.ts';
import type { Fingerprint } from '../../domain/fingerprint.ts';
import {
  CROP_WINDOWS,
  FREE_WINDOWS,
  windowCodes,
} from './matcher-window-codes.ts';

/** The window codes of one picture. */
export interface PictureWindows {
  /** 8 bytes for each of CROP_WINDOWS. */
  crops: Uint8Array;
  /** 8 bytes for each of FREE_WINDOWS. */
  free: Uint8Array;
}

/** Window codes of held pictures, about 500 bytes each; filled only while crops are looked for. */
export class WindowShelf {
  private readonly windows = new Map<PictureKey, PictureWindows>();

  has(picture: PictureKey): boolean {
    return this.windows.has(picture);
  }

  put(
    picture: PictureKey,
    { lumaThumb }: Pick<Fingerprint, 'lumaThumb'>,
  ): void {
    if (this.windows.has(picture)) return;
    this.windows.set(picture, {
      crops: windowCodes(lumaThumb, CROP_WINDOWS),
      free: windowCodes(lumaThumb, FREE_WINDOWS),
    });
  }

  of(picture: PictureKey): PictureWindows | undefined {
    return this.windows.get(picture);
  }

  remove(picture: PictureKey): void {
    this.windows.delete(picture);
  }

  clear(): void {
    this.windows.clear();
  }
}
