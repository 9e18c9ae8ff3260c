import { LitElement, css, html, render, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { nextTask } from '../../engine/next-task.ts';
import {
  listHeightPx,
  placeToSee,
  rowWindow,
  type RowView,
} from '../row-window.ts';

/** An element in the page that shows one item, and another one when that is scrolled away. */
interface Row {
  element: HTMLElement;
  key: string;
  index: number;
}

/**
 * A list of any length whose rows are all of one height: only those that are seen are in the page,
 * so that a frame costs the same with a hundred and a million items. The rows are children of the
 * list, styled by whoever uses it. docs/decisions/0015-fixed-list.md says why it is our own.
 */
@customElement('twin-fixed-list')
export class FixedList<Item = unknown> extends LitElement {
  static override styles = css`
    :host {
      display: block;
      overflow-anchor: none;
    }
    :host([scroller]) {
      overflow-y: auto;
      contain: strict;
    }
    .all {
      position: relative;
      overflow: clip;
    }
    ::slotted(*) {
      position: absolute;
      inset-inline: 0;
      height: var(--row-height);
      contain: strict;
    }
  `;

  /** Never changed in place. */
  @property({ attribute: false }) items: readonly Item[] = [];
  /** Different for any two items. */
  @property({ attribute: false }) keyOf!: (item: Item) => string;
  @property({ attribute: false }) renderItem!: (item: Item) => TemplateResult;
  /** Whatever else the rows show: with another value they are drawn anew. */
  @property({ attribute: false }) context: unknown;
  /** Height of each row, px. */
  @property({ type: Number, attribute: 'row-px' }) rowPx = 0;
  /** It scrolls itself, within the height it is given. Otherwise it is a part of the page. */
  @property({ type: Boolean, attribute: 'scroller' }) isScroller = false;

  @query('.all') private readonly all!: HTMLElement;

  /** As they follow one another in the page. */
  private rows: Row[] = [];
  /** Has the focus, and stays in the page for it, however far away it is scrolled. */
  private focused: Row | undefined;
  private wish: { index: number; block: 'nearest' | 'center' } | undefined;
  private viewPx = 0;
  private atPx = 0;
  private readonly resizes = new ResizeObserver(() => {
    // At first there is much to draw, in the middle of what the browser takes long for itself.
    if (this.viewPx > 0) this.look();
    else
      void nextTask().then(() => {
        if (this.isConnected) this.look();
      });
  });

  constructor() {
    super();
    this.addEventListener('focusin', ({ target }) => {
      this.focused = this.rows.find(
        ({ element }) => target instanceof Node && element.contains(target),
      );
    });
    this.addEventListener('focusout', () => {
      this.focused = undefined;
    });
    this.addController({
      hostConnected: () => {
        this.follow();
      },
      hostDisconnected: () => {
        this.scroller.removeEventListener('scroll', this.look);
        this.resizes.disconnect();
      },
    });
  }

  private follow(): void {
    this.setAttribute('role', 'list');
    this.scroller.addEventListener('scroll', this.look, { passive: true });
    this.resizes.observe(this);
    // What stands above the list on the page moves it too.
    if (!this.isScroller) this.resizes.observe(document.body);
  }

  /** Scrolls no further than it must for a row to be seen whole. */
  scrollToIndex(index: number, block: 'nearest' | 'center' = 'nearest'): void {
    if (this.viewPx === 0) {
      // Not laid out yet, and asking would make the browser do that now.
      this.wish = { index, block };
      return;
    }
    this.wish = undefined;
    const atPx = placeToSee(this.view, index, block);
    if (atPx === this.atPx) return;
    if (this.isScroller) this.scrollTop = atPx;
    else scrollBy(0, atPx - this.atPx);
    this.look();
  }

  protected override render(): TemplateResult {
    return html`<div class="all"><slot></slot></div>`;
  }

  protected override updated(): void {
    const { items, rowPx } = this;
    const heightPx = listHeightPx({ count: items.length, rowPx });
    // By property: the page's policy lets no style attribute through.
    this.all.style.height = `${heightPx}px`;
    this.all.style.setProperty('--row-height', `${rowPx}px`);
    // Before the first layout nothing is known of the view; that tells when it is there.
    if (this.viewPx > 0) this.draw(true);
  }

  private get scroller(): EventTarget {
    return this.isScroller ? this : window;
  }

  private get view(): RowView {
    const { rowPx, viewPx, atPx } = this;
    return { count: this.items.length, rowPx, viewPx, atPx };
  }

  private readonly look = (): void => {
    this.measure();
    this.draw(false);
    const { wish } = this;
    if (wish !== undefined && this.viewPx > 0)
      this.scrollToIndex(wish.index, wish.block);
  };

  private measure(): void {
    this.viewPx = this.isScroller ? this.clientHeight : innerHeight;
    this.atPx = this.isScroller
      ? this.scrollTop
      : -this.getBoundingClientRect().top;
  }

  /** @param isAnew rows that stay are rendered again too */
  private draw(isAnew: boolean): void {
    const { first, end, shiftPx } = rowWindow(this.view);
    const wanted = new Map<string, number>();
    const want = (index: number | undefined): void => {
      const item = index === undefined ? undefined : this.items[index];
      if (index !== undefined && item !== undefined)
        wanted.set(this.keyOf(item), index);
    };
    const focused = this.placeOfFocused();
    if (focused !== undefined && focused < first) want(focused);
    for (let index = first; index < end; index += 1) want(index);
    if (focused !== undefined && focused >= end) want(focused);
    this.put(wanted, shiftPx, isAnew);
  }

  /** Where the item of the focused row is now. */
  private placeOfFocused(): number | undefined {
    const { focused, items } = this;
    if (focused === undefined) return undefined;
    const known = items[focused.index];
    if (known !== undefined && this.keyOf(known) === focused.key)
      return focused.index;
    const index = items.findIndex((item) => this.keyOf(item) === focused.key);
    return index < 0 ? undefined : index;
  }

  private put(
    wanted: ReadonlyMap<string, number>,
    shiftPx: number,
    isAnew: boolean,
  ): void {
    const stay = new Map<string, Row>();
    const free: Row[] = [];
    for (const row of this.rows) {
      if (wanted.has(row.key)) stay.set(row.key, row);
      else free.push(row);
    }
    // Out of the way, so that those that stay need not be moved; where none stays, they stay.
    if (stay.size > 0) for (const { element } of free) element.remove();
    let next = this.firstChild;
    this.rows = [...wanted].map(([key, index]) => {
      const known = stay.get(key);
      const row = known ?? free.shift() ?? emptyRow();
      const { element } = row;
      if (element === next) next = element.nextSibling;
      else this.insertBefore(element, next);
      if (known === undefined || isAnew) this.fill(row, key, index);
      element.style.top = `${index * this.rowPx + shiftPx}px`;
      return row;
    });
    for (const { element } of free) element.remove();
  }

  private fill(row: Row, key: string, index: number): void {
    const { items } = this;
    const item = items[index];
    if (item === undefined) return;
    row.key = key;
    row.index = index;
    row.element.ariaSetSize = String(items.length);
    row.element.ariaPosInSet = String(index + 1);
    render(this.renderItem(item), row.element);
  }
}

function emptyRow(): Row {
  const element = document.createElement('div');
  element.role = 'listitem';
  return { element, key: '', index: -1 };
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-fixed-list': FixedList;
  }
}
