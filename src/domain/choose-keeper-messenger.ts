import {
  hasSamePixels,
  unbeaten,
  type KeeperCandidate,
  type KeeperRule,
} from './choose-keeper-rule.ts';
import type { PhotoSummary } from './group.ts';
import { fileName } from './photo.ts';

/** Names that messengers and social networks give to what they save. */
const MESSENGER_NAMES: readonly { app: string; pattern: RegExp }[] = [
  { app: 'WhatsApp', pattern: /^IMG-\d{8}-WA\d{4}/ },
  { app: 'WhatsApp', pattern: /^WhatsApp Image \d{4}-\d\d-\d\d/i },
  { app: 'Facebook', pattern: /^FB_IMG_\d{10,}/ },
  { app: 'Facebook', pattern: /^\d{5,}_\d{10,}_\d{10,}_[no]\b/ },
  { app: 'Messenger', pattern: /^received_\d{10,}/i },
  { app: 'Telegram', pattern: /^photo_\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d/ },
  { app: 'Telegram', pattern: /^photo_\d+@\d\d-\d\d-\d{4}/ },
  { app: 'Telegram', pattern: /^IMG_\d{8}_\d{6}_\d{3,}_telegram/i },
  { app: 'Signal', pattern: /^signal-\d{4}-\d\d-\d\d-/i },
  { app: 'Viber', pattern: /^(viber_image_|0-0[12]-0[0-9]-[0-9a-f]{32})/i },
  { app: 'WeChat', pattern: /^(mmexport|wx_camera_)\d{10,}/ },
  { app: 'Snapchat', pattern: /^Snapchat-\d+/ },
  { app: 'LINE', pattern: /^LINE_(ALBUM|MOVIE|P)?_?\d+/ },
];

/** Any of them, whatever the case: most names are none, and are asked about several times. */
const ANY_MESSENGER_NAME = new RegExp(
  MESSENGER_NAMES.map(({ pattern }) => `(${pattern.source})`).join('|'),
  'i',
);

/**
 * Longest sides to which messengers reduce: Telegram 800, 1280 and 2560; WhatsApp 1280, 1600 and
 * 4096 (HD, once 2048); Facebook and Messenger 720, 960 and 2048; Signal 1600, 2048 and 4096;
 * Instagram 1080 and 1440 wide.
 */
const MESSENGER_SIDES: ReadonlySet<number> = new Set([
  720, 800, 960, 1080, 1280, 1440, 1600, 2048, 2560, 4096,
]);

/**
 * Qualities of their JPEGs as the luma table tells: Facebook from 70, WhatsApp and Signal about 75–82,
 * Telegram 87. Cameras and telephones write 91 and more.
 */
const MESSENGER_QUALITY = { least: 55, most: 90 };

/** One that is known by what it does to a file alone. */
const UNNAMED = 'a messenger';

function hasNothingOfTheCamera({ exif }: PhotoSummary): boolean {
  return (
    exif.capturedAt === undefined &&
    exif.cameraMake === undefined &&
    exif.cameraModel === undefined &&
    exif.lens === undefined &&
    !exif.hasGps
  );
}

function hasMessengerSide({ widthPx, heightPx }: PhotoSummary): boolean {
  return MESSENGER_SIDES.has(Math.max(widthPx, heightPx));
}

function hasMessengerQuality({ format, quality }: PhotoSummary): boolean {
  const { jpegQuality } = quality;
  return (
    (format === 'jpeg' &&
      jpegQuality !== undefined &&
      jpegQuality >= MESSENGER_QUALITY.least &&
      jpegQuality <= MESSENGER_QUALITY.most) ||
    format === 'webp'
  );
}

/**
 * How a photo came here, if through a messenger: the app by its name for files, or `a messenger`
 * where the file has a messenger's size, its kind of compression and nothing that a camera writes.
 * A name alone is not believed while the camera's own data are there: people rename originals too.
 * @returns undefined when nothing speaks for it
 */
export function messengerOf(photo: PhotoSummary): string | undefined {
  if (!hasNothingOfTheCamera(photo)) return undefined;
  const name = fileName(photo.path);
  const named = ANY_MESSENGER_NAME.test(name)
    ? MESSENGER_NAMES.find(({ pattern }) => pattern.test(name))
    : undefined;
  if (named !== undefined) return named.app;
  return hasMessengerSide(photo) && hasMessengerQuality(photo)
    ? UNNAMED
    : undefined;
}

/** The second may be the first, as it came through a messenger. */
function isSentFrom(first: KeeperCandidate, second: KeeperCandidate): boolean {
  const app = messengerOf(second.photo);
  return (
    app !== undefined &&
    messengerOf(first.photo) === undefined &&
    // A size that the other one has as well was not given by a messenger.
    (app !== UNNAMED || !hasMessengerSide(first.photo)) &&
    !hasSamePixels(first, second)
  );
}

/**
 * What went through a messenger was made smaller and stripped on the way. A file with its very
 * pixels is no better source: it was made from it.
 */
export const notFromMessenger: KeeperRule = {
  criterion: 'messenger',
  best: (candidates) =>
    unbeaten(
      candidates,
      isSentFrom,
      ({ photo }) => messengerOf(photo) !== undefined,
    ),
  words: (_winner, loser) => {
    const app = messengerOf(loser.photo) ?? UNNAMED;
    return app === UNNAMED
      ? 'the other one looks like sent: a messenger’s size and compression, no camera data'
      : `the other one came through ${app}`;
  },
};
