/** Braces multiply; past this many alternatives the rest of a pattern's braces stay literal. */
const MAX_ALTERNATIVES = 256;

/**
 * A test of paths against patterns: `*` and `?` within one part, `**` across parts, `{a,b}` for
 * alternatives. Upper and lower case are the same, since most disks see it so. A pattern without
 * a slash is tried against the last part alone, so `*.png` and `thumbs` work at any depth.
 *
 * @returns whether any pattern matches a path (relative, `/` between parts).
 */
export function globMatcher(
  patterns: readonly string[],
): (path: string) => boolean {
  const alternatives = patterns
    .map(cleaned)
    .filter((pattern) => pattern !== '')
    .flatMap(expandBraces)
    .map((pattern) => pattern.split('/'));
  return (path) => {
    const parts = path.toLowerCase().split('/');
    return alternatives.some((pattern) =>
      pattern.length === 1 && pattern[0] !== '**'
        ? matchesPart(pattern[0] ?? '', parts.at(-1) ?? '')
        : matchesParts(pattern, parts),
    );
  };
}

function cleaned(pattern: string): string {
  return pattern
    .trim()
    .toLowerCase()
    .replaceAll('\\', '/')
    .replace(/^(\.?\/)+/, '')
    .replace(/\/+$/, '');
}

/** `a{b,c{d,e}}` → `ab`, `acd`, `ace`. A brace without its partner or a comma is a literal. */
export function expandBraces(pattern: string): string[] {
  let open: string[] = [pattern];
  const done: string[] = [];
  while (open.length > 0) {
    const next: string[] = [];
    for (const candidate of open) {
      const group = innermostBraces(candidate);
      const isFull = done.length + open.length + next.length;
      if (!group || isFull > MAX_ALTERNATIVES) done.push(candidate);
      else next.push(...group);
    }
    open = next;
  }
  return [...new Set(done)];
}

/** The pattern with its first innermost `{a,b}` replaced by each alternative. */
function innermostBraces(pattern: string): string[] | undefined {
  const match = /\{([^{}]*,[^{}]*)\}/.exec(pattern);
  const body = match?.[1];
  if (!match || body === undefined) return undefined;
  const before = pattern.slice(0, match.index);
  const after = pattern.slice(match.index + match[0].length);
  return body.split(',').map((choice) => before + choice + after);
}

/** Matches whole parts; on failure goes back only to the latest `**`, so it stays quadratic. */
function matchesParts(
  pattern: readonly string[],
  parts: readonly string[],
): boolean {
  return matchesSequence(
    pattern,
    parts,
    (token) => token === '**',
    (token, part) => matchesPart(token, part),
  );
}

function matchesPart(pattern: string, part: string): boolean {
  return matchesSequence(
    Array.from(pattern),
    Array.from(part),
    (token) => token === '*',
    (token, character) => token === '?' || token === character,
  );
}

/** Wildcard matching with one point of return: the latest wildcard takes one item more. */
function matchesSequence(
  pattern: readonly string[],
  items: readonly string[],
  isWildcard: (token: string) => boolean,
  matchesOne: (token: string, item: string) => boolean,
): boolean {
  let at = 0;
  let returnAt = -1;
  let returnItem = 0;
  for (let item = 0; item < items.length;) {
    const token = pattern[at];
    if (token !== undefined && isWildcard(token)) {
      returnAt = at++;
      returnItem = item;
    } else if (token !== undefined && matchesOne(token, items[item] ?? '')) {
      at++;
      item++;
    } else if (returnAt >= 0) {
      at = returnAt + 1;
      item = ++returnItem;
    } else {
      return false;
    }
  }
  return pattern.slice(at).every(isWildcard);
}
