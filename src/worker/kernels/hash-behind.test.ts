import { xxhash128 } from 'hash-wasm';
import { beforeAll, expect, test } from 'vitest';
import { HASH_ROOM_BYTES, hashBehind } from './hash-behind.ts';
import type { KernelExports } from './kernel-exports.ts';
import { KernelMemory } from './kernel-memory.ts';
import { randomBytes } from './oracle/seeded-random.ts';
import { testExports } from './test-kernels.ts';

let kernels: KernelExports;
let memory: KernelMemory;
beforeAll(async () => {
  kernels = await testExports();
  memory = new KernelMemory(kernels);
});

function hashOf(text: string, bytes: Uint8Array): string | undefined {
  memory.reset();
  const at = memory.take(HASH_ROOM_BYTES + bytes.length) + HASH_ROOM_BYTES;
  memory.write(at, bytes);
  const hash = hashBehind(kernels, memory, text, at, bytes.length);
  expect(Buffer.compare(memory.read(at, bytes.length), bytes)).toBe(0);
  return hash;
}

test.each([
  ['', 241],
  ['500x375', 234],
  ['500x375', 1020],
  ['a'.repeat(256), 5000],
])('it is XXH3 of both (%#)', async (text, sizeBytes) => {
  const bytes = randomBytes(sizeBytes, sizeBytes);
  const both = Buffer.concat([Buffer.from(text), bytes]);
  expect(hashOf(text, bytes)).toBe(await xxhash128(both));
});

test('what the kernel cannot hash is left to others', () => {
  expect(hashOf('500x375', randomBytes(233, 1))).toBeUndefined();
  expect(hashOf('a'.repeat(257), randomBytes(5000, 1))).toBeUndefined();
  expect(hashOf('ä', randomBytes(5000, 1))).toBeUndefined();
});
