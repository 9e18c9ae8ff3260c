import { hasName } from '../read-failure.ts';
import { SampleDrawer } from './draw-sample.ts';
import { exifPayload } from './exif-writer.ts';
import { APP1_MARKER, COMMENT_MARKER, withSegment } from './jpeg-segment.ts';
import { SAMPLE_FOLDER } from './sample-folder.ts';
import {
  SAMPLE_FILES,
  type SampleFile,
  type SamplePicture,
} from './sample-plan.ts';

/** Stands beside the folder, not in it, and is written last: no marker, no complete library. */
const MARKER_NAME = 'sample-library-version';

/** Raise it when the pictures change; libraries in browsers are then drawn again. */
const SAMPLE_VERSION = '1';

/** Pictures being encoded while the next is drawn. */
const ENCODING_AHEAD = 4;

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * The sample library in the private file system, drawn when it is not there yet or was left
 * half-written. A complete one is given back as it is, with everything a person did to it.
 *
 * @throws QuotaExceededError when there is no room
 */
export async function makeSampleLibrary(): Promise<FileSystemDirectoryHandle> {
  const origin = await navigator.storage.getDirectory();
  if (await isComplete(origin)) {
    return origin.getDirectoryHandle(SAMPLE_FOLDER);
  }
  await resetSampleLibrary();
  const library = await origin.getDirectoryHandle(SAMPLE_FOLDER, {
    create: true,
  });
  await writeLibrary(library);
  await write(origin, MARKER_NAME, new TextEncoder().encode(SAMPLE_VERSION));
  return library;
}

/** Removes the library with its quarantine, so that the next visit draws a fresh one. */
async function resetSampleLibrary(): Promise<void> {
  const origin = await navigator.storage.getDirectory();
  // The marker first: a removal that breaks off must not leave a "complete" library.
  for (const name of [MARKER_NAME, SAMPLE_FOLDER]) {
    try {
      await origin.removeEntry(name, { recursive: true });
    } catch (error) {
      if (!hasName(error, 'NotFoundError')) throw error;
    }
  }
}

async function isComplete(origin: FileSystemDirectoryHandle): Promise<boolean> {
  try {
    await origin.getDirectoryHandle(SAMPLE_FOLDER);
    const marker = await origin.getFileHandle(MARKER_NAME);
    const file = await marker.getFile();
    return (await file.text()) === SAMPLE_VERSION;
  } catch (error) {
    if (hasName(error, 'NotFoundError')) return false;
    throw error;
  }
}

/** Draws ahead and writes in the order of the plan, so that modified dates follow it. */
async function writeLibrary(library: FileSystemDirectoryHandle): Promise<void> {
  const made = new Map<string, Promise<Bytes>>();
  const drawer = new SampleDrawer(
    SAMPLE_FILES.filter((file) => file.kind === 'picture'),
  );
  const waiting = [...SAMPLE_FILES];
  const startOne = (): void => {
    const file = waiting.shift();
    if (!file) return;
    const bytes = bytesOf(file, drawer, made);
    // Awaited in its turn below; until then a failure is not unhandled.
    bytes.catch(() => undefined);
    made.set(file.path, bytes);
  };
  for (let ahead = 0; ahead < ENCODING_AHEAD; ahead++) startOne();
  for (const { path } of SAMPLE_FILES) {
    startOne();
    const bytes = await made.get(path);
    if (bytes) await writeAt(library, path, bytes);
  }
}

async function bytesOf(
  file: SampleFile,
  drawer: SampleDrawer,
  made: ReadonlyMap<string, Promise<Bytes>>,
): Promise<Bytes> {
  switch (file.kind) {
    case 'picture':
      return encoded(file, drawer);
    case 'copy':
      return original(file.of, made);
    case 'commented': {
      const comment = new TextEncoder().encode(file.comment);
      return withSegment(
        await original(file.of, made),
        COMMENT_MARKER,
        comment,
      );
    }
    case 'damaged':
      return (await original(file.of, made)).slice(0, file.keptBytes);
    case 'text':
      return new TextEncoder().encode(file.text);
  }
}

function original(
  path: string,
  made: ReadonlyMap<string, Promise<Bytes>>,
): Promise<Bytes> {
  const bytes = made.get(path);
  if (!bytes) throw new Error(`${path} does not stand before its copy`);
  return bytes;
}

async function encoded(
  picture: SamplePicture,
  drawer: SampleDrawer,
): Promise<Bytes> {
  const { mimeType: type, quality, exif } = picture;
  // A browser that cannot encode a type gives PNG instead, which is found out by content.
  const blob = await drawer.draw(picture).convertToBlob({ type, quality });
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return exif ? withSegment(bytes, APP1_MARKER, exifPayload(exif)) : bytes;
}

async function writeAt(
  library: FileSystemDirectoryHandle,
  path: string,
  bytes: Bytes,
): Promise<void> {
  const parts = path.split('/');
  let folder = library;
  for (const part of parts.slice(0, -1)) {
    folder = await folder.getDirectoryHandle(part, { create: true });
  }
  await write(folder, parts.at(-1) ?? path, bytes);
}

async function write(
  folder: FileSystemDirectoryHandle,
  name: string,
  bytes: Bytes,
): Promise<void> {
  const handle = await folder.getFileHandle(name, { create: true });
  const writable = await handle.createWritable();
  await writable.write(bytes);
  await writable.close();
}
