/** A packet with longer values than this is broken, or not worth reading. */
const MOST_VALUE_CHARACTERS = 65_536;

/**
 * The texts of one property in a packet of XMP (ISO 16684-1): the items of its bag, sequence or
 * language alternative, else its own text or attribute. A worker has no XML parser, and a few
 * properties need none: this looks for their tags and nothing else. Linear in the text, never
 * throws; what is broken gives fewer texts.
 *
 * @param property with the prefix that every known program uses, such as `dc:subject`
 */
export function xmpTexts(
  text: string,
  property: string,
  most: number,
): string[] {
  const body = elementBody(text, property, 0);
  if (body === undefined) {
    const attribute = attributeValue(text, property);
    return attribute === undefined ? [] : [attribute];
  }
  const items: string[] = [];
  let at = 0;
  while (items.length < most) {
    const item = elementBody(body.text, 'rdf:li', at);
    if (item === undefined) break;
    items.push(unescaped(item.text));
    at = item.endAt;
  }
  if (items.length > 0 || body.text.includes('<')) return items;
  return [unescaped(body.text)];
}

/** What stands between the first `<name …>` at or behind `from` and its `</name>`. */
function elementBody(
  text: string,
  name: string,
  from: number,
): { text: string; endAt: number } | undefined {
  const opening = `<${name}`;
  let at = text.indexOf(opening, from);
  // `<rdf:li>` and `<rdf:li xml:lang…>`, not `<rdf:list>`.
  while (at >= 0 && !/[\s/>]/.test(text.charAt(at + opening.length))) {
    at = text.indexOf(opening, at + opening.length);
  }
  if (at < 0) return undefined;
  const tagEnd = text.indexOf('>', at);
  if (tagEnd < 0) return undefined;
  if (text.charAt(tagEnd - 1) === '/') return { text: '', endAt: tagEnd + 1 };
  const end = text.indexOf(`</${name}`, tagEnd);
  if (end < 0 || end - tagEnd > MOST_VALUE_CHARACTERS) return undefined;
  return { text: text.slice(tagEnd + 1, end), endAt: end };
}

function attributeValue(text: string, name: string): string | undefined {
  for (
    let at = text.indexOf(`${name}=`);
    at >= 0;
    at = text.indexOf(`${name}=`, at + 1)
  ) {
    const quoteAt = at + name.length + 1;
    const quote = text.charAt(quoteAt);
    const isAttribute = /\s/.test(text.charAt(at - 1));
    if (!isAttribute || (quote !== '"' && quote !== "'")) continue;
    const end = text.indexOf(quote, quoteAt + 1);
    if (end < 0 || end - quoteAt > MOST_VALUE_CHARACTERS) return undefined;
    return unescaped(text.slice(quoteAt + 1, end));
  }
  return undefined;
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/** The five named entities and character numbers; others stay as they are. */
function unescaped(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));/gi,
    (
      whole: string,
      decimal: string | undefined,
      hex: string | undefined,
      name: string | undefined,
    ) => {
      if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
      const code =
        decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
