import { describe, expect, it } from 'vitest';
import { CodeTable } from './matcher-code-table.ts';

function code(byte: number): Uint8Array {
  return new Uint8Array(8).fill(byte);
}

describe('CodeTable', () => {
  it('lays equal codes out once, with all owners', () => {
    const table = new CodeTable(8);
    table.add(code(1), 0);
    table.add(code(2), 1);
    table.add(code(1), 2);
    expect([...table.bytes]).toEqual([...code(1), ...code(2)]);
    expect([...table.ownersAt(0)].sort()).toEqual([0, 2]);
  });

  it('finds nobody where the owners are gone, and takes a code in again', () => {
    const table = new CodeTable(8);
    table.add(code(1), 0);
    table.remove(code(1), 0);
    expect([...table.ownersAt(0)]).toEqual([]);
    table.add(code(1), 1);
    expect(table.bytes.length).toBe(8);
    expect([...table.ownersAt(0)]).toEqual([1]);
  });

  it('grows without losing codes', () => {
    const table = new CodeTable(32);
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

  it('finds a code again among many, and uses the room of owners that left', () => {
    const table = new CodeTable(8);
    const codes = Array.from({ length: 3000 }, (_one, at) => {
      const bytes = new Uint8Array(8);
      new DataView(bytes.buffer).setUint32(0, at % 1000);
      return bytes;
    });
    for (let round = 0; round < 3; round += 1) {
      codes.forEach((bytes, owner) => {
        table.add(bytes, owner);
      });
      expect(table.count).toBe(1000);
      for (const place of [0, 7, 999]) {
        expect([...table.ownersAt(place)].sort((a, b) => a - b)).toEqual([
          place,
          place + 1000,
          place + 2000,
        ]);
      }
      codes.forEach((bytes, owner) => {
        table.remove(bytes, owner);
      });
      expect([...table.ownersAt(7)]).toEqual([]);
    }
  });

  it('takes no missing hash and no code of another length', () => {
    const table = new CodeTable(8);
    table.add(new Uint8Array(), 0);
    expect(table.bytes.length).toBe(0);
    expect(() => {
      table.add(new Uint8Array(32), 0);
    }).toThrow('a code of 32 bytes');
  });
});
