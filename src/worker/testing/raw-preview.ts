import { expect } from 'vitest';
import { readPictureHeader } from '../headers/read-header.ts';
import { readRaw } from '../raw/read-raw.ts';
import { sniffFormat } from '../sniff-format.ts';

/** The preview of 720 × 480 px that is found is this JPEG, wherever in the file it stands. */
export function expectPreview(
  raw: Uint8Array<ArrayBuffer>,
  jpeg: Uint8Array,
): void {
  const { preview } = readRaw(raw);
  expect(preview).toMatchObject({ widthPx: 720, heightPx: 480, isWhole: true });
  const found = raw.subarray(preview?.startByte, preview?.endByte);
  expect(Buffer.compare(found, jpeg)).toBe(0);
}

/** What the header says, of bytes that are known for a raw file. */
export function rawHeaderOf(
  bytes: Uint8Array<ArrayBuffer>,
): ReturnType<typeof readPictureHeader> {
  expect(sniffFormat(bytes)?.format).toBe('raw');
  return readPictureHeader('raw', bytes);
}
