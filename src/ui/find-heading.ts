/** The main heading under a node, inside shadow roots too, in document order. */
export function findHeading(node: ParentNode): HTMLElement | undefined {
  for (const child of node.children) {
    if (child instanceof HTMLHeadingElement && child.localName === 'h1')
      return child;
    const found =
      (child.shadowRoot === null ? undefined : findHeading(child.shadowRoot)) ??
      findHeading(child);
    if (found !== undefined) return found;
  }
  return undefined;
}
