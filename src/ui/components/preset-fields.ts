import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import {
  BUILT_IN_PRESETS,
  LONGEST_NAME,
  MOST_PRESETS,
  presetOf,
  type KeeperPreset,
  type KeeperSettings,
} from '../../domain/keeper-settings.ts';
import { announce } from '../events.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { controlStyles } from '../styles/control-styles.ts';
import { keeperStyles } from '../styles/keeper-styles.ts';
import { settingsStyles } from '../styles/settings-styles.ts';

/** Saves the order under a name, and lets go of one that was saved. */
@customElement('twin-preset-fields')
export class PresetFields extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    settingsStyles,
    keeperStyles,
  ];

  @property({ attribute: false }) keeper!: KeeperSettings;
  @property({ attribute: false }) onPresets!: (
    presets: readonly KeeperPreset[],
  ) => void;

  @state() private problem = '';
  @query('input') private readonly input!: HTMLInputElement;

  protected override render(): TemplateResult {
    const own = this.ownPreset();
    return html`<form class="field" @submit=${this.onSave}>
      <label for="name">Save as a preset</label>
      <div class="save">
        <input
          id="name"
          type="text"
          maxlength=${LONGEST_NAME}
          autocomplete="off"
          placeholder="Name"
          aria-describedby="name-hint"
        />
        <button>Save preset</button>
        ${
          own === undefined
            ? nothing
            : html`<button type="button" class="quiet" @click=${this.onDelete}>
                Delete “${own.name}”
              </button>`
        }
      </div>
      <p id="name-hint" class="hint" role="status">
        ${this.problem === '' ? 'Stored at once, in this browser.' : this.problem}
      </p>
    </form>`;
  }

  private ownPreset(): KeeperPreset | undefined {
    const current = presetOf(this.keeper);
    return this.keeper.presets.find(({ name }) => name === current?.name);
  }

  private onSave(event: Event): void {
    event.preventDefault();
    const name = this.input.value.trim();
    const others = this.keeper.presets.filter((one) => one.name !== name);
    this.problem = problemOf(name, others.length);
    if (this.problem !== '') {
      this.input.focus();
      return;
    }
    const { order, off, folders } = this.keeper;
    this.onPresets(
      [...others, { name, order, off, folders }].sort((a, b) =>
        a.name.localeCompare(b.name, 'en'),
      ),
    );
    this.input.value = '';
    announce(this, `Preset ${name} saved`);
  }

  private onDelete(): void {
    const own = this.ownPreset();
    if (own === undefined) return;
    this.onPresets(this.keeper.presets.filter((one) => one !== own));
    announce(this, `Preset ${own.name} deleted`);
    // The button is gone; the order itself stays as it is.
    this.input.focus();
  }
}

function problemOf(name: string, others: number): string {
  if (name === '') return 'Give it a name first.';
  if (BUILT_IN_PRESETS.some((preset) => preset.name === name))
    return 'That name is taken by a built-in preset.';
  return others < MOST_PRESETS
    ? ''
    : `There are ${MOST_PRESETS} presets already. Delete one first.`;
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-preset-fields': PresetFields;
  }
}
