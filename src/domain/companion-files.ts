/** Extensions of files that belong to a photo of the same name: edits, raw data, the moving part. */
export const SIDECARS: ReadonlySet<string> = new Set(
  'xmp aae thm pp3 dop on1 cos cop nks nksc acr vrd dr4 pxd afphoto-edit lrv wav mp'.split(
    ' ',
  ),
);
export const MOVING_PARTS: ReadonlySet<string> = new Set([
  'mov',
  'mp4',
  'm4v',
  '3gp',
]);
export const RAWS: ReadonlySet<string> = new Set(
  '3fr arw cr2 cr3 crw dcr dng erf fff gpr iiq k25 kdc mef mos mrw nef nrw orf pef raf raw rw2 rwl sr2 srf srw x3f'.split(
    ' ',
  ),
);
export const PICTURES: ReadonlySet<string> = new Set(
  'jpg jpeg jpe heic heif hif avif jxl'.split(' '),
);

interface NameParts {
  stem: string;
  extension: string;
}

function partsOf(name: string): NameParts {
  const at = name.lastIndexOf('.');
  const stem = at > 0 ? name.slice(0, at) : name;
  return {
    stem: stem.normalize('NFC').toLowerCase(),
    extension: at > 0 ? name.slice(at + 1).toLowerCase() : '',
  };
}

/** The photo and the other file are parts of one shot, judged by their extensions. */
function areCompanions(photo: string, other: string): boolean {
  if (SIDECARS.has(other) || MOVING_PARTS.has(other)) return true;
  return (
    (RAWS.has(photo) && PICTURES.has(other)) ||
    (PICTURES.has(photo) && RAWS.has(other))
  );
}

/**
 * Which of `names` (file names of one folder) are companions of the photo `name`: RAW + JPEG,
 * live photo and its film, sidecars as `IMG_1.xmp` or `IMG_1.JPG.xmp`. Two ordinary pictures of
 * one name are no companions: they are what Twinsift looks for.
 */
export function companionsOf(
  name: string,
  names: Iterable<string>,
): readonly string[] {
  const photo = partsOf(name);
  const whole = name.normalize('NFC').toLowerCase();
  return [...names].filter((other) => {
    if (other === name) return false;
    const { stem, extension } = partsOf(other);
    if (stem === whole) return SIDECARS.has(extension);
    return stem === photo.stem && areCompanions(photo.extension, extension);
  });
}
