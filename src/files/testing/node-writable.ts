import { open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { DiskKilled, type DiskFaults } from './disk-faults.ts';

/** `<name>.crswap`, or `<name>.1.crswap` … when that exists, as Chromium names it. */
async function openSwap(
  path: string,
): Promise<{ swapPath: string; swap: FileHandle }> {
  for (let n = 0; ; n += 1) {
    const swapPath = n === 0 ? `${path}.crswap` : `${path}.${n}.crswap`;
    try {
      return { swapPath, swap: await open(swapPath, 'wx') };
    } catch (error) {
      const exists =
        error instanceof Error && 'code' in error && error.code === 'EEXIST';
      if (!exists) throw error;
    }
  }
}

async function bytesOf(data: unknown): Promise<Uint8Array> {
  if (typeof data === 'string') return new TextEncoder().encode(data);
  if (data instanceof Blob) return new Uint8Array(await data.arrayBuffer());
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  if (ArrayBuffer.isView(data)) {
    return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  }
  throw new TypeError('Cannot write this kind of data.');
}

function isCommand(chunk: unknown): chunk is WriteParams {
  return typeof chunk === 'object' && chunk !== null && 'type' in chunk
    ? ['write', 'seek', 'truncate'].includes(String(chunk.type))
    : false;
}

/**
 * `FileSystemWritableFileStream` the way Chromium does it: everything goes to a swap file beside
 * the target; `close()` replaces the target by it (new inode, modified now).
 */
export class NodeWritable extends WritableStream {
  static async open(
    path: string,
    faults: DiskFaults,
    keepsExisting: boolean,
  ): Promise<NodeWritable> {
    const { swapPath, swap } = await openSwap(path);
    if (keepsExisting) {
      const source = await open(path, 'r');
      await swap.writeFile(await source.readFile());
      await source.close();
    }
    return new NodeWritable(path, swapPath, swap, faults);
  }

  private constructor(
    path: string,
    swapPath: string,
    swap: FileHandle,
    faults: DiskFaults,
  ) {
    let at = 0;
    // As the browser does when a stream fails; after a kill nobody is left to do it.
    const drop = async (error: unknown): Promise<never> => {
      await swap.close().catch(() => undefined);
      if (!(error instanceof DiskKilled)) await rm(swapPath, { force: true });
      throw error;
    };
    const put = async (data: unknown) => {
      const bytes = await bytesOf(data);
      await faults.run(
        'write',
        path,
        async () => {
          await swap.write(bytes, 0, bytes.length, at);
        },
        async () => {
          await swap.write(bytes, 0, bytes.length >> 1, at);
          await swap.close();
        },
      );
      at += bytes.length;
    };
    super({
      async write(chunk: unknown) {
        if (!isCommand(chunk)) {
          await put(chunk).catch(drop);
          return;
        }
        if (chunk.type === 'truncate') await swap.truncate(chunk.size ?? 0);
        else at = chunk.position ?? at;
        if (chunk.type === 'write') await put(chunk.data).catch(drop);
      },
      async close() {
        await faults
          .run(
            'close',
            path,
            async () => {
              await swap.close();
              // Chromium refuses when the folder is gone; rename does the same.
              await stat(swapPath);
              await rename(swapPath, path);
            },
            async () => {
              await swap.close();
            },
          )
          .catch(drop);
      },
      async abort(reason: unknown) {
        await swap.close().catch(() => undefined);
        if (!(reason instanceof DiskKilled))
          await rm(swapPath, { force: true });
      },
    });
  }

  private async withWriter(
    act: (writer: WritableStreamDefaultWriter) => Promise<void>,
  ): Promise<void> {
    const writer = this.getWriter();
    try {
      await act(writer);
    } finally {
      writer.releaseLock();
    }
  }

  async write(data: unknown): Promise<void> {
    await this.withWriter(async (writer) => {
      await writer.write(data);
    });
  }

  async seek(position: number): Promise<void> {
    await this.write({ type: 'seek', position });
  }

  async truncate(size: number): Promise<void> {
    await this.write({ type: 'truncate', size });
  }
}
