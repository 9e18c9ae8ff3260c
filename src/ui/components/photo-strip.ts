import { html, nothing, type TemplateResult } from 'lit';
import type { FileKey } from '../../domain/photo-id.ts';
import type { AppEngine } from '../../engine/app-engine.ts';
import { formatCount } from '../format-numbers.ts';
import './photo-thumb.ts';

/** As many as fit beside the words: more would leave a hole in the rows of pairs, which most are. */
const SHOWN_PHOTOS = 3;

/** The first pictures of a group, the last with how many more there are. Styles: groupRowStyles. */
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
    ${rest > 0 ? html`<span class="more">+${formatCount(rest)}</span>` : nothing}
  </span>`;
}
