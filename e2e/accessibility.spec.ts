import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './support/app-test.ts';
import { scanEnd } from './support/app-state-of.ts';
import { visitScreens } from './support/visit-screens.ts';

const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

/** Screens of visitScreens without those that hang on what the library holds. */
const FEWEST_SCREENS = 19;

/** What axe finds wrong, one line each. */
async function complaints(page: Page): Promise<string[]> {
  // Legacy mode: the other one opens a second page, which persistent contexts show in front.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) =>
      `${id}: ${target.flat().join(' ')} ${failureSummary ?? ''}`.replaceAll(
        /\s+/gu,
        ' ',
      ),
    ),
  );
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on any screen, ${colorScheme}, desktop and phone`, async ({
    openApp,
  }) => {
    test.setTimeout(300_000);
    const { page } = await openApp({ colorScheme });
    const found: string[] = [];
    let visited = 0;
    await visitScreens(page, async (screen) => {
      visited += 1;
      for (const size of [PHONE, DESKTOP]) {
        await page.setViewportSize(size);
        for (const complaint of await complaints(page)) {
          found.push(`${screen} at ${size.width} px: ${complaint}`);
        }
      }
    });
    expect(found).toEqual([]);
    expect(visited).toBeGreaterThanOrEqual(FEWEST_SCREENS);
  });
}

/** Words that run out of their button or link to the side, unless they are cut off there. */
function labelsTooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const visit = (node: Node, control: Element | undefined): void => {
      if (node instanceof Text && control !== undefined) {
        const range = document.createRange();
        range.selectNodeContents(node);
        const words = range.getBoundingClientRect();
        const box = control.getBoundingClientRect();
        const sticksOut =
          words.left < box.left - 1 || words.right > box.right + 1;
        if (words.width > 0 && sticksOut) {
          found.push(`“${node.data.trim()}” runs out of its control`);
        }
        return;
      }
      let inner = control;
      if (node instanceof Element) {
        if (node.matches('button, a')) inner = node;
        if (getComputedStyle(node).overflowX !== 'visible') inner = undefined;
        if (node.shadowRoot !== null) visit(node.shadowRoot, inner);
      }
      for (const child of node.childNodes) visit(child, inner);
    };
    visit(document.body, undefined);
    return found;
  });
}

/** Elements that stick out of the page to the side, unless they are in something that scrolls. */
function sidewaysOverflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const found: string[] = [];
    if (document.documentElement.scrollWidth > width) {
      found.push(`the page is ${document.documentElement.scrollWidth} px wide`);
    }
    const visit = (parent: ParentNode, isScrolled: boolean): void => {
      for (const element of parent.children) {
        const style = getComputedStyle(element);
        if (style.display === 'none' || style.visibility === 'hidden') {
          continue;
        }
        const box = element.getBoundingClientRect();
        const sticksOut = box.right > width + 1 || box.left < -1;
        if (sticksOut && !isScrolled && box.width > 1 && box.height > 1) {
          found.push(
            `${element.localName}.${element.getAttribute('class') ?? ''} from ${Math.round(box.left)} to ${Math.round(box.right)}`,
          );
        }
        const scrolls = isScrolled || style.overflowX !== 'visible';
        visit(element, scrolls);
        if (element.shadowRoot !== null) {
          visit(element.shadowRoot, scrolls);
        }
      }
    };
    visit(document.body, false);
    return found;
  });
}

test('nothing sticks out at 320 px, and 2560 px are used with sense', async ({
  openApp,
}) => {
  test.setTimeout(300_000);
  const { page } = await openApp();
  const found: string[] = [];
  await visitScreens(page, async (screen) => {
    // 320 px are a small phone, or 1280 px at four times the size (WCAG 1.4.10).
    for (const width of [320, 2560]) {
      await page.setViewportSize({ width, height: width === 320 ? 640 : 1440 });
      const lines = [
        ...(await sidewaysOverflow(page)),
        ...(await labelsTooWide(page)),
      ];
      for (const line of lines) {
        found.push(`${screen} at ${width} px: ${line}`);
      }
    }
    // Text in one line over the whole of a wide screen cannot be read.
    const longest = await page.evaluate(() => {
      let widest = 0;
      const visit = (parent: ParentNode): void => {
        for (const element of parent.children) {
          if (element.localName === 'p') {
            // The text itself: the paragraph's own box may be wider.
            const range = document.createRange();
            range.selectNodeContents(element);
            widest = Math.max(widest, range.getBoundingClientRect().width);
          }
          visit(element);
          if (element.shadowRoot !== null) {
            visit(element.shadowRoot);
          }
        }
      };
      visit(document.body);
      return widest;
    });
    if (longest > 1300) {
      found.push(`${screen} at 2560 px: a line of ${longest} px`);
    }
    await page.setViewportSize(DESKTOP);
  });
  expect(found).toEqual([]);
});

/** Transitions and animations that any element of the page has now. */
function motions(page: Page): Promise<number> {
  return page.evaluate(() => {
    let count = 0;
    const visit = (parent: ParentNode): void => {
      for (const element of parent.children) {
        const style = getComputedStyle(element);
        const isMoving =
          style.animationName !== 'none' ||
          style.transitionDuration
            .split(',')
            .some((part) => Number.parseFloat(part) > 0);
        count += isMoving ? 1 : 0;
        visit(element);
        if (element.shadowRoot !== null) {
          visit(element.shadowRoot);
        }
      }
    };
    visit(document.body);
    return count;
  });
}

test('forced colours keep every state visible; reduced motion stops all of it', async ({
  openApp,
}) => {
  const { page } = await openApp();
  expect(await motions(page)).toBe(0);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  expect(await motions(page)).toBeGreaterThan(0);
  await page.emulateMedia({ reducedMotion: 'reduce', forcedColors: 'active' });

  const sample = page.getByRole('button', { name: 'Try the sample library' });
  // Fills are gone with forced colours: what is to be pressed needs a border.
  for (const button of [
    page.getByRole('button', { name: /choose a folder/iu }),
    sample,
  ]) {
    await expect(button).toHaveCSS('border-top-style', 'solid');
  }
  await sample.click();
  const { groups } = await scanEnd(page);
  const settled = groups.find(
    ({ keeperChoice, members }) =>
      keeperChoice.kind === 'chosen' && members[0]?.state === 'move',
  );
  const { origin } = new URL(page.url());
  await page.goto(
    `${origin}/#/review/${encodeURIComponent(settled?.id ?? 'none')}`,
  );
  await expect(page.getByTestId('relation')).toBeVisible();
  const frames = await page.evaluate(() => {
    const styles: string[] = [];
    const visit = (parent: ParentNode): void => {
      for (const element of parent.children) {
        if (element.classList.contains('frame')) {
          styles.push(getComputedStyle(element).borderTopStyle);
        }
        visit(element);
        if (element.shadowRoot !== null) {
          visit(element.shadowRoot);
        }
      }
    };
    visit(document.body);
    return styles;
  });
  // Keeper and copy are told apart by the shape of the frame, not by its colour.
  expect(frames).toEqual(['solid', 'dashed']);
  await expect(page.getByRole('link', { name: 'Review plan' })).toBeVisible();
  expect(await complaints(page)).toEqual([]);
});
