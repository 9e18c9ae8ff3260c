import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import {
  BUILT_IN_PRESETS,
  KEEPER_RULE_IDS,
  MOST_FOLDERS,
  movedRule,
  presetOf,
  withPreset,
  type KeeperPreset,
  type KeeperRuleId,
  type KeeperSettings,
} from '../../domain/keeper-settings.ts';
import { announce } from '../events.ts';
import { KEEPER_RULE_WORDS } from '../keeper-words.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { controlStyles } from '../styles/control-styles.ts';
import { keeperStyles } from '../styles/keeper-styles.ts';
import { settingsStyles } from '../styles/settings-styles.ts';
import { icon } from './icon.ts';
import './preset-fields.ts';

/** What speaks for a photo, in the person's order. Changing it reads nothing again. */
@customElement('twin-keeper-fields')
export class KeeperFields extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    settingsStyles,
    keeperStyles,
  ];

  @property({ attribute: false }) keeper!: KeeperSettings;
  @property({ attribute: false }) onKeeper!: (
    part: Partial<KeeperSettings>,
  ) => void;
  /** Presets count at once: they change nothing of the photos. */
  @property({ attribute: false }) onPresets!: (
    presets: readonly KeeperPreset[],
  ) => void;

  @query('ol') private readonly list!: HTMLElement;

  protected override render(): TemplateResult {
    const { keeper } = this;
    return html`<section class="card" aria-labelledby="title">
      <div>
        <h2 id="title">Which copy is kept</h2>
        <p class="small soft">
          Strongest first, after your own choice and protected folders. What is
          on also objects: where the photo to keep would lose by it, you are
          asked. Changes regroup from what is stored.
        </p>
      </div>
      ${this.renderPresets()}
      <ol aria-label="What decides, strongest first">
        ${keeper.order.map(this.renderRule)}
      </ol>
      ${keeper.off.includes('folder') ? nothing : this.renderFolders()}
      <twin-preset-fields
        .keeper=${keeper}
        .onPresets=${this.onPresets}
      ></twin-preset-fields>
    </section>`;
  }

  private renderPresets(): TemplateResult {
    const { keeper } = this;
    const current = presetOf(keeper);
    const option = ({ name }: KeeperPreset): TemplateResult =>
      html`<option value=${name} ?selected=${name === current?.name}>
        ${name}
      </option>`;
    return html`<div class="field">
      <label for="preset">Preset</label>
      <select id="preset" @change=${this.onPreset}>
        ${
          current === undefined
            ? html`<option value="" selected>Your own order</option>`
            : nothing
        }
        ${BUILT_IN_PRESETS.map(option)}
        ${
          keeper.presets.length === 0
            ? nothing
            : html`<optgroup label="Yours">
                ${keeper.presets.map(option)}
              </optgroup>`
        }
      </select>
    </div>`;
  }

  private readonly renderRule = (
    id: KeeperRuleId,
    index: number,
  ): TemplateResult => {
    const { name, hint } = KEEPER_RULE_WORDS[id];
    const isOn = !this.keeper.off.includes(id);
    return html`<li
      class=${isOn ? 'rule' : 'rule off'}
      data-rule=${id}
      @keydown=${this.onKey}
    >
      <span class="place" aria-hidden="true">${index + 1}</span>
      <label class="check">
        <input type="checkbox" .checked=${isOn} @change=${this.onSwitch} />
        <span
          ><span class="name">${name}</span>
          <span class="hint">${hint}</span></span
        >
      </label>
      <span class="steps">
        ${this.renderStep(name, 'up', index === 0)}
        ${this.renderStep(name, 'down', index === this.keeper.order.length - 1)}
      </span>
    </li>`;
  };

  private renderStep(
    name: string,
    way: 'up' | 'down',
    isEnd: boolean,
  ): TemplateResult {
    // Not disabled at the end: the focus would be lost with the last step.
    return html`<button
      class=${`quiet icon-only ${way}`}
      aria-label=${`Move ${name} ${way}`}
      aria-disabled=${isEnd ? 'true' : nothing}
      title=${way === 'up' ? 'Stronger (Alt + ↑)' : 'Weaker (Alt + ↓)'}
      data-way=${way}
      @click=${this.onStep}
    >
      ${icon('next', 16)}
    </button>`;
  }

  private renderFolders(): TemplateResult {
    return html`<div class="field">
      <label for="folders">Preferred folders</label>
      <textarea
        id="folders"
        rows="3"
        spellcheck="false"
        aria-describedby="folders-hint"
        placeholder="Photos/Originals"
        .value=${this.keeper.folders.join('\n')}
        @change=${this.onFolders}
      ></textarea>
      <p id="folders-hint" class="hint">
        One per line, best first: a folder’s name, or more of its path. Folders
        within it count too.
      </p>
    </div>`;
  }

  private ruleOf(event: Event): KeeperRuleId | undefined {
    const { currentTarget } = event;
    if (!(currentTarget instanceof HTMLElement)) return undefined;
    const row = currentTarget.closest<HTMLElement>('[data-rule]');
    return KEEPER_RULE_IDS.find((id) => id === row?.dataset['rule']);
  }

  private onSwitch(event: Event): void {
    const id = this.ruleOf(event);
    if (id === undefined || !(event.currentTarget instanceof HTMLInputElement))
      return;
    const others = this.keeper.off.filter((one) => one !== id);
    this.onKeeper({
      off: event.currentTarget.checked ? others : [...others, id],
    });
  }

  private onStep(event: Event): void {
    const id = this.ruleOf(event);
    const { currentTarget } = event;
    if (id === undefined || !(currentTarget instanceof HTMLElement)) return;
    const step = currentTarget.dataset['way'] === 'up' ? -1 : 1;
    void this.move(id, step, `[data-way="${step < 0 ? 'up' : 'down'}"]`);
  }

  private onKey(event: KeyboardEvent): void {
    const isArrow = event.key === 'ArrowUp' || event.key === 'ArrowDown';
    const id = this.ruleOf(event);
    if (!isArrow || !event.altKey || id === undefined) return;
    event.preventDefault();
    const way =
      event.target instanceof HTMLElement
        ? event.target.dataset['way']
        : undefined;
    void this.move(
      id,
      event.key === 'ArrowUp' ? -1 : 1,
      way === undefined ? 'input' : `[data-way="${way}"]`,
    );
  }

  /** Moves a rule; the focus goes with it. */
  private async move(
    id: KeeperRuleId,
    step: 1 | -1,
    focused: string,
  ): Promise<void> {
    const { order } = this.keeper;
    const place = Math.max(
      0,
      Math.min(order.indexOf(id) + step, order.length - 1),
    );
    if (order[place] === id) return;
    this.onKeeper({ order: movedRule(order, id, place) });
    announce(
      this,
      `${KEEPER_RULE_WORDS[id].name}: number ${place + 1} of ${order.length}`,
    );
    // The view above hands the new order down before this element renders it.
    await new Promise((resolve) => {
      requestAnimationFrame(resolve);
    });
    await this.updateComplete;
    this.list
      .querySelector<HTMLElement>(`[data-rule="${id}"] ${focused}`)
      ?.focus();
  }

  private onPreset(event: Event): void {
    if (!(event.currentTarget instanceof HTMLSelectElement)) return;
    const { value } = event.currentTarget;
    const preset = [...BUILT_IN_PRESETS, ...this.keeper.presets].find(
      ({ name }) => name === value,
    );
    if (preset !== undefined) this.onKeeper(withPreset(this.keeper, preset));
  }

  private onFolders(event: Event): void {
    if (!(event.currentTarget instanceof HTMLTextAreaElement)) return;
    this.onKeeper({
      folders: event.currentTarget.value
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '')
        .slice(0, MOST_FOLDERS),
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-keeper-fields': KeeperFields;
  }
}
