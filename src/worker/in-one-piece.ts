/**
 * The same bytes as parts of one piece of memory. Such parts are posted as one piece, however many
 * they are; each array of its own costs both sides as much as all of them.
 */
export function inOnePiece<Name extends string>(
  parts: Readonly<Record<Name, Uint8Array>>,
): Record<Name, Uint8Array> {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- they are all of its own
  const names = Object.keys(parts) as Name[];
  const sizeBytes = names.reduce((sum, name) => sum + parts[name].length, 0);
  const piece = new Uint8Array(sizeBytes);
  const packed: Record<Name, Uint8Array> = { ...parts };
  let at = 0;
  for (const name of names) {
    const part = parts[name];
    piece.set(part, at);
    packed[name] = piece.subarray(at, at + part.length);
    at += part.length;
  }
  return packed;
}
