import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { AppEngine } from '../../engine/app-engine.ts';
import type { AppState } from '../../engine/app-state.ts';
import { countOf, formatCount } from '../format-numbers.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { controlStyles } from '../styles/control-styles.ts';
import { emptyStyles } from '../styles/empty-styles.ts';

/** In place of the groups where there are none: what that says of the folders, and the next step. */
@customElement('twin-no-groups')
export class NoGroups extends LitElement {
  static override styles = [baseStyles, controlStyles, emptyStyles];

  @property({ attribute: false }) engine!: AppEngine;
  @property({ attribute: false }) state!: AppState;

  protected override render(): TemplateResult {
    return this.state.comparedFiles === 0
      ? this.renderNothingCompared()
      : this.renderNoDuplicates();
  }

  private renderNoDuplicates(): TemplateResult {
    const { comparedFiles, ledger, scan } = this.state;
    const photos = countOf(comparedFiles, 'photo');
    return html`<div class="empty">
      <p class="big">
        ${
          scan === undefined
            ? `${photos}, no duplicates so far.`
            : scan.stage === 'finished'
              ? `${photos}, no duplicates. Nice.`
              : `Stopped after ${photos}. No duplicates so far.`
        }
      </p>
      <p class="soft">
        ${
          ledger.length > 0
            ? `${countOf(ledger.length, 'file')} could not be compared.`
            : scan?.stage === 'finished'
              ? 'Every file was compared.'
              : 'A scan reads what is new or changed, and nothing twice.'
        }
      </p>
      <div class="row wrap">
        ${
          scan?.stage === 'finished'
            ? html`<a class="button primary" href="#/"
                >Look in another folder</a
              >`
            : html`<button class="primary" @click=${this.onScan}>
                ${scan === undefined ? 'Scan again' : 'Go on with the scan'}
              </button>`
        }
        ${
          ledger.length === 0
            ? nothing
            : html`<a class="button" href="#/skipped">See what was skipped</a>`
        }
      </div>
    </div>`;
  }

  private renderNothingCompared(): TemplateResult {
    const skipped = this.state.ledger.length;
    return html`<div class="empty">
      <p class="big">
        ${
          skipped === 0
            ? 'There are no files in this folder.'
            : skipped === 1
              ? 'The only file could not be compared.'
              : `None of ${formatCount(skipped)} files could be compared.`
        }
      </p>
      <p class="soft">
        ${
          skipped === 0
            ? 'Choose a folder with photos in it.'
            : 'The list of skipped files says why, and what to do about each.'
        }
      </p>
      <div class="row wrap">
        ${
          skipped === 0
            ? nothing
            : html`<a class="button primary" href="#/skipped"
                >See ${formatCount(skipped)} skipped</a
              >`
        }
        <a class="button" href="#/">Choose another folder</a>
      </div>
    </div>`;
  }

  private onScan(): void {
    void this.engine.startScan();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-no-groups': NoGroups;
  }
}
