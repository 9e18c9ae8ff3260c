import '@lit-labs/virtualizer';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { fileKey } from '../../domain/photo-id.ts';
import { fileName, type FileFacts } from '../../domain/photo.ts';
import type { AppState } from '../../engine/app-state.ts';
import { countOf, formatBytes } from '../format-numbers.ts';
import { baseStyles } from '../styles/base-styles.ts';

/** Files that were not compared because they belong to a photo: no failures, and nothing to do. */
@customElement('twin-companions')
export class CompanionList extends LitElement {
  static override styles = [
    baseStyles,
    css`
      section {
        display: grid;
        gap: var(--space-2);
      }
      lit-virtualizer {
        display: block;
      }
      .entry {
        display: flex;
        align-items: baseline;
        gap: var(--space-4);
        width: 100%;
        padding-block: var(--space-2);
        border-block-end: 1px solid var(--line);
      }
      .path {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) state!: AppState;

  protected override render(): TemplateResult | typeof nothing {
    const { companionFiles } = this.state;
    if (companionFiles.length === 0) return nothing;
    return html`<section aria-labelledby="companions">
      <h2 id="companions">
        ${countOf(companionFiles.length, 'companion file')}
      </h2>
      <p class="soft">
        These belong to photos beside them. They are not compared, and go where
        their photo goes.
      </p>
      <lit-virtualizer
        role="list"
        aria-label="Companion files"
        .items=${[...companionFiles]}
        .keyFunction=${keyOf}
        .renderItem=${this.renderEntry}
      ></lit-virtualizer>
    </section>`;
  }

  private readonly renderEntry = (file: FileFacts): TemplateResult => {
    const root = this.state.roots.find(({ id }) => id === file.root);
    const place = root === undefined ? '' : `${root.label}/`;
    return html`<div role="listitem" class="entry">
      <div class="grow path">
        <span class="soft">${place}</span>${file.path}
        <div class="small soft">Belongs to ${fileName(file.shot ?? '')}</div>
      </div>
      <span class="small soft">${formatBytes(file.sizeBytes)}</span>
    </div>`;
  };
}

function keyOf({ root, path }: FileFacts): string {
  return fileKey(root, path);
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-companions': CompanionList;
  }
}
