import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readFile } from './read-file.ts';
import { bytesOf } from './test-pictures.ts';

const JPEG_START = bytesOf([0xff, 0xd8, 0xff, 0xe0]);

function fails(name: string) {
  return {
    size: 5,
    arrayBuffer: () => Promise.reject(new DOMException('told so', name)),
  };
}

test('a picture comes with its format and all its bytes', async () => {
  const outcome = await readFile(new Blob([JPEG_START]));
  expect(outcome).toMatchObject({
    kind: 'read',
    file: { format: 'jpeg', startByte: 0, bytes: JPEG_START },
  });
});

test('a picture of another name is read whole all the same', async () => {
  const rest = new Uint8Array(300 * 1024);
  const outcome = await readFile(new File([JPEG_START, rest], 'a.mp4'));
  expect(outcome).toMatchObject({ kind: 'read', file: { format: 'jpeg' } });
});

test('a packed drawing is read as a drawing', async () => {
  const packed = gzipSync('<svg width="9" height="9"/>');
  const outcome = await readFile(new Blob([new Uint8Array(packed)]));
  expect(outcome).toMatchObject({ kind: 'read', file: { format: 'svg' } });
});

describe('files that are not compared', () => {
  test.each([
    ['empty-file', new Blob([])],
    ['not-a-picture', new Blob(['plain text'])],
    ['changed-while-reading', fails('NotReadableError')],
    ['vanished', fails('NotFoundError')],
    ['not-readable', fails('SecurityError')],
  ])('%s', async (kind, file) => {
    const outcome = await readFile(file);
    expect(outcome).toMatchObject({ kind: 'failed', failure: { kind } });
  });

  test.each([
    ['openexr', new Uint8Array(20)],
    ['openexr', new Uint8Array(17 * 1024 * 1024)],
  ])('a picture of a foreign kind: %s', async (format, tail) => {
    const file = new Blob([bytesOf('\x76\x2f\x31\x01'), tail]);
    expect(await readFile(file)).toMatchObject({
      failure: { kind: 'unsupported-format', format },
    });
  });

  test.each([
    ['above 16 MB', 17 * 1024 * 1024, 'a.jpg'],
    ['by its name above 256 KB', 300 * 1024, 'a.mp4'],
  ])('a film is told by its start, not read: %s', async (_why, size, name) => {
    const start = bytesOf('\0\0\0\x18ftypisom', new Uint8Array(12));
    const film = new File([start, new Uint8Array(size)], name);
    expect(await readFile(film)).toEqual({
      kind: 'failed',
      failure: { kind: 'not-a-picture' },
      bytesRead: 64 * 1024,
    });
  });
});
