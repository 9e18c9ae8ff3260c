import { HUFFMAN_SPEC_BYTES } from './jpeg-dc-exports.ts';
import { linesBehindScan } from '../headers/jpeg-header.ts';
import { STANDARD_TABLES } from './jpeg-dc-standard-tables.ts';

/** One component of the frame, as its header has it. */
export interface JpegComponent {
  id: number;
  /** Sampling factors, 1–4. */
  across: number;
  down: number;
  quantiser: number;
}

export interface JpegFrame {
  widthPx: number;
  heightPx: number;
  isProgressive: boolean;
  components: JpegComponent[];
}

/** A component of a scan, with everything its DC coefficients need. */
export interface JpegScanComponent {
  /** Index into the frame's components. */
  index: number;
  /** 16 counts and the values. */
  dcSpec: Uint8Array;
  acSpec: Uint8Array;
  /** Quantisation step of the DC coefficient, 1–65535. */
  dcQuantiser: number;
}

export interface JpegScan {
  frame: JpegFrame;
  components: JpegScanComponent[];
  /** A sequential scan, or the first DC scan of a progressive one. */
  hasFirstDc: boolean;
  pointTransform: number;
  restartInterval: number;
  /** Where the entropy-coded data start. */
  dataAt: number;
}

export type JpegProblem =
  { kind: 'unsupported'; why: string } | { kind: 'damaged'; detail: string };

/** What the next markers lead to. */
export type JpegStep =
  { kind: 'scan'; scan: JpegScan } | { kind: 'end' } | JpegProblem;

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;

/** SOFn that this kernel does not read, by what they announce. */
const UNSUPPORTED: Readonly<Record<number, string>> = {
  0xc3: 'lossless coding',
  0xc5: 'hierarchical coding',
  0xc6: 'hierarchical coding',
  0xc7: 'hierarchical coding',
  0xc8: 'an extension of JPEG',
  0xc9: 'arithmetic coding',
  0xca: 'arithmetic coding',
  0xcb: 'arithmetic coding',
  0xcd: 'arithmetic coding',
  0xce: 'arithmetic coding',
  0xcf: 'arithmetic coding',
  0xde: 'hierarchical coding',
};

function damaged(detail: string): JpegProblem {
  return { kind: 'damaged', detail };
}

/**
 * Reads the markers of a JPEG file (ITU-T T.81, annex B), scan by scan. Goes forward only, so that
 * any file costs time in proportion to its length.
 */
export class JpegMarkers {
  /** The Adobe segment's colour transform: 0 none, 1 YCbCr, 2 YCCK. */
  adobeTransform: number | undefined;
  hasJfif = false;
  /** The next byte to look at. */
  at: number;

