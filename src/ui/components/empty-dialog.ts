import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { AppEngine } from '../../engine/app-engine.ts';
import type { QuarantineBatch } from '../../engine/app-state.ts';
import {
  formatBytes,
  formatCount,
  photosAndCompanions,
} from '../format-numbers.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { controlStyles } from '../styles/control-styles.ts';
import { dialogStyles } from '../styles/dialog-styles.ts';
import { icon } from './icon.ts';

/** The one question of the app: before files are deleted for good. */
@customElement('twin-empty-dialog')
export class EmptyDialog extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    dialogStyles,
    css`
      dialog {
        width: min(520px, calc(100vw - 32px));
      }
      .body {
        display: grid;
        gap: var(--space-3);
      }
      .caution {
        border-color: var(--caution);
        color: var(--caution);
      }
      .caution:hover {
        background: var(--caution-soft);
        color: var(--caution);
      }
      ul {
        padding: var(--space-3) var(--space-4);
        background: var(--surface-sunken);
        border-radius: var(--radius);
        font-size: var(--text-14);
        display: grid;
        gap: 4px;
      }
    `,
  ];

  @property({ attribute: false }) engine!: AppEngine;
  @state() private batch: QuarantineBatch | undefined;
  @query('dialog') private readonly dialog!: HTMLDialogElement;

  /** Shows the question for one batch. */
  ask(batch: QuarantineBatch): void {
    this.batch = batch;
    void this.open();
  }

  protected override render(): TemplateResult {
    const { batch } = this;
    return html`<dialog aria-labelledby="question" aria-describedby="body">
      ${batch === undefined ? nothing : this.renderQuestion(batch)}
    </dialog>`;
  }

  private renderQuestion(batch: QuarantineBatch): TemplateResult {
    const more = batch.fileCount - batch.samplePaths.length;
    return html`
      <div class="head">
        <h2 id="question">
          Delete ${photosAndCompanions(batch.fileCount, batch.companionCount)}
          for good?
        </h2>
      </div>
      <div class="body" id="body">
        <p>
          This frees ${formatBytes(batch.bytes)} and cannot be undone. The
          photos you kept stay where they are.
        </p>
        <ul>
          ${batch.samplePaths.map((path) => html`<li class="path">${path}</li>`)}
          ${
            more > 0
              ? html`<li class="soft">and ${formatCount(more)} more</li>`
              : nothing
          }
        </ul>
      </div>
      <form method="dialog" class="actions">
        <button class="primary">Keep them</button>
        <button class="caution" @click=${this.onDelete}>
          ${icon('trash', 16)} Delete for good
        </button>
      </form>
    `;
  }

  private async open(): Promise<void> {
    await this.updateComplete;
    this.dialog.showModal();
  }

  private onDelete(): void {
    const { batch } = this;
    if (batch !== undefined) void this.engine.emptyQuarantine(batch.planId);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-empty-dialog': EmptyDialog;
  }
}
