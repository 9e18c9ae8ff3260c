import type { PictureKey } from '../../domain/build-groups.ts';
import type { Fingerprint, Frame } from '../../domain/fingerprint.ts';

/** Frames by picture: few pictures have one. Kept while the picture is held. */
export class FrameShelf {
  private readonly frames = new Map<PictureKey, Frame>();

  put(picture: PictureKey, { frame }: Pick<Fingerprint, 'frame'>): void {
    if (frame !== undefined) this.frames.set(picture, frame);
  }

  remove(picture: PictureKey): void {
    this.frames.delete(picture);
  }

  of(picture: PictureKey): Frame | undefined {
    return this.frames.get(picture);
  }
}
