import type { ByteReader } from '../byte-reader.ts';

/** What the header of a Netpbm picture says. */
export interface PnmLayout {
  widthPx: number;
  heightPx: number;
  /** Samples of a pixel: 1 gray, 2 gray and alpha, 3 RGB, 4 RGB and alpha. */
  channels: number;
  /** The value of full light, 1–65535. */
  highest: number;
  /** How samples are stored: as numbers in text, as bits, or as one or two bytes. */
  coding: 'text' | 'bits' | 'bytes';
  /** PBM: 1 is black. */
  isInverted: boolean;
  /** First byte of the samples. */
  dataAt: number;
}

/** Longer headers are no headers, comments or not. */
const MOST_HEADER_BYTES = 4096;
const HIGHEST = 65_535;

/**
 * The header of a PBM, PGM, PPM (P1–P6) or PAM (P7) picture, by Netpbm's format pages.
 * @returns undefined for anything else, text that begins with "P5" included
 */
export function readPnmLayout(reader: ByteReader): PnmLayout | undefined {
  if (reader.u8(0) !== 0x50) return undefined;
  const kind = reader.u8(1) - 0x30;
  if (kind === 7) return readPam(reader);
  return kind >= 1 && kind <= 6 ? readPlain(reader, kind) : undefined;
}

function readPlain(reader: ByteReader, kind: number): PnmLayout | undefined {
  const words = headerWords(reader);
  const hasHighest = kind !== 1 && kind !== 4;
  const [width, height, highest] = [
    words.next(),
    words.next(),
    hasHighest ? words.next() : { text: '1', endAt: 0 },
  ];
  const last = hasHighest ? highest : height;
  if (!width || !height || !highest || !last) return undefined;
  const layout: PnmLayout = {
    widthPx: wholeNumber(width.text),
    heightPx: wholeNumber(height.text),
    channels: kind % 3 === 0 ? 3 : 1,
    highest: wholeNumber(highest.text),
    coding: codingOf(kind),
    isInverted: !hasHighest,
    // One blank stands before the samples.
    dataAt: last.endAt + 1,
  };
  return isSound(layout) ? layout : undefined;
}

function codingOf(kind: number): PnmLayout['coding'] {
  if (kind <= 3) return 'text';
  return kind === 4 ? 'bits' : 'bytes';
}

/** Lines of a name and a value, in any order, up to ENDHDR. */
function readPam(reader: ByteReader): PnmLayout | undefined {
  const words = headerWords(reader);
  const values = new Map<string, number>();
  for (;;) {
    const name = words.next();
    if (!name) return undefined;
    if (name.text === 'ENDHDR') {
      const layout: PnmLayout = {
        widthPx: values.get('WIDTH') ?? 0,
        heightPx: values.get('HEIGHT') ?? 0,
        channels: values.get('DEPTH') ?? 0,
        highest: values.get('MAXVAL') ?? 0,
        coding: 'bytes',
        isInverted: false,
        dataAt: name.endAt + 1,
      };
      return isSound(layout) ? layout : undefined;
    }
    const value = words.next();
    if (value) values.set(name.text, wholeNumber(value.text));
  }
}

function isSound({ widthPx, heightPx, channels, highest }: PnmLayout): boolean {
  return (
    widthPx >= 1 &&
    heightPx >= 1 &&
    channels >= 1 &&
    channels <= 4 &&
    highest >= 1 &&
    highest <= HIGHEST
  );
}

/** NaN for what is no plain number of up to nine digits. */
function wholeNumber(text: string): number {
  return /^\d{1,9}$/u.test(text) ? Number(text) : Number.NaN;
}

interface HeaderWord {
  text: string;
  /** First byte behind it. */
  endAt: number;
}

/** Words behind the magic; `#` begins a comment up to the end of its line. */
function headerWords(reader: ByteReader): {
  next: () => HeaderWord | undefined;
} {
  const end = Math.min(reader.length, MOST_HEADER_BYTES);
  let at = 2;
  return {
    next: () => {
      const start = skipBlanks(reader, at, end);
      // Words are apart, the first from the magic too.
      if (start === at) return undefined;
      at = start;
      while (at < end && !isBlank(reader.u8(at))) at++;
      return at > start && at < end
        ? { text: reader.text(start, at - start), endAt: at }
        : undefined;
    },
  };
}

const HASH = 0x23;
const LINE_FEED = 10;

/** Behind blanks and comments. */
function skipBlanks(reader: ByteReader, start: number, end: number): number {
  let at = start;
  let isComment = false;
  for (; at < end; at++) {
    const byte = reader.u8(at);
    if (isComment) {
      isComment = byte !== LINE_FEED;
    } else if (byte === HASH) {
      isComment = true;
    } else if (!isBlank(byte)) {
      break;
    }
  }
  return at;
}

/** Blank, tab, line feed, vertical tab, form feed, carriage return. */
export function isBlank(byte: number): boolean {
  return byte === 32 || (byte >= 9 && byte <= 13);
}

/** Bytes of a row of samples; undefined where they are written as text. */
export function pnmRowBytes(layout: PnmLayout): number | undefined {
  const samples = layout.widthPx * layout.channels;
  switch (layout.coding) {
    case 'bits':
      return Math.ceil(samples / 8);
    case 'bytes':
      return layout.highest > 255 ? 2 * samples : samples;
    case 'text':
      return undefined;
  }
}
