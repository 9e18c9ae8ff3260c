import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { MOST_SIDECAR_BYTES } from '../domain/sidecar-notes.ts';
import { sidecarText } from '../domain/xmp-sidecar.ts';
import { readCompanion } from './read-companion.ts';

const FIVE_STARS = sidecarText({ rating: 5 });

/** Begins with U+FEFF, as UTF-16 must. */
const NOTED = `\uFEFF${sidecarText({ rating: 4, caption: 'Köln – 写真' })}`;
const FAVOURITE = JSON.stringify({
  title: '1.jpg',
  photoTakenTime: { timestamp: '0' },
  favorited: true,
});

function hashOf(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function file(bytes: string | Uint8Array<ArrayBuffer>): File {
  return new File([bytes], 'any');
}

describe('a file beside a photo', () => {
  it('is known by its bytes, and an XMP sidecar by what it says', async () => {
    expect(await readCompanion('a/1.XMP', file(FIVE_STARS))).toEqual({
      kind: 'read',
      outcome: {
        kind: 'companion',
        content: hashOf(FIVE_STARS),
        notes: { rating: 5 },
      },
      bytesRead: FIVE_STARS.length + 2, // U+FEFF has three bytes.
    });
    const film = await readCompanion('a/1.mov', file(FIVE_STARS));
    expect(film).toMatchObject({ kind: 'read' });
    expect(film).not.toHaveProperty('outcome.notes');
  });

  it.each([
    ['UTF-8', Buffer.from(NOTED, 'utf8')],
    ['UTF-16LE', Buffer.from(NOTED, 'utf16le')],
    ['UTF-16BE', Buffer.from(NOTED, 'utf16le').swap16()],
  ])('and an XMP sidecar in %s by what it says', async (_encoding, bytes) => {
    const read = await readCompanion('a/1.xmp', file(Uint8Array.from(bytes)));
    expect(read).toMatchObject({
      outcome: {
        content: hashOf(bytes),
        notes: { rating: 4, caption: 'Köln – 写真' },
      },
      bytesRead: bytes.length,
    });
  });

  it.each([
    ['bare', (text: string) => Buffer.from(text)],
    ['with its mark', (text: string) => Buffer.from(`\uFEFF${text}`)],
  ])('and the JSON of a Takeout by what it says, %s', async (_how, encoded) => {
    const bytes = Uint8Array.from(encoded(FAVOURITE));
    const read = await readCompanion('a/1.jpg.json', file(bytes));
    expect(read).toMatchObject({ outcome: { notes: { rating: 5 } } });
    // Each form by its name alone.
    for (const [path, text] of [
      ['a/1.xmp', FAVOURITE],
      ['a/1.jpg.json', FIVE_STARS],
      ['a/1.aae', FAVOURITE],
    ] as const) {
      expect(await readCompanion(path, file(text))).not.toHaveProperty(
        'outcome.notes',
      );
    }
  });

  const latin1 = Uint8Array.from(Buffer.from(`${FIVE_STARS}ü`, 'latin1'));
  const utf16 = Uint8Array.from(Buffer.from(NOTED, 'utf16le'));
  const spaces = ' '.repeat(MOST_SIDECAR_BYTES);
  it.each([
    ['says nothing', '<x:xmpmeta>edits</x:xmpmeta>'],
    ['is a picture', Uint8Array.of(0xff, 0xd8, 0xff, 0xe1, 0, 4, 1, 2)],
    ['is not UTF-8', latin1],
    ['is huge', FIVE_STARS + spaces],
    ['is half a character in UTF-16', utf16.subarray(0, -1)],
    ['is UTF-16 without a mark', utf16.subarray(2)],
    ['is one byte', Uint8Array.of(0xff)],
  ])('and no more, where it %s', async (_what, bytes) => {
    expect(await readCompanion('a/1.xmp', file(bytes))).toEqual({
      kind: 'read',
      outcome: { kind: 'companion', content: hashOf(bytes) },
      bytesRead: file(bytes).size,
    });
  });

  it.each([
    ['is huge', FAVOURITE + spaces],
    [
      'is not UTF-8',
      Uint8Array.from(Buffer.from(FAVOURITE.replace('1.jpg', 'ü'), 'latin1')),
    ],
    ['is cut off', FAVOURITE.slice(0, -1)],
  ])('and no more, where a JSON %s', async (_what, bytes) => {
    expect(await readCompanion('a/1.jpg.json', file(bytes))).toEqual({
      kind: 'read',
      outcome: { kind: 'companion', content: hashOf(bytes) },
      bytesRead: file(bytes).size,
    });
  });

  it('is not read when it is larger than any is', async () => {
    const film = { size: 65 * 1024 * 1024 } as unknown as File;
    expect(await readCompanion('a/1.mov', film)).toEqual({
      kind: 'read',
      outcome: { kind: 'companion' },
      bytesRead: 0,
    });
  });

  it('is skipped when it is empty or cannot be read', async () => {
    expect(await readCompanion('a/1.xmp', file(''))).toEqual({
      kind: 'failed',
      failure: { kind: 'empty-file' },
    });
    const gone = {
      size: 10,
      arrayBuffer: () =>
        Promise.reject(new DOMException('it is gone', 'NotFoundError')),
    } as unknown as File;
    expect(await readCompanion('a/1.xmp', gone)).toMatchObject({
      kind: 'failed',
      failure: { kind: 'vanished' },
    });
  });
});
