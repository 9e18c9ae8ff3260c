/**
 * Runs in the page: both pictures of a comparison, by name, and how much larger each could be in the
 * room that it has, px; less than none where it is larger than that.
 */
export function picturesShown(): [string, number][] {
  const boxes: HTMLElement[] = [];
  const collect = (root: ParentNode): void => {
    for (const one of root.querySelectorAll<HTMLElement>('*')) {
      if (one.matches('.fit')) boxes.push(one);
      if (one.shadowRoot) collect(one.shadowRoot);
    }
  };
  collect(document);
  return boxes.map((box) => {
    const { clientWidth, clientHeight } = box.parentElement!;
    // A picture must not hold open the room that it has.
    const { host } = box.getRootNode() as ShadowRoot;
    const columnWidth = host.parentElement!.clientWidth;
    const unusedPx = Math.min(
      Math.min(clientWidth, columnWidth) - box.clientWidth,
      clientHeight - box.clientHeight,
    );
    return [box.querySelector('img')!.alt, unusedPx];
  });
}
