import { open, stat } from 'node:fs/promises';
import type { DiskFaults } from './disk-faults.ts';

const CHUNK_BYTES = 256 * 1024;

/** A file as it was when `getFile()` was called. */
interface Snapshot {
  path: string;
  sizeBytes: number;
  modifiedMs: number;
  faults: DiskFaults;
}

async function readRange(
  snapshot: Snapshot,
  start: number,
  end: number,
): Promise<Uint8Array<ArrayBuffer>> {
  return await snapshot.faults.run('read', snapshot.path, async () => {
    const now = await stat(snapshot.path).catch(() => {
      throw new DOMException(
        'A requested file could not be found.',
        'NotFoundError',
      );
    });
    if (
      now.size !== snapshot.sizeBytes ||
      now.mtimeMs !== snapshot.modifiedMs
    ) {
      throw new DOMException(
        'The requested file could not be read: it changed.',
        'NotReadableError',
      );
    }
    const bytes = new Uint8Array(end - start);
    const handle = await open(snapshot.path, 'r');
    try {
      await handle.read(bytes, 0, bytes.length, start);
    } finally {
      await handle.close();
    }
    return bytes;
  });
}

function streamRange(
  snapshot: Snapshot,
  start: number,
  end: number,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = start;
  return new ReadableStream({
    async pull(controller) {
      const next = Math.min(end, at + CHUNK_BYTES);
      if (next > at || end === start) {
        const bytes = await readRange(snapshot, at, next);
        if (bytes.length > 0) controller.enqueue(bytes);
      }
      at = next;
      if (at >= end) controller.close();
    },
  });
}

/** The same rules for `slice()` as the Blob standard has. */
function sliceBounds(
  size: number,
  start = 0,
  end = size,
): [start: number, end: number] {
  const from = start < 0 ? Math.max(0, size + start) : Math.min(size, start);
  const to = end < 0 ? Math.max(0, size + end) : Math.min(size, end);
  return [from, Math.max(from, to)];
}

class LazyBlob extends Blob {
  private readonly snapshot: Snapshot;
  private readonly from: number;
  private readonly to: number;

  constructor(snapshot: Snapshot, from: number, to: number) {
    super([]);
    this.snapshot = snapshot;
    this.from = from;
    this.to = to;
  }

  override get size(): number {
    return this.to - this.from;
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    return (await readRange(this.snapshot, this.from, this.to)).buffer;
  }

  override async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return await readRange(this.snapshot, this.from, this.to);
  }

  override async text(): Promise<string> {
    return new TextDecoder().decode(await this.arrayBuffer());
  }

  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    return streamRange(this.snapshot, this.from, this.to);
  }

  override slice(start?: number, end?: number): Blob {
    const [from, to] = sliceBounds(this.size, start, end);
    return new LazyBlob(this.snapshot, this.from + from, this.from + to);
  }
}

/**
 * A `File` over a file on disk that reads only when asked, and then fails as browsers do:
 * NotReadableError when the file changed since, NotFoundError when it is gone.
 */
export class LazyFile extends File {
  private readonly snapshot: Snapshot;

  constructor(name: string, snapshot: Snapshot) {
    super([], name, { lastModified: Math.floor(snapshot.modifiedMs) });
    this.snapshot = snapshot;
  }

  private whole(): LazyBlob {
    return new LazyBlob(this.snapshot, 0, this.snapshot.sizeBytes);
  }

  override get size(): number {
    return this.snapshot.sizeBytes;
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    return await this.whole().arrayBuffer();
  }

  override async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return await this.whole().bytes();
  }

  override async text(): Promise<string> {
    return await this.whole().text();
  }

  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    return this.whole().stream();
  }

  override slice(start?: number, end?: number): Blob {
    return this.whole().slice(start, end);
  }
}
