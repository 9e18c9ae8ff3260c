import type { PhotoNotes } from './photo-notes.ts';
import { starsOf } from './star-rating.ts';

/*
 * What programs that develop raw data note beside it, in forms of their own. Nothing but stars is
 * taken. A 0 says nothing: they write it for whatever nobody rated, even where the camera did. Linear
 * in the text, never throw; what is no such sidecar notes nothing.
 */

const PP3_SECTION = '[General]';
const PP3_RANK = /^Rank=([1-5])$/;
/** A table of Lua, of one master and its virtual copies. */
const DOP_START = /^\s*Sidecar = \{/;
const DOP_RATING = /^Rating = ([1-5]),?$/;

function notesOf(stars: number | undefined): PhotoNotes {
  return stars === undefined ? {} : { rating: stars };
}

function linesOf(text: string): string[] {
  return text.split('\n').map((line) => line.trim());
}

/** Of a `.pp3` of RawTherapee or ART: the rank in its general section. */
export function pp3Notes(text: string): PhotoNotes {
  const lines = linesOf(text);
  const start = lines.indexOf(PP3_SECTION);
  if (start < 0) return {};
  const end = lines.findIndex((line, at) => at > start && line.startsWith('['));
  for (const line of lines.slice(start, end < 0 ? undefined : end)) {
    const rank = PP3_RANK.exec(line);
    if (rank) return notesOf(starsOf(rank[1]));
  }
  return {};
}

/** Of a `.dop` of DxO PhotoLab: the most stars, as virtual copies are of the same photo. */
export function dopNotes(text: string): PhotoNotes {
  if (!DOP_START.test(text)) return {};
  let most: number | undefined;
  for (const line of linesOf(text)) {
    const stars = starsOf(DOP_RATING.exec(line)?.[1]);
    if (stars !== undefined && stars > (most ?? 0)) most = stars;
  }
  return notesOf(most);
}
