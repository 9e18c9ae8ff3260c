import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { FileKey } from '../../domain/photo-id.ts';
import type { AppEngine } from '../../engine/app-engine.ts';
import { PictureController } from '../controllers/picture-controller.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { icon } from './icon.ts';

/** Longer than a row is on screen while the list flies past, shorter than anybody notices. */
const PATIENCE_MS = 80;

/** A thumbnail, letterboxed on a neutral mat. Its size is the host's. */
@customElement('twin-thumb')
export class PhotoThumb extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        background: var(--surface-mat);
        position: relative;
        overflow: hidden;
        width: 64px;
        height: 64px;
      }
      img {
        width: 100%;
        height: 100%;
        object-fit: contain;
        display: block;
      }
      .failed {
        display: grid;
        place-items: center;
        height: 100%;
        color: var(--ink-soft);
      }
      .skeleton {
        height: 100%;
        border-radius: 0;
        background: var(--surface-mat);
      }
    `,
  ];

  @property({ attribute: false }) engine?: AppEngine;
  @property({ attribute: false }) file?: FileKey;
  /** Text for people who do not see it; empty where the name stands beside it. */
  @property() label = '';

  /** In a list that is scrolled: rows that only fly past load nothing. */
  @property({ type: Boolean, attribute: 'patient' }) isPatient = false;

  private readonly picture = new PictureController(this, () => {
    const { engine, file } = this;
    if (engine === undefined || file === undefined) return undefined;
    return {
      file,
      afterMs: this.isPatient ? PATIENCE_MS : 0,
      load: (key) => engine.thumbnail(key),
    };
  });

  protected override render(): TemplateResult {
    const { state } = this.picture;
    switch (state.kind) {
      case 'loading':
        return html`<div class="skeleton"></div>`;
      case 'shown':
        return html`<img
          src=${state.picture.url}
          alt=${this.label}
          draggable="false"
          @error=${this.onError}
        />`;
      case 'failed':
        return html`<div class="failed">
          ${icon('broken')}
          <span class="visually-hidden">Cannot be shown</span>
        </div>`;
    }
  }

  private onError(): void {
    this.picture.fail();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-thumb': PhotoThumb;
  }
}
