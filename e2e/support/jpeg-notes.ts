/** Degrees, minutes and seconds, north and east. */
export interface GpsParts {
  latitude: readonly [number, number, number];
  longitude: readonly [number, number, number];
}

/** The JPEG with these APP1 segments behind its first marker. */
export function withSegments(
  jpeg: Buffer,
  ...segments: readonly Buffer[]
): Buffer {
  return Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);
}

export function xmpSegment(xmp: string): Buffer {
  return app1(Buffer.from(`http://ns.adobe.com/xap/1.0/\0${xmp}`));
}

/** EXIF with nothing but a place (EXIF 2.3, GPS attribute information). */
export function gpsSegment({ latitude, longitude }: GpsParts): Buffer {
  const gpsAt = 8 + 2 + 12 + 4;
  const valuesAt = gpsAt + 2 + 4 * 12 + 4;
  return app1(
    Buffer.concat([
      Buffer.from('Exif\0\0MM\0*'),
      u32(8),
      u16(1),
      entry(0x8825, 4, 1, u32(gpsAt)),
      u32(0),
      u16(4),
      entry(1, 2, 2, Buffer.from('N\0\0\0')),
      entry(2, 5, 3, u32(valuesAt)),
      entry(3, 2, 2, Buffer.from('E\0\0\0')),
      entry(4, 5, 3, u32(valuesAt + 24)),
      u32(0),
      ...[...latitude, ...longitude].flatMap((part) => [u32(part), u32(1)]),
    ]),
  );
}

function app1(data: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0xff, 0xe1]), u16(data.length + 2), data]);
}

function entry(
  tag: number,
  type: number,
  count: number,
  value: Buffer,
): Buffer {
  return Buffer.concat([u16(tag), u16(type), u32(count), value]);
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
