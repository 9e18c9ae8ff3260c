/**
 * Makes a value when it is first asked for. For what `Intl` has: the browser takes some 15 ms to load what that
 * needs, which is a long time while the page starts.
 */
export function madeOnce<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
