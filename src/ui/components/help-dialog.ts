import { css, html, type TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { KEY_HELP } from '../review-keys.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { controlStyles } from '../styles/control-styles.ts';
import { dialogStyles } from '../styles/dialog-styles.ts';
import { TurnElement } from '../turn-element.ts';
import { icon } from './icon.ts';
import './letter-keys-field.ts';

/** What Twinsift does, and every key. */
@customElement('twin-help')
export class HelpDialog extends TurnElement {
  static override styles = [
    baseStyles,
    controlStyles,
    dialogStyles,
    css`
      dialog {
        width: min(720px, calc(100vw - 32px));
      }
      .columns {
        display: grid;
        gap: var(--space-6) var(--space-10);
        grid-template-columns: repeat(auto-fit, minmax(260px, 1fr));
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 10px var(--space-4);
        align-items: center;
        font-size: var(--text-14);
      }
      dt {
        display: flex;
        gap: 4px;
      }
      li {
        padding-inline-start: 24px;
        position: relative;
        font-size: var(--text-14);
      }
      li + li {
        margin-block-start: 10px;
      }
      li svg {
        position: absolute;
        inset-inline-start: 0;
        inset-block-start: 3px;
        color: var(--accent-text);
      }
    `,
  ];

  @query('dialog') private readonly dialog!: HTMLDialogElement;

  /** Opens it; the browser gives the focus back when it closes. */
  async show(): Promise<void> {
    // A key may come before the first drawing.
    await this.updateComplete;
    if (!this.dialog.open) this.dialog.showModal();
  }

  protected override render(): TemplateResult {
    return html`<dialog aria-labelledby="title" @close=${this.onClose}>
      <div class="head">
        <h2 id="title">How it works</h2>
        <form method="dialog">
          <button class="quiet icon-only" aria-label="Close help">
            ${icon('close')}
          </button>
        </form>
      </div>
      <div class="columns">
        <section class="stack" aria-labelledby="safe">
          <h3 id="safe">Nothing can go wrong</h3>

          <ul>
            <li>
              ${icon('lock', 16)}Your photos never leave this computer. The page
              works with the network off.
            </li>
            <li>
              ${icon('box', 16)}“Move” puts a photo into the folder “Twinsift
              quarantine” beside it. Nothing is deleted.
            </li>
            <li>
              ${icon('check', 16)}Each file is read again right before it moves;
              what changed since the scan stays where it is.
            </li>
            <li>
              ${icon('undo', 16)}Undo puts everything back, today or next month.
              Emptying the quarantine is the only step without a way back.
            </li>
          </ul>
        </section>
        <section class="stack" aria-labelledby="keys">
          <h3 id="keys">Keys in the review</h3>

          <dl>
            ${KEY_HELP.map(
              ({ keys, words }) =>
                html`<dt>${keys.map((key) => html`<kbd>${key}</kbd>`)}</dt>
                  <dd>${words}</dd>`,
            )}
          </dl>
          <twin-letter-keys></twin-letter-keys>
        </section>
      </div>
    </dialog>`;
  }

  private onClose(): void {
    // The browser's own event stops at the dialog.
    this.dispatchEvent(new Event('close'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-help': HelpDialog;
  }
}
