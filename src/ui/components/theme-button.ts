import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { announce, send } from '../events.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { controlStyles } from '../styles/control-styles.ts';
import { nextTheme, showTheme, shownTheme, type Theme } from '../theme.ts';
import { icon, type IconName } from './icon.ts';

const LOOK: Record<Theme, { icon: IconName; words: string }> = {
  system: { icon: 'theme', words: 'like the system' },
  light: { icon: 'sun', words: 'light' },
  dark: { icon: 'moon', words: 'dark' },
};

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

  protected override render(): TemplateResult {
    const look = LOOK[shownTheme()];
    return html`<button
      class="quiet icon-only"
      aria-label=${`Colours: ${look.words}`}
      title=${`Colours: ${look.words}`}
      @click=${this.onClick}
    >
      ${icon(look.icon)}
    </button>`;
  }

  private onClick(): void {
    const theme = nextTheme(shownTheme());
    showTheme(theme);
    send(this, 'twin-theme', theme);
    announce(this, `Colours: ${LOOK[theme].words}`);
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-theme-button': ThemeButton;
  }
}
