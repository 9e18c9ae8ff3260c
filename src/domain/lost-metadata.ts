import type { GroupMember, PhotoSummary } from './group.ts';
import { knownFacts, type KnownFacts, type PhotoNotes } from './photo-notes.ts';

/**
 * What `victim` has and `keeper` has not, so that it would go out of sight with the victim. Where
 * both have a fact, the keeper's counts, whatever it says; of keywords those are lost that the
 * keeper has not. undefined when nothing is lost.
 */
export function lostMetadata(
  keeper: KnownFacts,
  victim: PhotoNotes,
): PhotoNotes | undefined {
  const lost: PhotoNotes = {};
  if (victim.place && !keeper.hasGps) lost.place = victim.place;
  for (const name of ['capturedAt', 'rating', 'caption'] as const) {
    if (keeper[name] === undefined) copyNote(name, victim, lost);
  }
  if (keeper.capturedAt === undefined && keeper.takenUtc === undefined) {
    copyNote('takenUtc', victim, lost);
  }
  const own = new Set((keeper.keywords ?? []).map(folded));
  const keywords = (victim.keywords ?? []).filter(
    (word) => !own.has(folded(word)),
  );
  if (keywords.length > 0) lost.keywords = keywords;
  return isEmpty(lost) ? undefined : lost;
}

/** Of an instant and the camera's own clock the clock is kept, whichever comes first. */
function copyNote(
  name: Exclude<keyof PhotoNotes, 'keywords'>,
  from: PhotoNotes,
  to: PhotoNotes,
): void {
  if (name === 'takenUtc' && to.capturedAt !== undefined) return;
  if (to[name] !== undefined || from[name] === undefined) return;
  Object.assign(to, { [name]: from[name] });
}

function isEmpty(notes: PhotoNotes): boolean {
  return Object.keys(notes).length === 0;
}

/**
 * What would go out of sight with a member of a group. Of another shot of the same scene nothing:
 * its place, time and rating are its own. Nor of one whose very bytes stay in the keeper's shot.
 * What the sidecars of either say counts as theirs.
 */
export function notesOnlyIn(
  { photo, relation, counterpart }: GroupMember,
  keeper: PhotoSummary,
): PhotoNotes | undefined {
  return counterpart === undefined && relation.kind !== 'similar-shot'
    ? lostMetadata(knownFacts(keeper), knownFacts(photo))
    : undefined;
}

/** `takenUtc` behind the `capturedAt` that it gives way to. */
const SINGLE_NOTES = [
  'place',
  'capturedAt',
  'takenUtc',
  'rating',
  'caption',
] as const;

/** All notes in one: of each fact the first that is known, of keywords all. undefined when empty. */
export function mergedNotes(
  notes: readonly PhotoNotes[],
): PhotoNotes | undefined {
  const merged: PhotoNotes = {};
  const keywords = new Map<string, string>();
  for (const name of SINGLE_NOTES) {
    for (const each of notes) copyNote(name, each, merged);
  }
  for (const each of notes) {
    for (const word of each.keywords ?? []) {
      if (!keywords.has(folded(word))) keywords.set(folded(word), word);
    }
  }
  if (keywords.size > 0) merged.keywords = [...keywords.values()];
  return isEmpty(merged) ? undefined : merged;
}

/** Longer captions and lists are cut in lists; the sidecar has all of them. */
const SHOWN_CHARACTERS = 60;

/** `GPS 52.52000, 13.40500; taken 2019-07-14 10:20; rating 4; keywords tower, sea; caption “…”` */
export function notesWords({
  place,
  capturedAt,
  takenUtc,
  rating,
  keywords,
  caption,
}: PhotoNotes): string {
  const parts: string[] = [];
  if (place) {
    const { latitudeDeg, longitudeDeg } = place;
    parts.push(`GPS ${latitudeDeg.toFixed(5)}, ${longitudeDeg.toFixed(5)}`);
  }
  if (capturedAt !== undefined) {
    parts.push(`taken ${capturedAt.slice(0, 16).replace('T', ' ')}`);
  }
  if (takenUtc !== undefined) {
    parts.push(`taken ${takenUtc.slice(0, 16).replace('T', ' ')} UTC`);
  }
  if (rating !== undefined) parts.push(`rating ${rating} of 5`);
  if (keywords) {
    const word = keywords.length === 1 ? 'keyword' : 'keywords';
    parts.push(`${word} ${shortened(keywords.join(', '))}`);
  }
  if (caption !== undefined) parts.push(`caption “${shortened(caption)}”`);
  return parts.join('; ');
}

function shortened(text: string): string {
  const characters = Array.from(text);
  return characters.length <= SHOWN_CHARACTERS
    ? text
    : `${characters.slice(0, SHOWN_CHARACTERS).join('').trimEnd()}…`;
}

/** Programs and people differ in case, and disks in Unicode form. */
function folded(word: string): string {
  return word.normalize('NFC').toLowerCase();
}
