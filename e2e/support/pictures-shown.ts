/** A picture of a comparison, as it stands on the screen. */
interface PictureShown {
  name: string;
  /** How much larger it could be in the room that it has; less than none where it is too large. */
  unusedPx: number;
  /** Where that room begins. */
  topPx: number;
}

/** Runs in the page: both pictures of a comparison. */
export function picturesShown(): PictureShown[] {
  const boxes: HTMLElement[] = [];
  const collect = (root: ParentNode): void => {
    for (const one of root.querySelectorAll<HTMLElement>('*')) {
      if (one.matches('.fit')) boxes.push(one);
      if (one.shadowRoot) collect(one.shadowRoot);
    }
  };
  collect(document);
  return boxes.map((box) => {
    const room = box.parentElement!;
    // A picture must not hold open the room that it has.
    const { host } = box.getRootNode() as ShadowRoot;
    const columnWidth = host.parentElement!.clientWidth;
    const unusedPx = Math.min(
      Math.min(room.clientWidth, columnWidth) - box.clientWidth,
      room.clientHeight - box.clientHeight,
    );
    const name = box.querySelector('img')!.alt;
    return { name, unusedPx, topPx: room.getBoundingClientRect().top };
  });
}
