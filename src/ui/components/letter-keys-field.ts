import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { LetterKeysController } from '../controllers/letter-keys-controller.ts';
import { announce, send } from '../events.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { controlStyles } from '../styles/control-styles.ts';

/** Switches single-character commands on and off, at once. */
@customElement('twin-letter-keys')
export class LetterKeysField extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      label {
        display: flex;
        gap: var(--space-3);
        font-size: var(--text-14);
        font-weight: 560;
        cursor: pointer;
      }
      .hint {
        display: block;
        font-size: var(--text-12);
        color: var(--ink-soft);
        font-weight: 400;
      }
    `,
  ];

  private readonly keys = new LetterKeysController(this);

  protected override render(): TemplateResult {
    return html`<label>
      <input
        type="checkbox"
        .checked=${this.keys.isOn}
        @change=${this.onChange}
      />
      <span
        >Single keys decide
        <span class="hint"
          >K, M, 1, ? and the like. Switch them off if you speak to your
          computer; arrows, Space and Ctrl + Z go on working.</span
        ></span
      >
    </label>`;
  }

  private onChange(event: Event): void {
    if (!(event.currentTarget instanceof HTMLInputElement)) return;
    const { checked } = event.currentTarget;
    send(this, 'twin-letter-keys', checked);
    announce(this, checked ? 'Single keys are on' : 'Single keys are off');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-letter-keys': LetterKeysField;
  }
}
