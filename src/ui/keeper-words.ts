import type { KeeperRuleId } from '../domain/keeper-settings.ts';

/** What speaks for a photo, as a person would say it. */
export const KEEPER_RULE_WORDS: Record<
  KeeperRuleId,
  { name: string; hint: string }
> = {
  rating: {
    name: 'Rating',
    hint: 'More stars win, also those in a sidecar (XMP, RawTherapee, DxO). A favourite in a Google Takeout has five.',
  },
  folder: {
    name: 'Preferred folder',
    hint: 'The folders named below, the first one first.',
  },
  complete: { name: 'Whole file', hint: 'A file that is cut off loses.' },
  'not-upscaled': {
    name: 'Real detail',
    hint: 'A picture that was made larger loses.',
  },
  unedited: {
    name: 'Unedited',
    hint: 'Borders, drawn words, lost colours and clipped lights lose.',
  },
  pixels: { name: 'More pixels', hint: 'By more than a twentieth.' },
  uncropped: { name: 'Whole picture', hint: 'A crop loses.' },
  'first-saving': {
    name: 'First saving',
    hint: 'A file that was made from another copy loses.',
  },
  metadata: {
    name: 'Camera data',
    hint: 'Capture date, GPS, camera, film of a motion photo, lens, depth or HDR map, in this order.',
  },
  messenger: {
    name: 'Not from a messenger',
    hint: 'Sizes, names and compression that messengers give.',
  },
  'format-quality': {
    name: 'Less compression',
    hint: 'Higher JPEG quality, and formats that lose nothing.',
  },
  smallest: { name: 'Smaller file', hint: 'Together with its sidecars.' },
  companions: {
    name: 'What lies beside it',
    hint: 'RAW data, film or sidecars of the same shot.',
  },
  earliest: {
    name: 'Earliest date',
    hint: 'Of capture, else of the file.',
  },
  name: { name: 'Plainer name', hint: 'No “copy”, “(1)” and the like.' },
};
