import { drawScene } from './draw-scene.ts';
import { encodeJpeg } from './encode-picture.ts';
import { PhotoFolder } from './photo-folder.ts';

/** Drawing takes longer than decoding, so each picture serves for this many files. */
const FILES_PER_SCENE = 12;

/** Decoders stop at the end of the picture, so what follows changes the bytes only. */
function withTail(jpeg: Buffer, number: number): Buffer {
  return Buffer.concat([jpeg, Buffer.from(`copy ${number}`)]);
}

/** A folder that keeps the workers busy for a while: `scene-<n>.jpg`, no two with the same bytes. */
export async function busyFolder(count: number): Promise<PhotoFolder> {
  const folder = await PhotoFolder.create();
  let jpeg: Buffer = Buffer.alloc(0);
  for (let number = 0; number < count; number += 1) {
    if (number % FILES_PER_SCENE === 0) {
      jpeg = await encodeJpeg(drawScene(number + 300, 1200, 900), 90);
    }
    await folder.write(`scene-${number}.jpg`, withTail(jpeg, number));
  }
  return folder;
}
