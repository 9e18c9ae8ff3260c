import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { sniffPackedSvg, unpackGzip } from './packed-svg.ts';
import { bytesOf } from '../test-pictures.ts';

function packed(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(Buffer.from(text)));
}

test('a packed drawing is a drawing', async () => {
  const drawing = packed('<?xml version="1.0"?><svg width="9"/>');
  expect(await sniffPackedSvg(drawing)).toEqual({
    format: 'svg',
    startByte: 0,
  });
});

test.each([
  ['a packed text', packed('see <svg>')],
  ['a drawing that is not packed', bytesOf('<svg/>')],
  ['a frame with nothing in it', bytesOf([0x1f, 0x8b, 8, 0, 0])],
  ['nothing', bytesOf()],
])('%s is not one', async (_, bytes) => {
  expect(await sniffPackedSvg(bytes)).toBeUndefined();
});

test('what is packed comes out as far as it is there, and no further than asked', async () => {
  const text = Array.from({ length: 20_000 }, (_, i) => String(i)).join(' ');
  const bytes = packed(text);
  const all = await unpackGzip(bytes, 1e6);
  expect(Buffer.from(all).toString()).toBe(text);
  const cut = await unpackGzip(bytes.slice(0, bytes.length / 2), 1e6);
  expect(cut.length).toBeGreaterThan(1000);
  expect(text.startsWith(Buffer.from(cut).toString())).toBe(true);
  expect((await unpackGzip(bytes, 4096)).length).toBe(4096);
});
