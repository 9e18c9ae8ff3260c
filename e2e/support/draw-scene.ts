/** RGBA picture, 4 bytes a pixel, row-major. */
export interface Picture {
  data: Uint8ClampedArray;
  width: number;
  height: number;
}

/** Deterministic numbers in [0, 1) (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A scene with broad forms, edges and fine texture, unlike that of any other seed. */
export function drawScene(seed: number, width = 640, height = 480): Picture {
  const random = seededRandom(seed * 7919 + 13);
  const data = new Uint8ClampedArray(width * height * 4);
  const top = [random() * 255, random() * 255, random() * 255];
  const bottom = [random() * 255, random() * 255, random() * 255];
  const blobs = Array.from({ length: 34 }, () => ({
    x: random(),
    y: random(),
    rx: 0.03 + random() * 0.22,
    ry: 0.03 + random() * 0.22,
    isBox: random() < 0.4,
    colour: [random() * 255, random() * 255, random() * 255],
  }));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const u = x / width;
      const v = y / height;
      let colour = top.map((c, i) => c + ((bottom[i] ?? 0) - c) * v);
      for (const blob of blobs) {
        const dx = Math.abs(u - blob.x) / blob.rx;
        const dy = Math.abs(v - blob.y) / blob.ry;
        const isInside = blob.isBox ? dx < 1 && dy < 1 : dx * dx + dy * dy < 1;
        if (isInside) {
          colour = blob.colour;
        }
      }
      const grain =
        ((Math.imul(x * 374761 + y * 668265, 1274126177) >>> 24) - 128) / 14;
      const at = (y * width + x) * 4;
      for (let i = 0; i < 3; i += 1) {
        data[at + i] = (colour[i] ?? 0) + grain;
      }
      data[at + 3] = 255;
    }
  }
  return { data, width, height };
}

/** Mean of each block of `factor`² pixels. */
export function shrink(picture: Picture, factor: number): Picture {
  const width = Math.floor(picture.width / factor);
  const height = Math.floor(picture.height / factor);
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      for (let channel = 0; channel < 4; channel += 1) {
        let sum = 0;
        for (let dy = 0; dy < factor; dy += 1) {
          for (let dx = 0; dx < factor; dx += 1) {
            const at =
              ((y * factor + dy) * picture.width + x * factor + dx) * 4;
            sum += picture.data[at + channel] ?? 0;
          }
        }
        data[(y * width + x) * 4 + channel] = sum / factor ** 2;
      }
    }
  }
  return { data, width, height };
}

/** A quarter turn clockwise. */
export function turnRight(picture: Picture): Picture {
  const { width, height } = picture;
  const from = new Uint32Array(picture.data.buffer);
  const to = new Uint32Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      to[x * height + (height - 1 - y)] = from[y * width + x] ?? 0;
    }
  }
  return {
    data: new Uint8ClampedArray(to.buffer),
    width: height,
    height: width,
  };
}
