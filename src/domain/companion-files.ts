/** Extensions of files that belong to a photo of the same name: edits, raw data, the moving part. */
export const SIDECARS: ReadonlySet<string> = new Set(
  'xmp aae thm pp3 dop on1 cos cop nks nksc acr vrd dr4 pxd afphoto-edit lrv wav mp mv json'.split(
    ' ',
  ),
);
export const MOVING_PARTS: ReadonlySet<string> = new Set([
  'mov',
  'mp4',
  'm4v',
  '3gp',
]);
/** What Google's exports call the films of motion photos: `PXL_1.MP` of `PXL_1.MP.jpg`. */
const PIXEL_FILMS: ReadonlySet<string> = new Set(['mp', 'mv']);
export const RAWS: ReadonlySet<string> = new Set(
  '3fr arw cr2 cr3 crw dcr dng erf fff gpr iiq k25 kdc mef mos mrw nef nrw orf pef raf raw rw2 rwl sr2 srf srw x3f'.split(
    ' ',
  ),
);
/** What cameras write beside their raw data. */
export const PICTURES: ReadonlySet<string> = new Set(
  'jpg jpeg jpe heic heif hif avif jxl'.split(' '),
);
const OTHER_PHOTOS: ReadonlySet<string> = new Set(
  'png apng gif webp tif tiff bmp psd psb jp2 jfif qoi tga ppm pgm pbm pnm pam'.split(
    ' ',
  ),
);

/** What a file is to the photo that it belongs to. */
export type CompanionKind = 'raw' | 'picture' | 'edited' | 'movie' | 'sidecar';

/**
 * How Google Photos names edited copies in its exports, in the languages it exports in. They
 * stand behind the name: `IMG_1-edited.jpg`.
 */
const EDIT_MARKS: readonly string[] =
  'edited effects smile mix edytowane bearbeitet bewerkt 編集済み 编辑 modificato modifié editado editat'
    .split(' ')
    // Spanish: two words.
    .concat('ha editado');
const EDITED = new RegExp(`^(.+)-(?:${EDIT_MARKS.join('|')})(\\(\\d+\\))?$`);
/** An iPhone's `IMG_E1234` is the edited `IMG_1234`, and `IMG_O1234.AAE` its original's edits. */
const APPLE_EDITED = /^(img_)[eo](\d{4})$/;

/** A file name taken apart, all lower case and NFC, as disks compare names. */
export interface NameParts {
  whole: string;
  /** Without the last extension. */
  stem: string;
  /** Without the dot; '' when there is none. */
  extension: string;
}

export function nameParts(name: string): NameParts {
  const whole = name.normalize('NFC').toLowerCase();
  const at = whole.lastIndexOf('.');
  return at > 0
    ? { whole, stem: whole.slice(0, at), extension: whole.slice(at + 1) }
    : { whole, stem: whole, extension: '' };
}

/** The stem that all files of one shot share: without the marks of an edited copy. */
export function shotStem(stem: string): string {
  const marked = EDITED.exec(stem);
  if (marked) return `${marked[1] ?? ''}${marked[2] ?? ''}`;
  return stem.replace(APPLE_EDITED, '$1$2');
}

/** Judged by its extension alone. A name without one may be anything, a photo too. */
export function isPhotoName({ extension }: NameParts): boolean {
  return (
    extension === '' ||
    PICTURES.has(extension) ||
    RAWS.has(extension) ||
    OTHER_PHOTOS.has(extension)
  );
}

/** What a file of this name is beside the other files of its shot. */
export function companionKind(name: string): CompanionKind {
  const parts = nameParts(name);
  if (RAWS.has(parts.extension)) return 'raw';
  if (MOVING_PARTS.has(parts.extension) || PIXEL_FILMS.has(parts.extension)) {
    return 'movie';
  }
  if (!isPhotoName(parts)) return 'sidecar';
  return shotStem(parts.stem) === parts.stem ? 'picture' : 'edited';
}
