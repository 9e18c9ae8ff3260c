import { html, type TemplateResult } from 'lit';
import type { AppState } from '../../engine/app-state.ts';
import { countOf, formatCount } from '../format-numbers.ts';

/** Ways to the list of what was not compared: as many as stand there, whichever scan met them. */
export function notComparedLinks({
  companionFiles,
  ledger,
}: AppState): TemplateResult[] {
  const words = [
    ...(companionFiles.length === 0
      ? []
      : [countOf(companionFiles.length, 'companion file')]),
    ...(ledger.length === 0 ? [] : [`${formatCount(ledger.length)} skipped`]),
  ];
  return words.map(
    (each) => html`<span><a href="#/skipped">${each}</a></span>`,
  );
}
