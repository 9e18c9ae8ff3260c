/** The bytes of lower-case hex digits. */
export function bytesOfHex(hex: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(hex.length / 2);
  putHexBytes(hex, bytes, 0);
  return bytes;
}

/** Writes the bytes of lower-case hex digits into `bytes`, from `offset` on. */
export function putHexBytes(
  hex: string,
  bytes: Uint8Array,
  offset: number,
): void {
  for (let at = 0; at * 2 < hex.length; at += 1) {
    bytes[offset + at] =
      (VALUES[hex.charCodeAt(at * 2)] ?? 0) * 16 +
      (VALUES[hex.charCodeAt(at * 2 + 1)] ?? 0);
  }
}

const DIGITS = Uint8Array.from('0123456789abcdef', (digit) =>
  digit.charCodeAt(0),
);

/** The value of a digit by its character code. */
const VALUES = new Uint8Array(128);
DIGITS.forEach((code, value) => {
  VALUES[code] = value;
});

const decoder = new TextDecoder();

/** Lower-case hex digits of bytes, two each. */
export function hexOfBytes(bytes: Uint8Array): string {
  const codes = new Uint8Array(bytes.length * 2);
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    codes[at * 2] = DIGITS[byte >> 4] ?? 0;
    codes[at * 2 + 1] = DIGITS[byte & 15] ?? 0;
  }
  return decoder.decode(codes);
}
