/** The root element stands within this many bytes in any drawing. */
const HEAD_BYTES = 4096;

/** Whether the text's root element is `svg`. An HTML page that holds a drawing is not one. */
export function looksLikeSvg(head: Uint8Array): boolean {
  const text = decodeHead(head.subarray(0, HEAD_BYTES));
  let at = 0;
  // Prologue: blanks, declarations, comments, doctype. Each turn moves forward or returns.
  for (;;) {
    at += /^\s*/.exec(text.slice(at))?.[0].length ?? 0;
    const end = prologueEnd(text, at);
    if (end === undefined) break;
    if (end <= at) return false;
    at = end;
  }
  return /^<(?:[\w-]{1,32}:)?svg[\s/>]/.test(text.slice(at, at + 64));
}

/** Behind the declaration, comment or doctype that starts here; 0 when it is not closed; undefined when it is none. */
function prologueEnd(text: string, at: number): number | undefined {
  if (text.startsWith('<?', at)) return behind(text, '?>', at);
  if (text.startsWith('<!--', at)) return behind(text, '-->', at);
  if (!text.startsWith('<!', at)) return undefined;
  const close = behind(text, '>', at);
  const subset = text.indexOf('[', at);
  if (subset < 0 || subset > close) return close;
  const subsetEnd = behind(text, ']', subset);
  return subsetEnd === 0 ? 0 : behind(text, '>', subsetEnd);
}

/** The place behind the next `mark`; 0 when there is none. */
function behind(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? 0 : at + mark.length;
}

function decodeHead(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) {
    return new TextDecoder('utf-16le').decode(bytes);
  }
  if (first === 0xfe && second === 0xff) {
    return new TextDecoder('utf-16be').decode(bytes);
  }
  // Strips a UTF-8 byte order mark; other encodings agree on ASCII, which is all that is looked at.
  return new TextDecoder('utf-8').decode(bytes);
}
