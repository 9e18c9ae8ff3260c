import { fileName } from './photo.ts';

/** Marks that programs and people put on the name of a copy. */
const COPY_MARKS: readonly RegExp[] = [
  /\(\d+\)$/, // browsers, Windows: IMG_1234 (1)
  /[-_ ](copy|kopie|copie|copia)([-_ ]?\(?\d+\)?)?$/i, // Windows, macOS: IMG_1234 - Copy (2)
  /^(copy|kopie|copie|copia) (of|von|de|di) /i,
  /[-_ ~](edited|edit|bearbeitet|modifié|editada?)([-_ ]?\d+)?$/i,
  /~\d+$/, // Android's gallery: IMG_1234~2
  /[-_ ](resized|scaled|small|thumb(nail)?|min|compressed|web)$/i,
  /[-_ ]\d{2,5}x\d{2,5}$/i, // content managers: IMG_1234-1024x768
  /^(FB_IMG_|received_)\d+/i, // Facebook, Messenger
  /^IMG-\d{8}-WA\d+/i, // WhatsApp
];

/** Any of them, whatever the case. */
const ANY_MARK = new RegExp(
  COPY_MARKS.map(({ source }) => `(${source})`).join('|'),
  'i',
);

/**
 * How many marks of a copy a file's name carries; 0 is a clean name. Marks at the end may be
 * stacked: `IMG_1 - Copy (1).jpg` has two.
 */
export function copyMarks(path: string): number {
  let name = fileName(path).replace(/\.[^.]*$/, '');
  // Most names have none, and every name is asked about several times.
  if (!ANY_MARK.test(name)) return 0;
  let marks = 0;
  for (let found = true; found;) {
    found = false;
    for (const mark of COPY_MARKS) {
      const shorter = name.replace(mark, '').trim();
      if (shorter === name) continue;
      name = shorter;
      marks += 1;
      found = true;
    }
  }
  return marks;
}
