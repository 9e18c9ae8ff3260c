import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { GroupCategory } from '../../domain/group.ts';
import type { ListedGroup } from '../../domain/listed-group.ts';
import { fileName } from '../../domain/photo.ts';
import { categoryName, groupHeadline } from '../../domain/relation-words.ts';
import type { AppEngine } from '../../engine/app-engine.ts';
import type { GroupTotals } from '../../engine/app-state.ts';
import { countOf, formatBytes, formatCount } from '../format-numbers.ts';
import {
  CATEGORIES,
  ORDER_WORDS,
  groupNumbers,
  type GroupFilter,
  type GroupOrder,
} from '../review-list.ts';
import { reviewHash } from '../route.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { controlStyles } from '../styles/control-styles.ts';
import { reviewListStyles } from '../styles/review-list-styles.ts';
import { TurnElement } from '../turn-element.ts';
import './fixed-list.ts';
import type { FixedList } from './fixed-list.ts';
import { icon } from './icon.ts';
import './photo-thumb.ts';

/** All groups: filters, search, order and the list itself. */
@customElement('twin-review-list')
export class ReviewListPanel extends TurnElement {
  static override styles = [baseStyles, controlStyles, reviewListStyles];

  @property({ attribute: false }) engine!: AppEngine;
  @property({ attribute: false }) totals!: GroupTotals;
  @property({ attribute: false }) visible: readonly ListedGroup[] = [];
  @property({ attribute: false }) filter!: GroupFilter;
  @property({ attribute: false }) onFilter!: (filter: GroupFilter) => void;
  @property({ attribute: false }) current?: ListedGroup['id'];

  @query('twin-fixed-list') private readonly list!: FixedList | null;

  protected override render(): TemplateResult {
    return html`
      <div class="tools">
        ${this.renderCategories()}
        <div class="row">
          <label class="grow">
            <span class="visually-hidden">Filter by name or folder</span>
            <input
              type="search"
              placeholder="Filter…"
              .value=${this.filter.text}
              @input=${this.onText}
            />
          </label>
          <label>
            <span class="visually-hidden">Order of the groups</span>
            <select @change=${this.onOrder}>
              ${Object.entries(ORDER_WORDS).map(
                ([order, words]) =>
                  html`<option
                    value=${order}
                    ?selected=${order === this.filter.order}
                  >
                    ${words}
                  </option>`,
              )}
            </select>
          </label>
        </div>
      </div>
      ${
        this.visible.length === 0
          ? html`<p class="none soft">
              No group matches.
              <button class="text-button" @click=${this.onClear}>
                Show all ${formatCount(this.totals.groups)}
              </button>
            </p>`
          : html`<twin-fixed-list
              scroller
              row-px="88"
              aria-label="Groups"
              tabindex="-1"
              .items=${this.visible}
              .keyOf=${keyOf}
              .renderItem=${this.renderGroup}
              .context=${this.current}
            ></twin-fixed-list>`
      }
    `;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('current') || this.current === undefined) return;
    const index = this.visible.findIndex(({ id }) => id === this.current);
    if (index >= 0) void this.reveal(index);
  }

  private async reveal(index: number): Promise<void> {
    const { list } = this;
    await list?.updateComplete;
    if (list?.isConnected === true) list.scrollToIndex(index);
  }

  private renderCategories(): TemplateResult {
    const { groups, categories } = this.totals;
    return html`<div class="categories" role="group" aria-label="Kind of match">
      ${this.renderCategory(undefined, groups)}
      ${CATEGORIES.map((category) =>
        this.renderCategory(category, categories[category]),
      )}
    </div>`;
  }

  private renderCategory(
    category: GroupCategory | undefined,
    count: number,
  ): TemplateResult | typeof nothing {
    const isChosen = this.filter.category === category;
    if (count === 0 && category !== undefined && !isChosen) return nothing;
    return html`<button
      aria-pressed=${isChosen}
      data-category=${category ?? nothing}
      @click=${this.onCategory}
    >
      ${category === undefined ? 'All' : categoryName(category)}
      <span class="count">${formatCount(count)}</span>
    </button>`;
  }

  private readonly renderGroup = (listed: ListedGroup): TemplateResult => {
    const group = listed.whole();
    const numbers = groupNumbers(group);
    return html`<a
      class="item"
      href=${reviewHash(group.id)}
      aria-current=${group.id === this.current ? 'true' : nothing}
    >
      <twin-thumb
        patient
        .engine=${this.engine}
        .file=${group.keeper.key}
      ></twin-thumb>
      <twin-thumb
        class="second"
        patient
        .engine=${this.engine}
        .file=${group.members[0]?.photo.key}
      ></twin-thumb>
      <span class="words">
        <span class="headline" title=${groupHeadline(group)}
          >${groupHeadline(group)}</span
        >
        <span class="tiny soft clip">${fileName(group.keeper.path)}</span>
        <span class="tiny soft clip"
          >${countOf(numbers.photos, 'photo')} ·
          ${formatBytes(numbers.bytes)}</span
        >
      </span>
      ${
        listed.isReviewed
          ? html`<span class="done" title="You have decided"
              >${icon('check', 16)}<span class="visually-hidden"
                >Decided</span
              ></span
            >`
          : listed.isUndecided
            ? html`<span class="open" title="Undecided"
                >${icon('help', 16)}<span class="visually-hidden"
                  >Undecided</span
                ></span
              >`
            : nothing
      }
    </a>`;
  };

  private change(part: Partial<GroupFilter>): void {
    this.onFilter({ ...this.filter, ...part });
  }

  private onCategory(event: Event): void {
    const { currentTarget } = event;
    if (!(currentTarget instanceof HTMLElement)) return;
    const name = currentTarget.dataset['category'];
    const category = CATEGORIES.find((known) => known === name);
    const { text, order } = this.filter;
    this.onFilter(
      category === undefined ? { text, order } : { text, order, category },
    );
  }

  private onText(event: Event): void {
    if (event.currentTarget instanceof HTMLInputElement)
      this.change({ text: event.currentTarget.value });
  }

  private onOrder(event: Event): void {
    if (!(event.currentTarget instanceof HTMLSelectElement)) return;
    const { value } = event.currentTarget;
    const orders: readonly GroupOrder[] = [
      'saving',
      'name',
      'photos',
      'open-first',
    ];
    const order = orders.find((known) => known === value);
    if (order !== undefined) this.change({ order });
  }

  private onClear(): void {
    this.onFilter({ text: '', order: this.filter.order });
  }
}

function keyOf(group: ListedGroup): string {
  return group.id;
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-review-list': ReviewListPanel;
  }
}
