import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { AppEngine } from '../../engine/app-engine.ts';
import type { AppState } from '../../engine/app-state.ts';
import { isRunning } from '../progress-words.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { controlStyles } from '../styles/control-styles.ts';
import { icon } from './icon.ts';

/** Most libraries are open before anybody could read that they are being opened. */
const SLOW_MS = 1500;

/** What holds on every screen: a waiting version, another tab at work, a lost permission. */
@customElement('twin-banners')
export class AppBanners extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      .banner {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2) var(--space-3);
        padding: var(--space-2) var(--gutter);
        background: var(--accent-soft);
        border-bottom: 1px solid var(--line);
        font-size: var(--text-14);
      }
      .caution {
        background: var(--caution-soft);
      }
      .caution svg {
        color: var(--caution);
      }
      .banner > span {
        flex: 1 1 160px;
      }
    `,
  ];

  @property({ attribute: false }) engine?: AppEngine;
  @property({ attribute: false }) state?: AppState;

  /** Opening takes long enough to be told of. */
  @state() private isSlow = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  protected override willUpdate(): void {
    const isOpening = this.state?.isOpening === true;
    if (isOpening && this.timer === undefined) {
      this.timer = setTimeout(() => {
        this.isSlow = true;
      }, SLOW_MS);
    } else if (!isOpening) {
      clearTimeout(this.timer);
      this.timer = undefined;
      this.isSlow = false;
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const { state } = this;
    if (state === undefined) return nothing;
    return html`<div role="status">
      ${state.isBusyElsewhere ? this.renderBusy() : nothing}
      ${this.isSlow ? this.renderOpening() : nothing}
      ${this.renderLostPermission(state)}
      ${state.isUpdateReady ? this.renderUpdate(state) : nothing}
    </div>`;
  }

  private renderBusy(): TemplateResult {
    return html`<div class="banner caution">
      ${icon('warning')}
      <span
        >Another tab is working on this folder, so this one only watches. Close
        the other tab to go on here.</span
      >
    </div>`;
  }

  private renderOpening(): TemplateResult {
    return html`<div class="banner">
      ${icon('scan')}
      <span
        >Opening your last results. You can go through what is there while the
        rest comes.</span
      >
    </div>`;
  }

  private renderLostPermission(
    state: AppState,
  ): TemplateResult | typeof nothing {
    const lost = state.roots.find(
      ({ permission }) =>
        permission !== 'granted' && permission !== 'read-only',
    );
    if (lost === undefined) return nothing;
    if (lost.permission === 'missing')
      return html`<div class="banner caution">
        ${icon('warning')}
        <span
          >“${lost.label}” is not there any more. Connect the drive or choose
          the folder again.</span
        >
        <a class="button" href="#/">Folders</a>
      </div>`;
    return html`<div class="banner caution">
      ${icon('lock')}
      <span
        >The browser has taken back the permission for “${lost.label}”. Nothing
        is lost; allow it again to go on.</span
      >
      <button @click=${this.onAllow}>Allow again</button>
    </div>`;
  }

  private renderUpdate(state: AppState): TemplateResult {
    const isBusy =
      (state.scan !== undefined && isRunning(state.scan)) ||
      (state.operation !== undefined && !state.operation.isFinished);
    return html`<div class="banner">
      ${icon('download')}
      <span
        >A new version is ready.
        ${isBusy ? 'It waits until the work is finished.' : ''}</span
      >
      <button ?disabled=${isBusy} @click=${this.onUpdate}>Update now</button>
    </div>`;
  }

  private onAllow(): void {
    const lost = this.state?.roots.find(
      ({ permission }) => permission === 'prompt' || permission === 'denied',
    );
    if (lost !== undefined) void this.engine?.openRecent(lost.id);
  }

  private onUpdate(): void {
    this.engine?.applyUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-banners': AppBanners;
  }
}
