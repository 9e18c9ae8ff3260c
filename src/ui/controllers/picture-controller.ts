import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { FileKey } from '../../domain/photo-id.ts';
import type { ShownPicture } from '../../engine/app-engine.ts';

export type PictureState =
  | { kind: 'loading' }
  | { kind: 'shown'; picture: ShownPicture }
  | { kind: 'failed' };

/** What to load; the loader is compared by the file only. */
export interface PictureWish {
  file: FileKey;
  /** How long it must have been wished for before it is loaded, ms. */
  afterMs?: number;
  load: (file: FileKey) => Promise<ShownPicture | undefined>;
}

/** Loads the picture the host wishes for and releases it when it is no longer shown. */
export class PictureController implements ReactiveController {
  state: PictureState = { kind: 'loading' };
  private readonly host: ReactiveControllerHost;
  private readonly wishOf: () => PictureWish | undefined;
  private file: FileKey | undefined;
  /** Tells a late answer from the current one. */
  private turn = 0;

  constructor(
    host: ReactiveControllerHost,
    wishOf: () => PictureWish | undefined,
  ) {
    this.host = host;
    this.wishOf = wishOf;
    host.addController(this);
  }

  hostConnected(): void {
    // A recycled list row comes back with its picture released.
    this.host.requestUpdate();
  }

  hostUpdate(): void {
    const wish = this.wishOf();
    if (wish?.file === this.file) return;
    this.drop();
    this.file = wish?.file;
    if (wish !== undefined) void this.load(wish);
  }

  hostDisconnected(): void {
    this.drop();
  }

  /** The browser could not show what it was given. */
  fail(): void {
    this.drop();
    this.file = this.wishOf()?.file;
    this.state = { kind: 'failed' };
    this.host.requestUpdate();
  }

  private async load(wish: PictureWish): Promise<void> {
    const { turn } = this;
    const { afterMs = 0 } = wish;
    if (afterMs > 0) await later(afterMs);
    if (turn !== this.turn) return;
    const picture = await wish.load(wish.file);
    if (turn !== this.turn) {
      picture?.release();
      return;
    }
    this.state =
      picture === undefined ? { kind: 'failed' } : { kind: 'shown', picture };
    this.host.requestUpdate();
  }

  private drop(): void {
    this.turn += 1;
    this.file = undefined;
    if (this.state.kind === 'shown') this.state.picture.release();
    this.state = { kind: 'loading' };
  }
}

function later(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