  private readonly bytes: Uint8Array;
  private readonly quantisers: (number | undefined)[] = [];
  private readonly specs = {
    dc: [...STANDARD_TABLES.dc] as (Uint8Array | undefined)[],
    ac: [...STANDARD_TABLES.ac] as (Uint8Array | undefined)[],
  };
  private restartInterval = 0;
  private frame: JpegFrame | undefined;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.at = 0;
  }

  /** Goes behind the first SOI that a marker follows. @returns false where there is none */
  findStart(): boolean {
    const { bytes } = this;
    let at = bytes.indexOf(0xff);
    while (at >= 0 && (bytes[at + 1] !== SOI || bytes[at + 2] !== 0xff)) {
      at = bytes.indexOf(0xff, at + 1);
    }
    this.at = at + 2;
    return at >= 0;
  }

  /** Reads on to the next scan. Afterwards `at` is where its data start. */
  next(): JpegStep {
    for (;;) {
      const marker = this.nextMarker();
      if (marker === undefined || marker === EOI) return { kind: 'end' };
      const segment = this.segment();
      if (segment === undefined) return { kind: 'end' };
      const step =
        marker === SOS
          ? this.readScan(segment)
          : this.readOther(marker, segment);
      if (step !== undefined) return step;
    }
  }

  /** The next marker that a segment follows, or EOI. */
  private nextMarker(): number | undefined {
    const { bytes } = this;
    for (;;) {
      const at = bytes.indexOf(0xff, this.at);
      const marker = at < 0 ? undefined : bytes[at + 1];
      if (marker === undefined) return undefined;
      this.at = marker === 0xff ? at + 1 : at + 2;
      const isAlone =
        marker <= 0x01 || marker === 0xff || (marker >= 0xd0 && marker <= SOI);
      if (!isAlone) return marker;
    }
  }

  /** The segment's contents; undefined where the file ends before it does. */
  private segment(): Uint8Array | undefined {
    const { bytes, at } = this;
    if (at + 2 > bytes.length) return undefined;
    const length = u16(bytes, at);
    if (length < 2 || at + length > bytes.length) return undefined;
    this.at = at + length;
    return bytes.subarray(at + 2, at + length);
  }

  private readOther(
    marker: number,
    segment: Uint8Array,
  ): JpegProblem | undefined {
    const why = UNSUPPORTED[marker];
    if (why !== undefined) return { kind: 'unsupported', why };
    switch (marker) {
      case 0xc0:
      case 0xc1:
      case 0xc2:
        return this.readFrame(segment, marker === 0xc2);
      case 0xc4:
        return this.readHuffmanTables(segment);
      case 0xdb:
        return this.readQuantisers(segment);
      case 0xdd:
        this.restartInterval = segment.length < 2 ? 0 : u16(segment, 0);
        return undefined;
      case 0xe0:
        this.hasJfif ||= startsWith(segment, 'JFIF\0');
        return undefined;
      case 0xee:
        if (startsWith(segment, 'Adobe')) this.adobeTransform = segment[11];
        return undefined;
      default:
        return undefined;
    }
  }

  private readFrame(
    segment: Uint8Array,
    isProgressive: boolean,
  ): JpegProblem | undefined {
    if (this.frame !== undefined) return damaged('It has two frame headers.');
    const [precision = 0, , , , , count = 0] = segment;
    if (precision !== 8) {
      return { kind: 'unsupported', why: `${precision} bits per sample` };
    }
    if (count !== 1 && count !== 3 && count !== 4) {
      return { kind: 'unsupported', why: `${count} colour components` };
    }
    if (segment.length < 6 + count * 3) {
      return damaged('Its frame header is too short.');
    }
    const components = Array.from({ length: count }, (_unused, i) =>
      readComponent(segment, 6 + i * 3),
    );
    if (!components.every(hasFactors)) {
      return damaged('Its sampling factors cannot be.');
    }
    const heightPx = u16(segment, 1);
    const widthPx = u16(segment, 3);
    if (widthPx === 0) return damaged('Its width is 0.');
    this.frame = { widthPx, heightPx, isProgressive, components };
    return undefined;
  }

  private readHuffmanTables(segment: Uint8Array): JpegProblem | undefined {
    for (let at = 0; at < segment.length;) {
      const head = segment[at]!;
      const counts = segment.subarray(at + 1, at + 17);
      const total = counts.reduce((sum, count) => sum + count, 0);
      const end = at + 17 + total;
      if (total > 256 || end > segment.length || (head & 0xef) > 3) {
        return damaged('A Huffman table cannot be.');
      }
      const spec = new Uint8Array(HUFFMAN_SPEC_BYTES);
      spec.set(segment.subarray(at + 1, end));
      this.specs[head < 16 ? 'dc' : 'ac'][head & 3] = spec;
      at = end;
    }
    return undefined;
  }

  private readQuantisers(segment: Uint8Array): JpegProblem | undefined {
    for (let at = 0; at < segment.length;) {
      const head = segment[at]!;
      const isWide = head >> 4 === 1;
      const end = at + (isWide ? 129 : 65);
      if (head >> 4 > 1 || (head & 15) > 3 || end > segment.length) {
        return damaged('A quantisation table cannot be.');
      }
      this.quantisers[head & 15] = isWide
        ? u16(segment, at + 1)
        : segment[at + 1]!;
      at = end;
    }
    return undefined;
  }

  private readScan(segment: Uint8Array): JpegStep {
    const { frame } = this;
    if (frame === undefined) return damaged('A scan comes before the frame.');
    frame.heightPx ||= linesBehindScan(this.bytes, this.at) ?? 0;
    if (frame.heightPx === 0) return damaged('Its height is 0.');
    const components = this.scanComponents(frame, segment);
    if (components === undefined) {
      return damaged('A scan header cannot be.');
    }
    const [first, last, bits = 0] = segment.subarray(1 + components.length * 2);
    // Ah is in the upper half: 0 in a first scan.
    const isFirstDc = first === 0 && last === 0 && bits < 14;
    return {
      kind: 'scan',
      scan: {
        frame,
        components,
        hasFirstDc: isFirstDc || !frame.isProgressive,
        pointTransform: frame.isProgressive ? bits & 15 : 0,
        restartInterval: this.restartInterval,
        dataAt: this.at,
      },
    };
  }

  private scanComponents(
    frame: JpegFrame,
    segment: Uint8Array,
  ): JpegScanComponent[] | undefined {
    const count = segment[0] ?? 0;
    const isThere = count >= 1 && count <= 4 && segment.length >= 4 + count * 2;
    if (!isThere) return undefined;
    const components: JpegScanComponent[] = [];
    for (let i = 0; i < count; i += 1) {
      const id = segment[1 + i * 2]!;
      const index = frame.components.findIndex(
        (c, at) => c.id === id && !components.some((used) => used.index === at),
      );
      const component = this.scanComponent(frame, index, segment[2 + i * 2]!);
      if (component === undefined) return undefined;
      components.push(component);
    }
    return components;
  }

  private scanComponent(
    frame: JpegFrame,
    index: number,
    tables: number,
  ): JpegScanComponent | undefined {
    const component = frame.components[index];
    if (component === undefined) return undefined;
    const dcSpec = this.specs.dc[tables >> 4];
    const acSpec = this.specs.ac[tables & 15];
    const dcQuantiser = this.quantisers[component.quantiser];
    if (dcQuantiser === undefined) return undefined;
    // A progressive DC scan names no AC table, and later scans no DC table.
    if (!frame.isProgressive && (!dcSpec || !acSpec)) return undefined;
    const none = STANDARD_TABLES.ac[0]!;
    return {
      index,
      dcSpec: dcSpec ?? none,
      acSpec: acSpec ?? none,
      dcQuantiser,
    };
  }
}

/** Both bytes are there. */
function u16(bytes: Uint8Array, at: number): number {
  return bytes[at]! * 256 + bytes[at + 1]!;
}

function readComponent(segment: Uint8Array, at: number): JpegComponent {
  const sampling = segment[at + 1]!;
  return {
    id: segment[at]!,
    across: sampling >> 4,
    down: sampling & 15,
    quantiser: segment[at + 2]!,
  };
}

function hasFactors({ across, down }: JpegComponent): boolean {
  return [across, down].every((factor) => factor >= 1 && factor <= 4);
}

function startsWith(segment: Uint8Array, text: string): boolean {
  const start = String.fromCharCode(...segment.subarray(0, text.length));
  return start === text;
}
