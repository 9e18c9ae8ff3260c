import { LitElement, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { WindowListener } from '../controllers/window-listener.ts';
import { announce, send } from '../events.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { controlStyles } from '../styles/control-styles.ts';
import { settingsStyles } from '../styles/settings-styles.ts';
import { THEMES, shownTheme, themeName } from '../theme.ts';
import './letter-keys-field.ts';

/** Looks and keys: at once, and for this browser only. */
@customElement('twin-page-fields')
export class PageFields extends LitElement {
  static override styles = [baseStyles, controlStyles, settingsStyles];

  constructor() {
    super();
    // There are two places to choose it; each shows what the other set.
    new WindowListener(this, 'twin-theme', () => {
      this.requestUpdate();
    });
  }

  protected override render(): TemplateResult {
    const shown = shownTheme();
    return html`<section class="card" aria-labelledby="page">
      <div>
        <h2 id="page">Looks and keys</h2>
        <p class="small soft">
          Changes here count at once and are remembered in this browser.
        </p>
      </div>
      <div class="field">
        <span id="colours">Colours</span>
        <div class="segments" role="group" aria-labelledby="colours">
          ${THEMES.map(
            (theme) =>
              html`<button
                type="button"
                aria-pressed=${theme === shown}
                data-theme=${theme}
                @click=${this.onTheme}
              >
                ${themeName(theme)}
              </button>`,
          )}
        </div>
      </div>
      <twin-letter-keys></twin-letter-keys>
    </section>`;
  }

  private onTheme(event: Event): void {
    const { currentTarget } = event;
    if (!(currentTarget instanceof HTMLElement)) return;
    const theme = THEMES.find((one) => one === currentTarget.dataset['theme']);
    if (theme === undefined) return;
    send(this, 'twin-theme', theme);
    announce(this, `Colours: ${themeName(theme).toLowerCase()}`);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-page-fields': PageFields;
  }
}
