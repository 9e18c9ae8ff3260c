import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { AppEngine } from '../../engine/app-engine.ts';
import type { AppState } from '../../engine/app-state.ts';
import { countOf, formatBytes, formatCount } from '../format-numbers.ts';
import { goTo } from '../controllers/route-controller.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { controlStyles } from '../styles/control-styles.ts';
import { icon } from './icon.ts';

/** What was left unfinished: a scan to go on with, photos that are set aside. */
@customElement('twin-start-banners')
export class StartBanners extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      :host {
        display: grid;
        gap: var(--space-3);
      }
      .card {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-3) var(--space-4);
        padding: var(--space-4);
      }
      .mark {
        width: 40px;
        height: 40px;
        display: grid;
        place-items: center;
        border-radius: 50%;
        background: var(--accent-soft);
        color: var(--accent-text);
      }
      .words {
        flex: 1 1 260px;
        min-width: 0;
      }
      h2 {
        font-size: var(--text-16);
        letter-spacing: 0;
      }
    `,
  ];

  @property({ attribute: false }) engine!: AppEngine;
  @property({ attribute: false }) state!: AppState;

  protected override render(): TemplateResult {
    return html`${this.renderResumable()}${this.renderQuarantine()}`;
  }

  private renderResumable(): TemplateResult | typeof nothing {
    const { resumable } = this.state;
    if (resumable === undefined) return nothing;
    const { scan, roots } = resumable;
    const labels = roots.map((root) => `“${root.label}”`).join(', ');
    return html`<section class="card" aria-labelledby="resume">
      <span class="mark">${icon('play')}</span>
      <div class="words">
        <h2 id="resume">Go on with ${labels}?</h2>
        <p class="small soft">
          ${formatCount(scan.done)} of ${countOf(scan.listed, 'file')} were done
          when the last visit ended. They are not read again.
        </p>
      </div>
      <button class="primary" @click=${this.onResume}>Resume the scan</button>
      <button class="quiet" @click=${this.onDismiss}>Not now</button>
    </section>`;
  }

  private renderQuarantine(): TemplateResult | typeof nothing {
    const { quarantines } = this.state;
    if (quarantines.length === 0) return nothing;
    const files = quarantines.reduce((sum, batch) => sum + batch.fileCount, 0);
    const bytes = quarantines.reduce((sum, batch) => sum + batch.bytes, 0);
    return html`<section class="card" aria-labelledby="aside">
      <span class="mark">${icon('box')}</span>
      <div class="words">
        <h2 id="aside">
          ${countOf(files, 'photo')} ${files === 1 ? 'is' : 'are'} set aside
        </h2>
        <p class="small soft">${formatBytes(bytes)}, ready to be put back.</p>
      </div>
      ${
        quarantines.length === 1
          ? html`<button @click=${this.onUndo}>
              ${icon('undo', 16)} Undo
            </button>`
          : nothing
      }
      <a class="button quiet" href="#/quarantine">Open quarantine</a>
    </section>`;
  }

  private onResume(): void {
    void this.engine.resumeScan();
  }

  private onDismiss(): void {
    void this.engine.dismissResumable();
  }

  private onUndo(): void {
    const [batch] = this.state.quarantines;
    if (batch === undefined) return;
    void this.engine.undoMove(batch.planId);
    goTo('#/quarantine');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-start-banners': StartBanners;
  }
}
