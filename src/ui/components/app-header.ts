import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { AppState } from '../../engine/app-state.ts';
import { send } from '../events.ts';
import { formatCount } from '../format-numbers.ts';
import { isRunning } from '../progress-words.ts';
import type { RouteKind } from '../route.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { controlStyles } from '../styles/control-styles.ts';
import { TurnElement } from '../turn-element.ts';
import { icon, logo, type IconName } from './icon.ts';
import './theme-button.ts';

interface Place {
  kind: RouteKind;
  words: string;
  icon: IconName;
  count?: number;
  /** Left out where there is little room: another screen leads there too. */
  isSpare?: boolean;
}

/** Name, places and the three tools that are there on every screen. */
@customElement('twin-header')
export class AppHeader extends TurnElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      :host {
        position: sticky;
        top: 0;
        z-index: 10;
        background: var(--surface-page);
        border-bottom: 1px solid var(--line);
        /* Before it is drawn, too: what is below it keeps its place. */
        min-height: var(--header-height);
      }
      header {
        height: var(--header-height);
        padding-inline: var(--gutter);
        display: flex;
        align-items: center;
        gap: var(--space-4);
      }
      .home {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        color: var(--ink);
        font-weight: 680;
        letter-spacing: -0.01em;
        text-decoration: none;
        border-radius: var(--radius);
        min-height: 44px;
      }
      nav {
        flex: 1;
        display: flex;
        gap: 2px;
        min-width: 0;
      }
      nav a,
      .tools a {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        min-height: 36px;
        padding: 0 10px;
        border-radius: var(--radius);
        color: var(--ink-soft);
        font-size: var(--text-14);
        font-weight: 560;
        text-decoration: none;
        white-space: nowrap;
      }
      a:not(.home):hover {
        background: var(--surface-hover);
        color: var(--ink);
      }
      a[aria-current='page'] {
        color: var(--ink);
        background: var(--surface-sunken);
      }
      nav .logo {
        display: none;
      }
      .count {
        font-size: var(--text-12);
        font-weight: 600;
        color: var(--ink-soft);
      }
      .tools {
        display: flex;
        align-items: center;
        color: var(--ink-soft);
      }
      .tools button,
      .tools a {
        color: var(--ink-soft);
        min-width: 36px;
        padding: 0;
        justify-content: center;
      }
      .running::after {
        content: '';
        width: 6px;
        height: 6px;
        border-radius: 50%;
        background: var(--accent);
      }
      @media (max-width: 959px) {
        nav .spare {
          display: none;
        }
      }
      @media (max-width: 799px) {
        header {
          gap: var(--space-1);
          padding-inline: 8px;
        }
        .home {
          padding-inline: 8px;
        }
        /* Once there are places to go, the first of them wears the logo. */
        .home.apart,
        nav.alone,
        nav .folder {
          display: none;
        }
        nav .logo {
          display: block;
        }
        nav a {
          position: relative;
          flex-direction: column;
          justify-content: center;
          min-width: 44px;
          min-height: 48px;
          padding: 2px 3px;
          gap: 2px;
          font-size: var(--text-12);
          line-height: 14px;
        }
        nav a svg {
          width: 20px;
          height: 20px;
        }
        nav .count {
          display: none;
        }
        .running::after {
          position: absolute;
          inset-block-start: 6px;
          inset-inline-end: 10px;
        }
        .tools {
          margin-inline-start: auto;
        }
        .tools button,
        .tools a {
          min-width: 36px;
          min-height: 44px;
          padding: 0;
        }
      }
      @media (max-width: 359px) {
        /* The settings have it too, and the names of four places need the room. */
        twin-theme-button {
          display: none;
        }
      }
      @media (forced-colors: active) {
        a[aria-current='page'] {
          outline: 2px solid Highlight;
          outline-offset: -2px;
        }
      }
    `,
  ];

  @property({ attribute: false }) state?: AppState;
  @property() current: RouteKind = 'start';

  protected override render(): TemplateResult {
    const places = this.places();
    const isAlone = places.length === 1;
    return html`<header>
      <a
        class=${isAlone ? 'home' : 'home apart'}
        href="#/"
        aria-label="Twinsift, start"
      >
        ${logo()}<span class="name" aria-hidden="true">Twinsift</span>
      </a>
      <nav class=${isAlone ? 'alone' : nothing} aria-label="Screens">
        ${places.map(this.renderPlace)}
      </nav>
      <div class="tools">
        <twin-theme-button></twin-theme-button>
        <button
          class="quiet icon-only"
          aria-label="Help and keys"
          title="Help and keys (?)"
          @click=${this.onHelp}
        >
          ${icon('help')}
        </button>
        <a
          href="#/settings"
          aria-label="Settings"
          title="Settings"
          aria-current=${this.current === 'settings' ? 'page' : nothing}
          >${icon('gear')}</a
        >
      </div>
    </header>`;
  }

  private places(): readonly Place[] {
    const { state } = this;
    const places: Place[] = [
      { kind: 'start', words: 'Folders', icon: 'folder' },
    ];
    if (state === undefined) return places;
    const known = state.comparedFiles + state.ledger.length;
    if (state.scan !== undefined || known > 0)
      places.push({ kind: 'scan', words: 'Scan', icon: 'scan' });
    if (state.groups.length > 0) {
      const count = state.groups.length;
      places.push({ kind: 'review', words: 'Review', icon: 'compare', count });
    }
    if (state.series.length > 0) {
      const count = state.series.length;
      const isSpare = state.groups.length > 0;
      places.push({
        kind: 'similar',
        words: 'Series',
        icon: 'star',
        count,
        isSpare,
      });
    }
    if (state.quarantines.length > 0) {
      const count = state.quarantines.reduce((n, b) => n + b.fileCount, 0);
      places.push({
        kind: 'quarantine',
        words: 'Quarantine',
        icon: 'box',
        count,
      });
    }
    return places;
  }

  private readonly renderPlace = (place: Place): TemplateResult => {
    const scan = this.state?.scan;
    const runs = place.kind === 'scan' && scan !== undefined && isRunning(scan);
    return html`<a
      href=${place.kind === 'start' ? '#/' : `#/${place.kind}`}
      class=${runs ? 'running' : place.isSpare === true ? 'spare' : nothing}
      title=${place.words}
      aria-current=${this.current === place.kind ? 'page' : nothing}
      ><span class=${place.icon}>${icon(place.icon)}</span>${
        place.kind === 'start'
          ? html`<span class="logo">${logo()}</span>`
          : nothing
      }<span class="words">${place.words}</span> ${
        place.count === undefined
          ? nothing
          : html`<span class="count">${formatCount(place.count)}</span>`
      }</a
    >`;
  };

  private onHelp(): void {
    send(this, 'twin-help', undefined);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-header': AppHeader;
  }
}
