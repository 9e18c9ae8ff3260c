/** What several objects have in common. */
export interface Shape {
  /** All their properties in order; undefined where each has its own value. */
  common: object;
  /** The names of those that each has its own value for. */
  own: readonly string[];
}

/** Plain data as text, and what the items have in common. */
export interface PackedData {
  texts: string[];
  shapes: readonly Shape[];
}

/** Longer strings are hardly ever those of several items. */
const LONGEST_WORD = 60;

/** A list begins with this, an object with the number of its shape and one more. */
const LIST = 0;

/**
 * Packs plain data: objects with any values but functions, and lists of strings, objects and lists.
 * What reads the same in several items is put into shapes: the names of properties, booleans, and
 * strings that several items have. The rest is JSON, some two fifths of what it was.
 */
export function packData(items: readonly object[]): PackedData {
  const packer = new Packer(wordsOf(items));
  return {
    texts: items.map((item) => JSON.stringify(packer.pack(item))),
    shapes: packer.shapes,
  };
}

/** An item again, as it was. */
export function unpackData(text: string, shapes: readonly Shape[]): unknown {
  return unpack(JSON.parse(text), shapes);
}

function unpack(value: unknown, shapes: readonly Shape[]): unknown {
  if (!isList(value)) return value;
  const [kind] = value;
  if (kind === LIST) {
    const list: unknown[] = [];
    for (let at = 1; at < value.length; at += 1) {
      list.push(unpack(value[at], shapes));
    }
    return list;
  }
  const shape = shapes[Number(kind) - 1];
  if (shape === undefined) throw new RangeError('packed with other shapes');
  const item: Record<string, unknown> = { ...shape.common };
  let at = 1;
  for (const name of shape.own) item[name] = unpack(value[at++], shapes);
  return item;
}

/** Strings that several items have. */
function wordsOf(items: readonly object[]): ReadonlySet<string> {
  const firstWith = new Map<string, object>();
  const words = new Set<string>();
  const look = (value: unknown, item: object): void => {
    if (isObject(value)) {
      for (const name in value) look(value[name], item);
    } else if (typeof value === 'string' && value.length <= LONGEST_WORD) {
      const first = firstWith.get(value);
      if (first === undefined) firstWith.set(value, item);
      else if (first !== item) words.add(value);
    }
  };
  for (const item of items) look(item, item);
  return words;
}

/** How far the properties of an object have been looked at, and what may follow. */
interface ShapePart {
  /** By name, then by value where that is common. */
  next: Map<string, Map<unknown, ShapePart>>;
  /** One more than its place among the shapes, where objects end with this. */
  number?: number;
}

/** In the place of a value that each object has its own of. */
const OWN = Symbol('own');

class Packer {
  readonly shapes: Shape[] = [];
  private readonly words: ReadonlySet<string>;
  private readonly root: ShapePart = { next: new Map() };

  constructor(words: ReadonlySet<string>) {
    this.words = words;
  }

  pack(value: unknown): unknown {
    if (isList(value)) return [LIST, ...value.map((one) => this.pack(one))];
    if (!isObject(value)) return value;
    let part = this.root;
    const packed: unknown[] = [0];
    for (const name in value) {
      const one = value[name];
      const isOwn = this.isOwn(one);
      part = following(part, name, isOwn ? OWN : one);
      if (isOwn) packed.push(this.pack(one));
    }
    packed[0] = part.number ??= this.addShape(value);
    return packed;
  }

  /** Else it stands in the shape: so does all that JSON cannot say. */
  private isOwn(value: unknown): boolean {
    if (typeof value === 'string') return !this.words.has(value);
    if (typeof value === 'number')
      return Number.isFinite(value) && !Object.is(value, -0);
    return isObject(value);
  }

  private addShape(object: Record<string, unknown>): number {
    const entries = Object.entries(object);
    return this.shapes.push({
      common: Object.fromEntries(
        entries.map(([name, value]) => [
          name,
          this.isOwn(value) ? undefined : value,
        ]),
      ),
      own: entries
        .filter(([, value]) => this.isOwn(value))
        .map(([name]) => name),
    });
  }
}

function following(part: ShapePart, name: string, value: unknown): ShapePart {
  let values = part.next.get(name);
  if (values === undefined) {
    values = new Map<unknown, ShapePart>();
    part.next.set(name, values);
  }
  let next = values.get(value);
  if (next === undefined) {
    next = { next: new Map() };
    values.set(value, next);
  }
  return next;
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
