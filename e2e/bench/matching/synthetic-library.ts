import type { Fingerprint } from '../../../src/domain/fingerprint.ts';
import {
  testFile,
  testFingerprint,
} from '../../../src/domain/group-test-photos.ts';
import {
  contentHash,
  pixelHash,
  type ContentHash,
} from '../../../src/domain/photo-id.ts';
import type { FileRecord } from '../../../src/domain/photo.ts';
import { realisticCodes } from '../../../src/worker/kernels/oracle/realistic-codes.ts';
import { seededRandom } from '../../../src/worker/kernels/oracle/seeded-random.ts';

/** Of the duplicates, this share are the same bytes in another place; the rest are near copies. */
const SAME_BYTES_SHARE = 0.3;

/** Bits of 256 that near copies are apart. */
const COPY_BITS_256 = [0, 2, 4, 6, 10, 14, 20, 28, 36, 46] as const;
const COPY_BITS_64 = [0, 0, 0, 2, 2, 2, 4, 4, 6, 8] as const;

const THUMBS = 64;
const THUMB_BYTES = 1024;

/** In each row of a pHash-64 the odd columns: a mirror turns the sign of those coefficients. */
const ODD_COLUMNS = 0x55;

/** Files `from` ≤ number < `to` with the fingerprints of contents that are new among them. */
export interface LibraryPart {
  files: FileRecord[];
  fingerprints: Fingerprint[];
}

/**
 * A library of so many files with a share of duplicates. Hashes are as far apart as those of
 * photos (see realisticCodes); pictures themselves are not drawn. Fingerprints are made when they
 * are asked for, so a million of them need no memory.
 */
export class SyntheticLibrary {
  readonly fileCount: number;
  private readonly codes: Uint8Array;
  /** Of each file: the file whose picture it shows, itself for an original. */
  private readonly originals: Int32Array;
  private readonly isSameBytes: Uint8Array;
  private readonly thumbs: Uint8Array[];

  constructor(fileCount: number, duplicateShare: number, seed = 1) {
    this.fileCount = fileCount;
    const random = seededRandom(seed);
    this.codes = realisticCodes(fileCount, 0, seed);
    this.originals = Int32Array.from({ length: fileCount }, (_zero, at) => at);
    this.isSameBytes = new Uint8Array(fileCount);
    for (let at = 1; at < fileCount; at += 1) {
      if (random() >= duplicateShare) continue;
      this.originals[at] = this.originals[Math.floor(random() * at)]!;
      this.isSameBytes[at] = random() < SAME_BYTES_SHARE ? 1 : 0;
    }
    this.thumbs = Array.from({ length: THUMBS }, () =>
      Uint8Array.from({ length: THUMB_BYTES }, () => random() * 256),
    );
  }

  part(from: number, to: number): LibraryPart {
    const files: FileRecord[] = [];
    const fingerprints: Fingerprint[] = [];
    for (let at = from; at < Math.min(to, this.fileCount); at += 1) {
      const fingerprint = this.fingerprint(this.contentNumber(at));
      fingerprints.push(fingerprint);
      files.push(
        testFile(fingerprint, `${Math.floor(at / 500)}/IMG_${at}.jpg`, {
          sizeBytes: 2_000_000 + (at % 1000) * 997,
        }),
      );
    }
    return { files, fingerprints };
  }

  /** As storage gives them back. */
  read(contents: readonly ContentHash[]): Fingerprint[] {
    return contents.map((content) =>
      this.fingerprint(Number.parseInt(content, 16)),
    );
  }

  private contentNumber(file: number): number {
    return this.isSameBytes[file] === 1 ? this.originals[file]! : file;
  }

  private fingerprint(number: number): Fingerprint {
    const original = this.originals[number]!;
    const upright64 = this.codes.slice(original * 8, original * 8 + 8);
    const upright256 = wideCode(upright64);
    if (original !== number) {
      const random = seededRandom(number);
      const kind = Math.floor(random() * COPY_BITS_64.length);
      flip(upright64, COPY_BITS_64[kind]!, random);
      flip(upright256, COPY_BITS_256[kind]!, random);
    }
    const dihedralPHash64 = new Uint8Array(64);
    const dihedralPHash256 = new Uint8Array(256);
    for (let variant = 0; variant < 8; variant += 1) {
      dihedralPHash64.set(turned(upright64, variant), variant * 8);
      dihedralPHash256.set(upright256, variant * 32);
      for (let at = 0; variant > 0 && at < 32; at += 1) {
        dihedralPHash256[variant * 32 + at]! ^= variant * 37;
      }
    }
    const plain = testFingerprint({
      facts: { widthPx: 4000 - (number % 50), heightPx: 3000 },
    });
    return {
      ...plain,
      content: contentHash(number.toString(16).padStart(64, '0')),
      pixels: pixelHash(number.toString(16).padStart(32, '0')),
      lumaThumb: this.thumbs[original % THUMBS]!.slice(),
      hashes: {
        ...plain.hashes,
        pHash64: upright64,
        pHash256: upright256,
        dihedralPHash64,
        dihedralPHash256,
      },
    };
  }
}

/** 256 bits that follow from 64, and are unlike those of any other 64. */
function wideCode(code: Uint8Array): Uint8Array {
  const view = new DataView(code.buffer);
  const random = seededRandom(
    view.getUint32(0) ^ Math.imul(view.getUint32(4), 31),
  );
  return Uint8Array.from({ length: 32 }, () => random() * 256);
}

function flip(code: Uint8Array, bits: number, random: () => number): void {
  for (let n = 0; n < bits; n += 1) {
    const bit = 1 + Math.floor(random() * (code.length * 8 - 1));
    code[bit >> 3]! ^= 128 >> (bit & 7);
  }
}

/** A pHash-64 turned: a transposition for quarter turns, signs for mirrors; the mean stays. */
function turned(code: Uint8Array, variant: number): Uint8Array {
  const result = variant % 2 === 1 ? transposed(code) : code.slice();
  if (variant >= 4 !== variant % 4 >= 2) {
    result.forEach((row, at) => (result[at] = row ^ ODD_COLUMNS));
  }
  if (variant % 4 === 1 || variant % 4 === 2) {
    result.forEach((row, at) => (result[at] = at % 2 === 1 ? row ^ 255 : row));
  }
  return result;
}

function transposed(code: Uint8Array): Uint8Array {
  const result = new Uint8Array(8);
  for (let row = 0; row < 8; row += 1) {
    for (let column = 0; column < 8; column += 1) {
      if ((code[row]! & (128 >> column)) !== 0) result[column]! |= 128 >> row;
    }
  }
  return result;
}
