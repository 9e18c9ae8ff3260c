import { companionKind, type CompanionKind } from './companion-files.ts';
import type { Companion, PhotoSummary } from './group.ts';
import { fileName } from './photo.ts';
import { sidecarForm, type SidecarForm } from './sidecar-notes.ts';

function extensionOf(path: string): string {
  const extension = path.slice(path.lastIndexOf('.') + 1).toUpperCase();
  return extension === 'JPG' || extension === 'JPE' ? 'JPEG' : extension;
}

/** What a photo with its companions is, in badges: `RAW + JPEG`, `Live Photo`, `Motion photo`, `with sidecar`. */
export function bundleWords(
  photo: Pick<PhotoSummary, 'path' | 'companions' | 'exif'>,
): string[] {
  const companions = photo.companions ?? [];
  const film = photo.exif.hasFilm === true ? ['Motion photo'] : [];
  if (companions.length === 0) return film;
  const parts = [
    { path: photo.path, kind: companionKind(fileName(photo.path)) },
    ...companions,
  ];
  const of = (kind: CompanionKind) =>
    parts.filter((part) => part.kind === kind);
  const sidecars = of('sidecar').length;
  const words = [
    rawWords(of('raw').length > 0, of('picture')[0]?.path),
    of('movie').length > 0 ? 'Live Photo' : '',
    of('edited').length > 0 ? 'with edited copy' : '',
    sidecars > 1 ? `with ${sidecars} sidecars` : '',
    sidecars === 1 ? 'with sidecar' : '',
  ];
  return [...film, ...words.filter((word) => word !== '')];
}

const SOURCES = {
  xmp: 'XMP sidecar',
  pp3: 'RawTherapee sidecar',
  dop: 'DxO sidecar',
  takeout: 'Google Takeout',
} as const satisfies Record<SidecarForm, string>;

/** Where notes of a photo stand that its own file has not; `sidecar` where they may stand in several. */
export function notesSource({
  companions = [],
}: Pick<PhotoSummary, 'companions'>):
  (typeof SOURCES)[SidecarForm] | 'sidecar' {
  const forms = companions.flatMap(({ path }) => sidecarForm(path) ?? []);
  const [form = 'xmp'] = forms;
  return forms.every((other) => other === form) ? SOURCES[form] : 'sidecar';
}

function rawWords(hasRaw: boolean, picture: string | undefined): string {
  if (!hasRaw) return '';
  return picture === undefined ? 'RAW' : `RAW + ${extensionOf(picture)}`;
}

/** `IMG_1.MOV and IMG_1.xmp`; '' for none. */
export function companionNames(companions: readonly Companion[]): string {
  const names = companions.map(({ path }) => fileName(path));
  const last = names.at(-1) ?? '';
  return names.length < 2
    ? last
    : `${names.slice(0, -1).join(', ')} and ${last}`;
}
