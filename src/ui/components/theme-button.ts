import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { WindowListener } from '../controllers/window-listener.ts';
import { announce, send } from '../events.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { controlStyles } from '../styles/control-styles.ts';
import { nextTheme, shownTheme, themeName, type Theme } from '../theme.ts';
import { icon, type IconName } from './icon.ts';

const ICON: Record<Theme, IconName> = {
  system: 'theme',
  light: 'sun',
  dark: 'moon',
};

function words(theme: Theme): string {
  return `Colours: ${themeName(theme).toLowerCase()}`;
}

/** Goes through system, light and dark. */
@customElement('twin-theme-button')
export class ThemeButton extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      button {
        color: var(--ink-soft);
      }
      @media (max-width: 799px) {
        button {
          min-width: 40px;
          padding: 0;
        }
      }
    `,
  ];

  constructor() {
    super();
    // There are two places to choose it; each shows what the other set.
    new WindowListener(this, 'twin-theme', () => {
      this.requestUpdate();
    });
  }

  protected override render(): TemplateResult {
    const theme = shownTheme();
    return html`<button
      class="quiet icon-only"
      aria-label=${words(theme)}
      title=${words(theme)}
      @click=${this.onClick}
    >
      ${icon(ICON[theme])}
    </button>`;
  }

  private onClick(): void {
    const theme = nextTheme(shownTheme());
    send(this, 'twin-theme', theme);
    announce(this, words(theme));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-theme-button': ThemeButton;
  }
}
