/** What people call a folder that is a copy, as a word of its own. */
const COPY_WORDS =
  /(?<!\p{L})(back-?ups?|cop(y|ies)|kopien?|copie|copias?|sicherung(en)?|sauvegardes?|duplicates?)(?!\p{L})/iu;

/** Whether a folder, or one around it, is called a copy: `Backups/2019`, `Photos (copy)`. */
export function isCalledCopy(folder: string): boolean {
  return COPY_WORDS.test(folder);
}
