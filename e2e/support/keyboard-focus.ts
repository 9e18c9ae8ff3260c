import { expect, type Page } from '@playwright/test';

/** Where the keyboard stands, through shadow roots. */
export interface FocusedElement {
  /** Local name; `body` when the focus is on nothing. */
  tag: string;
  /** What a screen reader would call it: its label, else its text. */
  name: string;
  /** The browser shows the focus, and the styles leave something to be seen. */
  isShown: boolean;
}

/** More stops than any screen has. */
const TAB_LIMIT = 80;

function focusedElement(page: Page): Promise<FocusedElement> {
  return page.evaluate(() => {
    let element: Element = document.activeElement ?? document.body;
    while (element.shadowRoot?.activeElement) {
      element = element.shadowRoot.activeElement;
    }
    const style = getComputedStyle(element);
    const hasRing = (): boolean =>
      (style.outlineStyle !== 'none' &&
        Number.parseFloat(style.outlineWidth) > 0) ||
      style.boxShadow !== 'none';
    // Headings have a bar beside or under them, which stands only while they have the focus.
    const hasBar = (): boolean => {
      const bar = getComputedStyle(element, '::before');
      return (
        element instanceof HTMLHeadingElement &&
        bar.content !== 'none' &&
        bar.backgroundColor !== 'rgba(0, 0, 0, 0)' &&
        Number.parseFloat(bar.width) >= 3 &&
        Number.parseFloat(bar.height) >= 3
      );
    };
    const box = element.getBoundingClientRect();
    const labels =
      element instanceof HTMLInputElement
        ? [...(element.labels ?? [])].map((label) => label.textContent)
        : [];
    const words =
      element.getAttribute('aria-label') ??
      [...labels, element.textContent].join(' ');
    return {
      tag: element.localName,
      name: words.replaceAll(/\s+/gu, ' ').trim(),
      isShown:
        element.matches(':focus-visible') &&
        (hasRing() || hasBar()) &&
        box.width > 1 &&
        box.height > 1,
    };
  });
}

/** After each step the focus must stand on something, and be seen there. */
export async function expectFocusShown(page: Page): Promise<void> {
  await expect
    .poll(() => focusedElement(page))
    .toMatchObject({
      tag: expect.not.stringMatching(/^(?:body|html)$/u),
      isShown: true,
    });
}

/**
 * Presses Tab until the control of this name has the focus. Every stop on the way must show
 * that it has it. Fails when the control is never reached.
 */
export async function tabTo(page: Page, name: RegExp): Promise<void> {
  const passed: string[] = [];
  for (let count = 0; count < TAB_LIMIT; count += 1) {
    await page.keyboard.press('Tab');
    const focused = await focusedElement(page);
    if (focused.tag === 'body') {
      // The end of the page, where a person lands in the browser's own bar.
      passed.push('(end of the page)');
      continue;
    }
    expect(focused, `focus is not shown on ${focused.name}`).toMatchObject({
      isShown: true,
    });
    if (name.test(focused.name)) {
      return;
    }
    passed.push(focused.name);
  }
  throw new Error(`Tab never reaches ${name.source}: ${passed.join(' | ')}`);
}
