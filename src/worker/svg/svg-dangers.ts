import { UnsupportedKind } from '../codecs/decode-errors.ts';

/** Elements that all `use` references together may unfold to; large maps have some 100,000. */
const MOST_ELEMENTS = 200_000;

/** Scripts that the carried font has no letters for: Indic, East Asian, and all beyond plane 0. */
const UNDRAWN_LETTERS =
  /[\u0900-\u0dff\u2e80-\ud7ff\uf900-\ufaff\u{10000}-\u{1ffff}]/u;

/**
 * Refuses drawings that would come out wrong (then different drawings would look the same) or
 * unfold without end. Entities and loops of references are the drawing library's to refuse.
 * @param depth How many drawings are around it.
 * @throws UnsupportedKind, or an Error for what unfolds too far
 */
export function refuseSvgDangers(text: string, depth = 0): void {
  if (/<foreignObject[\s>]/u.test(text)) {
    throw new UnsupportedKind('with HTML inside');
  }
  if (/<!ENTITY[^<>]{0,4096}</u.test(text)) {
    throw new UnsupportedKind('with elements in entities');
  }
  if (hasText(text) && UNDRAWN_LETTERS.test(text)) {
    throw new UnsupportedKind('with text in letters that are not drawn here');
  }
  if (unfoldedElements(text) > MOST_ELEMENTS) {
    throw new Error('it unfolds to too many shapes');
  }
  if (MANY_OCTAVES.test(text) || LARGE_ORDER.test(text)) {
    throw new Error('its filters have no end');
  }
  refuseDangersInside(text, depth);
}

/** Noise gains no detail after ten; each octave and each cell of a matrix costs the whole picture. */
const MANY_OCTAVES = /\snumOctaves\s*=\s*["']\s*\+?(?:\d{3}|[2-9]\d)/u;
const LARGE_ORDER = /\sorder\s*=\s*["'][^"']{0,20}(?:\d{3}|[3-9]\d)/u;

const MOST_DEEP = 3;
const DRAWING_INSIDE =
  /["']\s*data:image\/svg\+xml([^,"']{0,100}),([^"']*)["']/gu;

/** A drawing may stand as a picture in another. */
function refuseDangersInside(text: string, depth: number): void {
  for (const [, form = '', data = ''] of text.matchAll(DRAWING_INSIDE)) {
    if (depth === MOST_DEEP) throw new Error('drawings in drawings');
    refuseSvgDangers(drawingInside(form, data), depth + 1);
  }
}

/** As it is written where the data is of no known form: the drawing library passes over that. */
function drawingInside(form: string, data: string): string {
  try {
    return /;\s*base64/iu.test(form)
      ? atob(data.replace(/\s/gu, ''))
      : decodeURIComponent(data);
  } catch {
    return data;
  }
}

/** Whether a font is needed. */
export function hasText(text: string): boolean {
  return /<(?:[\w-]+:)?text[\s>]/u.test(text);
}

interface Element {
  /** Elements inside, itself too. */
  own: number;
  /** Ids that elements inside draw: `use`, and what is filled, masked, cut and marked with them. */
  uses: string[];
}

/**
 * Colour runs, which are drawn from no elements. A filter is not counted either: what it costs is
 * not told by its elements.
 */
const NOT_DRAWN =
  /^<(?:[\w-]+:)?(?:linearGradient|radialGradient|filter)[\s/>]/u;

/** Elements of the drawing when everything that is referred to stands where it is drawn. */
function unfoldedElements(text: string): number {
  const { root, byId } = readElements(text);
  const known = new Map<string, number>();
  const sizeOf = (element: Element, depth: number): number => {
    if (depth > 100) return 0;
    let size = element.own;
    for (const id of element.uses) size += sizeOfId(id, depth + 1);
    return size;
  };
  const sizeOfId = (id: string, depth: number): number => {
    const before = known.get(id);
    if (before !== undefined) return before;
    // Stands while it is worked out, which ends loops.
    known.set(id, 0);
    const element = byId.get(id);
    const size = element ? sizeOf(element, depth) : 0;
    known.set(id, size);
    return size;
  };
  return sizeOf(root, 0);
}

/** In an attribute of its own or within `style`. */
const REFERENCE = /url\(\s*["']?#([^"')\s]*)/gu;

/** Counts by tags alone, comments passed over. */
function readElements(text: string): {
  root: Element;
  byId: Map<string, Element>;
} {
  const root: Element = { own: 0, uses: [] };
  const byId = new Map<string, Element>();
  const open: Element[] = [root];
  for (const tag of tagsOf(text)) {
    if (tag.startsWith('</')) {
      leave(open);
      continue;
    }
    const element: Element = { own: 1, uses: [] };
    const id = /\sid\s*=\s*["']([^"']*)/u.exec(tag)?.[1];
    const isDrawn = !NOT_DRAWN.test(tag);
    if (id !== undefined && isDrawn && !byId.has(id)) byId.set(id, element);
    element.uses.push(...drawnBy(tag));
    open.push(element);
    if (tag.endsWith('/>')) leave(open);
  }
  while (open.length > 1) leave(open);
  return { root, byId };
}

/** Ids of what a tag draws besides its own shape. */
function drawnBy(tag: string): string[] {
  const ids = [...tag.matchAll(REFERENCE)].map(([, id = '']) => id);
  const isUse = /^<(?:[\w-]+:)?use[\s/>]/u.test(tag);
  const used = /href\s*=\s*["']\s*#([^"']*)/u.exec(tag)?.[1];
  if (isUse && used !== undefined) ids.push(used);
  return ids;
}

/** Opening and closing tags in order. Looks at every letter once, whatever the text. */
function* tagsOf(text: string): Generator<string> {
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    if (text.startsWith('<!--', at)) {
      const end = text.indexOf('-->', at);
      if (end < 0) return;
      at = end;
      continue;
    }
    const end = endOfTag(text, at);
    if (/^<\/?[a-zA-Z]/u.test(text.slice(at, at + 3))) {
      yield text.slice(at, end);
    }
    at = end;
  }
}

/** Behind the `>` that is not in quotes, or the end of the text. */
function endOfTag(text: string, start: number): number {
  let quote = '';
  for (let at = start + 1; at < text.length; at++) {
    const letter = text.charAt(at);
    if (quote !== '') {
      if (letter === quote) quote = '';
    } else if (letter === '>') {
      return at + 1;
    } else if (letter === '"' || letter === "'") {
      quote = letter;
    }
  }
  return text.length;
}

/** The innermost open element ends and counts for the one around it. */
function leave(open: Element[]): void {
  const outer = open.at(-2);
  const inner = outer && open.pop();
  if (!inner) return;
  outer.own += inner.own;
  for (const id of inner.uses) outer.uses.push(id);
}
