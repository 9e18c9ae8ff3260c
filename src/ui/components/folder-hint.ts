import { LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { AppState } from '../../engine/app-state.ts';
import {
  insightHeadline,
  moreInsightsWords,
  onlyHereWords,
} from '../folder-words.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { hintStyles } from '../styles/hint-styles.ts';
import { hintLink } from './hint-link.ts';

/** The folder that is contained the most, on the screen of a finished scan. */
@customElement('twin-folder-hint')
export class FolderHint extends LitElement {
  static override styles = [baseStyles, hintStyles];

  @property({ attribute: false }) state!: AppState;

  protected override render(): TemplateResult | typeof nothing {
    const { folderInsights, roots } = this.state;
    const [first, ...others] = folderInsights;
    if (first === undefined) return nothing;
    const facts = [onlyHereWords(first), ...moreInsightsWords(others)];
    return hintLink({
      href: '#/folders',
      icon: 'folder',
      title: insightHeadline(first, roots),
      words: `${facts.join('. ')}.`,
      way: 'Compare folders',
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-folder-hint': FolderHint;
  }
}
