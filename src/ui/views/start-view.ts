import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { AppEngine } from '../../engine/app-engine.ts';
import type { AppState } from '../../engine/app-state.ts';
import { icon } from '../components/icon.ts';
import '../components/folder-list.ts';
import '../components/recent-list.ts';
import '../components/start-banners.ts';
import { startPicture } from '../components/start-picture.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { controlStyles } from '../styles/control-styles.ts';
import { startStyles } from '../styles/start-styles.ts';

/** Choose what to look through. */
@customElement('twin-start-view')
export class StartView extends LitElement {
  static override styles = [baseStyles, controlStyles, startStyles];

  @property({ attribute: false }) engine!: AppEngine;
  @property({ attribute: false }) state!: AppState;

  protected override render(): TemplateResult {
    const { engine, state } = this;
    return html`<div class="page stack">
      ${
        state.resumable === undefined && state.quarantines.length === 0
          ? nothing
          : html`<twin-start-banners
              .engine=${engine}
              .state=${state}
            ></twin-start-banners>`
      }
      ${state.roots.length === 0 ? this.renderPitch() : this.renderFolders()}
      ${
        state.recents.length === 0
          ? nothing
          : html`<twin-recents
              .engine=${engine}
              .recents=${state.recents}
            ></twin-recents>`
      }
      ${this.renderPromises()}
    </div>`;
  }

  private renderPitch(): TemplateResult {
    return html`<section class="hero" aria-labelledby="headline">
      <div class="pitch">
        <h1 id="headline" tabindex="-1">Find the photos you have twice.</h1>
        <p class="lead">Nothing leaves this computer.</p>
        ${this.renderActions('primary large')}
      </div>
      ${startPicture()}
    </section>`;
  }

  /** Who has folders open already wants to go on with them, and needs no pitch. */
  private renderFolders(): TemplateResult {
    return html`<section class="stack" aria-labelledby="headline">
      <h1 id="headline" tabindex="-1">Folders to look through</h1>
      <twin-folders .engine=${this.engine} .state=${this.state}></twin-folders>
      ${this.renderActions('')}
    </section>`;
  }

  /** @param look classes of the button that chooses a folder; the other is as large */
  private renderActions(look: '' | 'primary large'): TemplateResult {
    const { canPickFolder, canListFolder, canKeepSample } = this.state.features;
    if (!canPickFolder && !canListFolder) return this.renderNoFolders();
    return html`
      <div class="actions">
        ${canPickFolder ? this.renderPicker(look) : this.renderFolderInput(look)}
        ${canKeepSample ? this.renderSample(look) : nothing}
      </div>
      <p class="small soft">
        ${
          canPickFolder
            ? 'Or drop folders anywhere on this page. The browser will ask to let Twinsift change files: it needs that only to move copies aside when you say so, and to put them back.'
            : 'Or drop folders anywhere on this page. This browser lets a page read a folder but not change it. Twinsift finds the copies here and then writes you a script that moves them aside. To move and undo with a click, open this page in Chrome, Edge or another Chromium browser.'
        }
      </p>
    `;
  }

  private renderPicker(look: string): TemplateResult {
    return html`<button class=${look} @click=${this.onChoose}>
      ${icon('folder')}
      ${
        this.state.roots.length === 0
          ? 'Choose a folder…'
          : 'Add another folder…'
      }
    </button>`;
  }

  private renderFolderInput(look: string): TemplateResult {
    return html`<label class="button file ${look}">
      ${icon('folder')} Choose a folder…
      <input
        type="file"
        webkitdirectory
        multiple
        class="visually-hidden"
        @change=${this.onFiles}
      />
    </label>`;
  }

  private renderSample(look: string): TemplateResult {
    return html`<button
      class=${look === '' ? '' : 'large'}
      ?disabled=${this.state.isPreparing}
      @click=${this.onSample}
    >
      ${
        this.state.isPreparing
          ? 'Drawing the sample photos…'
          : 'Try the sample library'
      }
    </button>`;
  }

  private renderNoFolders(): TemplateResult {
    return html`<div class="card unable">
      <h2>This browser cannot open folders</h2>
      <p>
        Twinsift reads your photos where they are, and this browser gives pages
        no way to do that. Open this page in Chrome or Edge on a computer; then
        it can also move copies aside and put them back.
      </p>
      ${
        this.state.features.canKeepSample
          ? html`<p>You can still see how it works:</p>
              ${this.renderSample('primary large')}`
          : nothing
      }
    </div>`;
  }

  private renderPromises(): TemplateResult {
    return html`<ul class="promises">
      <li>
        ${icon('eye')}
        <div>
          <h2>It really looks</h2>
          <p>
            Photos are compared by what they show, so smaller, re-saved, cropped
            and turned copies are found too. Every match says why.
          </p>
        </div>
      </li>
      <li>
        ${icon('undo')}
        <div>
          <h2>Everything can be undone</h2>
          <p>
            Copies are moved into a folder beside your photos. Nothing is
            deleted, and undo is always in sight.
          </p>
        </div>
      </li>
      <li>
        ${icon('lock')}
        <div>
          <h2>Private by construction</h2>
          <p>
            No upload, no account, no tracking.
            ${
              this.state.isOfflineReady
                ? 'Everything is stored for working offline.'
                : 'After the first visit it works with the network off.'
            }
          </p>
        </div>
      </li>
    </ul>`;
  }

  private onChoose(): void {
    void this.engine.chooseFolder();
  }

  private onSample(): void {
    void this.engine.openSample();
  }

  private onFiles(event: Event): void {
    const { currentTarget } = event;
    if (!(currentTarget instanceof HTMLInputElement)) return;
    if (currentTarget.files !== null && currentTarget.files.length > 0)
      void this.engine.addFileList(currentTarget.files);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-start-view': StartView;
  }
}
