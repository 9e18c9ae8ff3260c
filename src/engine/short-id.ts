/** Enough that two of a person's folders never get the same, and short: it is in every file's key. */
const ID_BYTES = 6;

/** A random name of 12 hex digits. */
export function shortId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(ID_BYTES));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
}
