import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { AppEngine } from '../../engine/app-engine.ts';
import type { AppState, RootView } from '../../engine/app-state.ts';
import { countOf } from '../format-numbers.ts';
import { isRunning } from '../progress-words.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { controlStyles } from '../styles/control-styles.ts';
import { listStyles } from '../styles/list-styles.ts';
import { icon } from './icon.ts';

const PERMISSION_WORDS: Record<RootView['permission'], string> = {
  granted: '',
  'read-only': 'Read only',
  prompt: 'Needs permission',
  denied: 'Not permitted',
  missing: 'Not found',
};

/** Folders of this session: normal or protected, scan, remove. */
@customElement('twin-folders')
export class FolderList extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    listStyles,
    css`
      .protect {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        font-size: var(--text-14);
        cursor: pointer;
        min-height: 36px;
      }
      .foot {
        padding: var(--space-3) var(--space-4);
        border-block-start: 1px solid var(--line);
        gap: var(--space-3);
      }
      .foot p {
        flex-basis: 260px;
      }
    `,
  ];

  @property({ attribute: false }) engine!: AppEngine;
  @property({ attribute: false }) state!: AppState;

  protected override render(): TemplateResult {
    const { roots, scan, groups } = this.state;
    const runs = scan !== undefined && isRunning(scan);
    return html`<div class="card">
      <ul aria-label="Folders">
        ${repeat(roots, (root) => root.id, this.renderFolder)}
      </ul>
      <div class="row wrap foot">
        <p class="small soft grow">
          Protected folders are compared, but nothing in them is ever moved.
        </p>
        ${
          runs
            ? html`<a class="button" href="#/scan">Watch the scan</a>`
            : html`<button
                class=${groups.length > 0 ? '' : 'primary'}
                @click=${this.onScan}
              >
                ${icon('scan', 16)} Scan again
              </button>`
        }
        ${
          groups.length > 0
            ? html`<a class="button primary" href="#/review"
                >Review ${countOf(groups.length, 'group')}</a
              >`
            : nothing
        }
      </div>
    </div>`;
  }

  private readonly renderFolder = (root: RootView): TemplateResult => {
    const words = PERMISSION_WORDS[root.permission];
    return html`<li class="item">
      <span class="soft">${icon('folder')}</span>
      <div class="grow">
        <div class="name path">${root.label}</div>
        ${
          root.source === 'sample'
            ? html`<div class="small soft">
                Drawn by Twinsift to try things
              </div>`
            : nothing
        }
      </div>
      ${words === '' ? nothing : html`<span class="tag">${words}</span>`}
      ${
        root.permission === 'prompt' || root.permission === 'denied'
          ? html`<button data-root=${root.id} @click=${this.onAllow}>
              Allow
            </button>`
          : nothing
      }
      <label class="protect">
        <input
          type="checkbox"
          data-root=${root.id}
          .checked=${root.protection === 'protected'}
          @change=${this.onProtect}
        />
        Protected<span class="visually-hidden">: ${root.label}</span>
      </label>
      <button
        class="quiet icon-only"
        aria-label=${`Remove ${root.label} from the list`}
        title="Remove from the list (the folder stays as it is)"
        data-root=${root.id}
        @click=${this.onRemove}
      >
        ${icon('close', 16)}
      </button>
    </li>`;
  };

  private rootOf(event: Event): RootView | undefined {
    const { currentTarget } = event;
    if (!(currentTarget instanceof HTMLElement)) return undefined;
    return this.state.roots.find(
      ({ id }) => id === currentTarget.dataset['root'],
    );
  }

  private onProtect(event: Event): void {
    const root = this.rootOf(event);
    if (root === undefined) return;
    const next = root.protection === 'protected' ? 'normal' : 'protected';
    void this.engine.setProtection(root.id, next);
  }

  private onRemove(event: Event): void {
    const root = this.rootOf(event);
    if (root !== undefined) void this.engine.removeRoot(root.id);
  }

  private onAllow(event: Event): void {
    const root = this.rootOf(event);
    if (root !== undefined) void this.engine.openRecent(root.id);
  }

  private onScan(): void {
    void this.engine.startScan();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-folders': FolderList;
  }
}
