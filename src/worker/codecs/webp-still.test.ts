import { expect, test } from 'vitest';
import { webpStill } from './webp-still.ts';
import { readPictureHeader } from '../headers/read-header.ts';
import { bytesOf, encodedPicture, u32le } from '../test-pictures.ts';

function chunk(type: string, ...data: number[]): number[] {
  const pad = data.length % 2 === 0 ? [] : [0];
  return [...bytesOf(type), ...u32le(data.length), ...data, ...pad];
}

function riff(...chunks: number[][]): Uint8Array<ArrayBuffer> {
  const all = chunks.flat();
  return bytesOf('RIFF', u32le(all.length + 4), 'WEBP', all);
}

/** A canvas of 100 × 50 px with two frames of 20 × 10 px, the first at 6, 4. */
async function animation() {
  const still = await encodedPicture('webp', 20, 10);
  const picture = [...still.subarray(12)];
  const frame = (x: number) =>
    chunk('ANMF', x, 0, 0, 2, 0, 0, 19, 0, 0, 9, 0, 0, 40, 0, 0, 0, ...picture);
  return {
    picture,
    file: riff(
      chunk('VP8X', 2, 0, 0, 0, 99, 0, 0, 49, 0, 0),
      chunk('ANIM', 0, 0, 0, 0, 0, 0),
      frame(3),
      frame(5),
    ),
  };
}

test('the first frame becomes a file, and its place is known', async () => {
  const { file, picture } = await animation();
  const frame = webpStill(file);
  expect(frame).toMatchObject({
    ...{ left: 6, top: 4, widthPx: 20, heightPx: 10 },
    ...{ canvasWidthPx: 100, canvasHeightPx: 50 },
  });
  const still = frame!.still;
  expect([...still.subarray(30)]).toEqual(picture);
  expect(readPictureHeader('webp', still)).toEqual({
    ...{ widthPx: 20, heightPx: 10, frameCount: 1, isIncomplete: false },
  });
});

test('a still stays what it is, and cut files end', async () => {
  expect(webpStill(await encodedPicture('webp', 20, 10))).toBeUndefined();
  const { file } = await animation();
  for (let length = 0; length < file.length; length += 7) {
    const frame = webpStill(file.slice(0, length));
    expect(frame?.still.length ?? 0).toBeLessThan(file.length);
  }
});
