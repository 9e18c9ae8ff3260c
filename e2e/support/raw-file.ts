/** Tags of the smallest raw file that says what it is: a DNG with a JPEG preview. */
const DNG_VERSION = 0xc612;
const JPEG_START = 0x0201;
const JPEG_LENGTH = 0x0202;
const LONG = 4;
const BYTE = 1;

/** A DNG whose preview is this JPEG, as a camera writes one beside its raw data. */
export function rawFile(preview: Buffer): Buffer {
  const fields = [
    { tag: JPEG_START, type: LONG, count: 1, value: 64 },
    { tag: JPEG_LENGTH, type: LONG, count: 1, value: preview.length },
    { tag: DNG_VERSION, type: BYTE, count: 4, value: 0x0000_0401 },
  ];
  const head = Buffer.alloc(64);
  head.write('II*\0', 0, 'latin1');
  head.writeUInt32LE(8, 4);
  head.writeUInt16LE(fields.length, 8);
  for (const [index, { tag, type, count, value }] of fields.entries()) {
    const at = 10 + index * 12;
    head.writeUInt16LE(tag, at);
    head.writeUInt16LE(type, at + 2);
    head.writeUInt32LE(count, at + 4);
    head.writeUInt32LE(value, at + 8);
  }
  return Buffer.concat([head, preview]);
}
