import type { PhotoSummary } from '../domain/group.ts';
import type { ImageFormat } from '../domain/image-format.ts';
import type { FileKey } from '../domain/photo-id.ts';
import type { FingerprintSettings } from '../domain/settings.ts';
import type { ShownPicture } from './app-engine.ts';
import type { WorkerPool } from './worker-pool.ts';

const THUMBNAIL_PX = 360;
const FULL_PX = 4096;
const TIMEOUT_MS = 60_000;
/** Thumbnails nobody shows are kept this many deep, so that scrolling back is instant. */
const MAX_UNUSED = 400;

/** Every supported browser shows these in an `<img>`, upright. */
const SHOWN_BY_BROWSERS: ReadonlySet<ImageFormat> = new Set([
  'jpeg',
  'png',
  'gif',
  'webp',
  'bmp',
]);

interface Kept {
  picture: Promise<
    { url: string; widthPx: number; heightPx: number } | undefined
  >;
  users: number;
}

interface PictureShelfOptions {
  pool: () => WorkerPool;
  settings: () => FingerprintSettings;
  openFile: (key: FileKey) => Promise<File | undefined>;
}

/** Pictures for the screen: small ones cached, large ones made when they are looked at. */
export class PictureShelf {
  private readonly thumbnails = new Map<string, Kept>();
  private readonly options: PictureShelfOptions;

  constructor(options: PictureShelfOptions) {
    this.options = options;
  }

  /** `version` changes when the file's content does. */
  async thumbnail(
    key: FileKey,
    version: string,
  ): Promise<ShownPicture | undefined> {
    const id = `${key}\u0000${version}`;
    const kept = this.thumbnails.get(id) ?? this.shelve(key, id);
    kept.users += 1;
    const picture = await kept.picture;
    if (picture === undefined) {
      // Not kept: the file may be readable again the next time it is looked at.
      this.thumbnails.delete(id);
      return undefined;
    }
    let isReleased = false;
    return {
      ...picture,
      release: () => {
        if (!isReleased) {
          isReleased = true;
          kept.users -= 1;
          this.trim();
        }
      },
    };
  }

  /** The file itself where browsers show its format, else a decoded copy. */
  async full(
    photo: Pick<PhotoSummary, 'key' | 'format' | 'widthPx' | 'heightPx'>,
  ): Promise<ShownPicture | undefined> {
    const file = await this.options.openFile(photo.key);
    if (file === undefined) {
      return undefined;
    }
    if (SHOWN_BY_BROWSERS.has(photo.format)) {
      const url = URL.createObjectURL(file);
      return {
        url,
        widthPx: photo.widthPx,
        heightPx: photo.heightPx,
        release: () => {
          URL.revokeObjectURL(url);
        },
      };
    }
    const made = await this.make(file, FULL_PX);
    return made === undefined
      ? undefined
      : {
          ...made,
          release: () => {
            URL.revokeObjectURL(made.url);
          },
        };
  }

  /** A small picture as a data: URL, for the report. */
  async dataUrl(key: FileKey, longSidePx: number): Promise<string | undefined> {
    const file = await this.options.openFile(key);
    const blob = file && (await this.render(file, longSidePx))?.blob;
    if (blob === undefined) {
      return undefined;
    }
    return new Promise((resolve) => {
      const reader = new FileReader();
      reader.onload = () => {
        resolve(typeof reader.result === 'string' ? reader.result : undefined);
      };
      reader.onerror = () => {
        resolve(undefined);
      };
      reader.readAsDataURL(blob);
    });
  }

  private shelve(key: FileKey, id: string): Kept {
    const picture = this.options
      .openFile(key)
      .then((file) => (file ? this.make(file, THUMBNAIL_PX) : undefined));
    const kept: Kept = { picture, users: 0 };
    this.thumbnails.set(id, kept);
    return kept;
  }

  private async make(
    file: File,
    longSidePx: number,
  ): Promise<{ url: string; widthPx: number; heightPx: number } | undefined> {
    const rendered = await this.render(file, longSidePx);
    return (
      rendered && {
        url: URL.createObjectURL(rendered.blob),
        widthPx: rendered.widthPx,
        heightPx: rendered.heightPx,
      }
    );
  }

  private async render(
    file: File,
    longSidePx: number,
  ): Promise<{ blob: Blob; widthPx: number; heightPx: number } | undefined> {
    const settings = this.options.settings();
    const result = await this.options
      .pool()
      .run({ lane: 'display', timeoutMs: TIMEOUT_MS }, (api) =>
        api.picture({ file, longSidePx, settings }),
      );
    if (result.kind !== 'done' || result.value.kind !== 'picture') {
      return undefined;
    }
    const { bytes, mimeType, widthPx, heightPx } = result.value;
    return { blob: new Blob([bytes], { type: mimeType }), widthPx, heightPx };
  }

  /** Oldest first; a Map keeps the order of insertion. */
  private trim(): void {
    const unused = [...this.thumbnails].filter(([, kept]) => kept.users === 0);
    for (const [id, kept] of unused.slice(
      0,
      Math.max(0, unused.length - MAX_UNUSED),
    )) {
      this.thumbnails.delete(id);
      void kept.picture.then((picture) => {
        if (picture) {
          URL.revokeObjectURL(picture.url);
        }
      });
    }
  }
}
