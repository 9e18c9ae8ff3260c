/** What a file of a foreign format is to a person, and how it comes to be compared. */
interface ForeignKind {
  name: string;
  thing: 'picture' | 'drawing' | 'document' | 'texture';
}

/**
 * Formats of pictures that nothing here decodes, told apart by content, so that a person reads what
 * a file is and not that it is no picture.
 */
const FOREIGN = {
  affinity: { name: 'Affinity', thing: 'document' },
  astc: { name: 'ASTC', thing: 'texture' },
  blp: { name: 'BLP', thing: 'texture' },
  bpg: { name: 'BPG', thing: 'picture' },
  cineon: { name: 'Cineon', thing: 'picture' },
  'clip-studio': { name: 'Clip Studio Paint', thing: 'document' },
  'corel-draw': { name: 'CorelDRAW', thing: 'drawing' },
  dds: { name: 'DDS', thing: 'texture' },
  dicom: { name: 'DICOM, medical', thing: 'picture' },
  djvu: { name: 'DjVu', thing: 'document' },
  dpx: { name: 'DPX', thing: 'picture' },
  ecw: { name: 'ECW, aerial', thing: 'picture' },
  emf: { name: 'EMF', thing: 'drawing' },
  farbfeld: { name: 'farbfeld', thing: 'picture' },
  fits: { name: 'FITS, astronomical', thing: 'picture' },
  flashpix: { name: 'FlashPix', thing: 'picture' },
  flif: { name: 'FLIF', thing: 'picture' },
  hdr: { name: 'Radiance HDR', thing: 'picture' },
  icns: { name: 'ICNS, Apple icon', thing: 'picture' },
  ilbm: { name: 'IFF, Amiga', thing: 'picture' },
  indesign: { name: 'InDesign', thing: 'document' },
  jbig2: { name: 'JBIG2', thing: 'picture' },
  jng: { name: 'JNG', thing: 'picture' },
  'jpeg-xr': { name: 'JPEG XR', thing: 'picture' },
  'jpeg-xs': { name: 'JPEG XS', thing: 'picture' },
  krita: { name: 'Krita', thing: 'document' },
  ktx: { name: 'KTX', thing: 'texture' },
  mng: { name: 'MNG', thing: 'picture' },
  mrsid: { name: 'MrSID, aerial', thing: 'picture' },
  msp: { name: 'Microsoft Paint of 1987, MSP', thing: 'picture' },
  openexr: { name: 'OpenEXR', thing: 'picture' },
  openraster: { name: 'OpenRaster', thing: 'document' },
  'paint-net': { name: 'Paint.NET', thing: 'document' },
  'paint-shop-pro': { name: 'Paint Shop Pro', thing: 'document' },
  pcx: { name: 'PCX', thing: 'picture' },
  pdf: { name: 'PDF', thing: 'document' },
  pfm: { name: 'PFM', thing: 'picture' },
  pgx: { name: 'PGX', thing: 'picture' },
  'photo-cd': { name: 'Kodak Photo CD', thing: 'picture' },
  pict: { name: 'PICT, classic Mac', thing: 'drawing' },
  postscript: { name: 'PostScript, EPS', thing: 'document' },
  pvr: { name: 'PVR', thing: 'texture' },
  quicktake: { name: 'Apple QuickTake', thing: 'picture' },
  sgi: { name: 'SGI', thing: 'picture' },
  sun: { name: 'Sun raster', thing: 'picture' },
  vtf: { name: 'VTF', thing: 'texture' },
  wbmp: { name: 'WBMP, early phones', thing: 'picture' },
  webp2: { name: 'WebP 2', thing: 'picture' },
  wmf: { name: 'WMF', thing: 'drawing' },
  xbm: { name: 'XBM', thing: 'picture' },
  xcf: { name: 'XCF, GIMP', thing: 'document' },
  xpm: { name: 'XPM', thing: 'picture' },
} as const satisfies Readonly<Record<string, ForeignKind>>;

export type ForeignFormat = keyof typeof FOREIGN;

export const FOREIGN_FORMATS: ReadonlySet<string> = new Set(
  Object.keys(FOREIGN),
);

export function isForeignFormat(format: string): format is ForeignFormat {
  return FOREIGN_FORMATS.has(format);
}

/** What the file is, and what to do to have it compared. */
export function describeForeign(format: ForeignFormat): {
  what: string;
  advice: string;
} {
  const { name, thing } = FOREIGN[format];
  return {
    what: `Twinsift does not read this kind of ${thing} (${name}).`,
    advice:
      thing === 'picture' || thing === 'texture'
        ? 'The file was left alone. Convert it to PNG or JPEG to have it compared.'
        : 'The file was left alone. Export its picture as PNG or JPEG to have it compared.',
  };
}
