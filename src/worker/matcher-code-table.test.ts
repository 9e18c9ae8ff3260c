import { describe, expect, it } from 'vitest';
import { CodeTable } from './matcher-code-table.ts';

function code(byte: number): Uint8Array {
  return new Uint8Array(8).fill(byte);
}

describe('CodeTable', () => {
  it('lays equal codes out once, with all owners', () => {
    const table = new CodeTable<string>(8);
    table.add(code(1), 'a');
    table.add(code(2), 'b');
    table.add(code(1), 'c');
    expect([...table.bytes]).toEqual([...code(1), ...code(2)]);
    expect([...table.ownersAt(0)]).toEqual(['a', 'c']);
  });

  it('finds nobody where the owners are gone, and takes a code in again', () => {
    const table = new CodeTable<string>(8);
    table.add(code(1), 'a');
    table.remove(code(1), 'a');
    expect([...table.ownersAt(0)]).toEqual([]);
    table.add(code(1), 'b');
    expect(table.bytes.length).toBe(8);
    expect([...table.ownersAt(0)]).toEqual(['b']);
  });

  it('grows without losing codes', () => {
    const table = new CodeTable<number>(32);
    const codes = Array.from({ length: 1000 }, (_one, at) => {
      const bytes = new Uint8Array(32);
      new DataView(bytes.buffer).setUint32(7, at);
      return bytes;
    });
    codes.forEach((bytes, at) => {
      table.add(bytes, at);
    });
    expect(table.bytes.length).toBe(32_000);
    codes.forEach((bytes, at) => {
      expect(table.bytes.subarray(at * 32, at * 32 + 32)).toEqual(bytes);
    });
  });

  it('takes no missing hash and no code of another length', () => {
    const table = new CodeTable<string>(8);
    table.add(new Uint8Array(), 'a');
    expect(table.bytes.length).toBe(0);
    expect(() => {
      table.add(new Uint8Array(32), 'a');
    }).toThrow('a code of 32 bytes');
  });
});
