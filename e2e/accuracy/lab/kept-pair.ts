import {
  inverseTransform,
  invertPairMeasure,
} from '../../../src/domain/judge-edge-geometry.ts';
import type { PairMeasure } from '../../../src/domain/relation.ts';
import type { PairCheck } from '../../../src/protocol/matcher-protocol.ts';
import type { Scanned, TakeLook } from './judge-pair.ts';

/** A look that was taken. */
export interface KeptLook {
  check: PairCheck;
  measure?: PairMeasure;
}

/** All that was measured of an original and a copy: enough to judge them again without the files. */
export interface KeptPair {
  photo: string;
  transform: string;
  original: Scanned;
  copy: Scanned;
  looks: KeptLook[];
}

interface KeptBytes {
  base64: string;
}

function isKeptBytes(value: unknown): value is KeptBytes {
  return typeof value === 'object' && value !== null && 'base64' in value;
}

/** One line of JSON; arrays of bytes as base64. */
export function keptLine(pair: KeptPair): string {
  return JSON.stringify(pair, (_name, value: unknown) =>
    value instanceof Uint8Array
      ? { base64: btoa(String.fromCharCode(...value)) }
      : value,
  );
}

/** @param line as keptLine writes it */
export function readKeptLine(line: string): KeptPair {
  return JSON.parse(line, (_name, value: unknown) =>
    isKeptBytes(value)
      ? Uint8Array.from(atob(value.base64), (char) => char.charCodeAt(0))
      : value,
  ) as KeptPair;
}

/** Gives the looks that were taken, whichever file comes first; none for what was not looked at. */
export function keptLooks({ looks }: KeptPair): TakeLook {
  return ({ first, second, transform }) => {
    const found = looks.find(({ check }) =>
      check.first === first
        ? check.second === second && check.transform === transform
        : check.first === second &&
          check.second === first &&
          check.transform === inverseTransform(transform),
    );
    const measure = found?.measure;
    return Promise.resolve(
      measure && found.check.first !== first
        ? invertPairMeasure(measure)
        : measure,
    );
  };
}
