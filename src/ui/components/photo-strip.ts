import { html, nothing, type TemplateResult } from 'lit';
import type { FileKey } from '../../domain/photo-id.ts';
import type { AppEngine } from '../../engine/app-engine.ts';
import './photo-thumb.ts';

/** As many as fit beside the words. */
const SHOWN_PHOTOS = 5;

/** The first pictures of a group, and how many more there are. Styles: groupRowStyles. */
export function photoStrip(
  engine: AppEngine,
  files: readonly FileKey[],
): TemplateResult {
  const rest = files.length - SHOWN_PHOTOS;
  return html`<span class="photos">
    ${files
      .slice(0, SHOWN_PHOTOS)
      .map(
        (file) =>
          html`<twin-thumb .engine=${engine} .file=${file}></twin-thumb>`,
      )}
    ${rest > 0 ? html`<span class="more">+${rest}</span>` : nothing}
  </span>`;
}
