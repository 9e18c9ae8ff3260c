/** Different strings remembered at a time: the words of rules, cameras and formats are far fewer. */
const MOST_STRINGS = 4096;

/** Longer ones, and those by which things are told apart, are hardly ever the same twice. */
const LONGEST_CHARACTERS = 60;
const OWN_NAMES: ReadonlySet<string> = new Set(['id', 'files']);

/**
 * What comes from a worker brings each of its strings anew, though most of them say the same: rules,
 * formats, cameras. This puts one in the place of all equal ones.
 */
export class SharedStrings {
  private readonly known = new Map<string, string>();

  /** Looks through plain data and changes it in place; nothing reads differently afterwards. */
  share(data: object): void {
    for (const name of Object.keys(data)) {
      const value: unknown = Reflect.get(data, name);
      if (typeof value === 'object' && value !== null) this.share(value);
      else if (typeof value === 'string' && !OWN_NAMES.has(name))
        Reflect.set(data, name, this.one(value));
    }
  }

  private one(text: string): string {
    if (text.length > LONGEST_CHARACTERS) return text;
    const known = this.known.get(text);
    if (known !== undefined) return known;
    if (this.known.size === MOST_STRINGS) this.known.clear();
    this.known.set(text, text);
    return text;
  }
}
