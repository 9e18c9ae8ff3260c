import { giveBackBuffer, takeBuffer } from './read-buffers.ts';
import type { FileBytes } from '../protocol/analyzer-protocol.ts';

/** More is no faster to read together than alone, and would only fill the memory. */
const MAX_BYTES_TOGETHER = 16 * 1024 * 1024;
/** Less is had in one piece sooner than a stream is opened. */
const LEAST_STREAMED_BYTES = 512 * 1024;
/** And of smaller files too: a stream is read file by file. */
const LEAST_STREAMED_FILE_BYTES = 128 * 1024;

/** All bytes of a file. */
export interface LentBytes {
  bytes: Uint8Array<ArrayBuffer>;
  /** Lets the memory be used for the next file. Call when nothing looks at it any more, or never. */
  giveBack: () => void;
}

interface Waiting {
  file: Blob;
  settle: (bytes: Promise<LentBytes>) => void;
}

const waiting: Waiting[] = [];
let isReading = false;
/**
 * Held here while it reads: Chromium 156 takes a stream that only its own waiting read refers to for
 * garbage, and the read never ends.
 */
let reader: ReadableStreamBYOBReader | undefined;
/** Blobs are byte streams in Chromium and Firefox, not everywhere. */
let hasByteStreams = true;

/**
 * All bytes of a file. Files asked for while others are being read are read together, as one Blob:
 * the browser's work for each read (a pipe, its watchers, its messages) is then done once, which
 * takes a third less processor time and a third less time by the clock for photos of a few MB.
 * They are read into memory that files before them have given back.
 *
 * Rejects like `Blob.arrayBuffer()`, each file with its own error.
 */
export function readBytes(file: FileBytes): Promise<LentBytes> {
  if (!(file instanceof Blob) || file.size > MAX_BYTES_TOGETHER) {
    return readAlone(file);
  }
  return new Promise((resolve) => {
    waiting.push({ file, settle: resolve });
    if (!isReading) void readWaiting();
  });
}

async function readAlone(file: FileBytes): Promise<LentBytes> {
  return owned(new Uint8Array(await file.arrayBuffer()));
}

function owned(bytes: Uint8Array<ArrayBuffer>): LentBytes {
  return { bytes, giveBack: () => undefined };
}

async function readWaiting(): Promise<void> {
  isReading = true;
  for (let batch = takeBatch(); batch.length > 0; batch = takeBatch()) {
    await readBatch(batch);
  }
  isReading = false;
}

function takeBatch(): Waiting[] {
  let bytes = 0;
  const over = waiting.findIndex(({ file }) => {
    bytes += file.size;
    return bytes > MAX_BYTES_TOGETHER;
  });
  return waiting.splice(0, over < 0 ? waiting.length : over);
}

async function readBatch(batch: readonly Waiting[]): Promise<void> {
  const [first] = batch;
  const together =
    first !== undefined && batch.length === 1
      ? first.file
      : new Blob(batch.map(({ file }) => file));
  reader = isStreamed(batch, together.size) ? byteReader(together) : undefined;
  const left = [...batch];
  try {
    if (reader) await readInTurn(reader, left);
    else await readAtOnce(together, left);
  } catch {
    // One of them is gone or was changed: which, only reading each alone can tell.
    const alone = left.map(({ file, settle }) => {
      const reading = readAlone(file);
      settle(reading);
      return reading;
    });
    await Promise.allSettled(alone);
  } finally {
    // Failing here would say only what has been said.
    reader?.cancel().catch(() => undefined);
    reader = undefined;
  }
}

function isStreamed(batch: readonly Waiting[], sizeBytes: number): boolean {
  return (
    sizeBytes >= LEAST_STREAMED_BYTES &&
    sizeBytes >= LEAST_STREAMED_FILE_BYTES * batch.length
  );
}

async function readAtOnce(together: Blob, left: Waiting[]): Promise<void> {
  const bytes = new Uint8Array(await together.arrayBuffer());
  let at = 0;
  for (const { file, settle } of left.splice(0)) {
    settle(Promise.resolve(owned(bytes.subarray(at, at + file.size))));
    at += file.size;
  }
}

function byteReader(file: Blob): ReadableStreamBYOBReader | undefined {
  if (!hasByteStreams) return undefined;
  try {
    return file.stream().getReader({ mode: 'byob' });
  } catch {
    hasByteStreams = false;
    return undefined;
  }
}

/** One file after the other; those that were read are taken out of `left`. */
async function readInTurn(
  stream: ReadableStreamBYOBReader,
  left: Waiting[],
): Promise<void> {
  for (let next = left[0]; next !== undefined; next = left[0]) {
    const bytes = await readInto(stream, next.file.size);
    left.shift();
    const giveBack = (): void => {
      giveBackBuffer(bytes.buffer);
    };
    next.settle(Promise.resolve({ bytes, giveBack }));
  }
}

/** The stream's next bytes. */
async function readInto(
  stream: ReadableStreamBYOBReader,
  sizeBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  // Each read takes the memory away and hands it back.
  let buffer = takeBuffer(sizeBytes);
  let filled = 0;
  while (filled < sizeBytes) {
    const room = new Uint8Array(buffer, filled, sizeBytes - filled);
    const { done, value } = await stream.read(room);
    if (done) throw new RangeError('The file ended before its size.');
    buffer = value.buffer;
    filled += value.length;
  }
  return new Uint8Array(buffer, 0, sizeBytes);
}
