import type { SampleExif } from './exif-writer.ts';
import type { SceneName } from './sample-scenes.ts';

/** How a picture is made from its scene. */
export type SampleLook =
  | 'plain'
  | 'brighter'
  | 'warm'
  | 'grey'
  | 'bordered'
  | 'captioned'
  | 'cropped'
  | 'cropped-square'
  | 'turned-90'
  | 'turned-270'
  | 'mirrored'
  /** The same place a moment later, framed a little differently. */
  | 'next-shot';

export interface SamplePicture {
  kind: 'picture';
  path: string;
  scene: SceneName;
  look: SampleLook;
  /** Size when the look keeps it; a resized picture has another one than the scene's. */
  widthPx: number;
  heightPx: number;
  mimeType: 'image/jpeg' | 'image/png' | 'image/webp';
  /** 0–1; PNG has none. */
  quality: number;
  exif?: SampleExif;
}

export type SampleFile =
  | SamplePicture
  /** The same bytes as an earlier file. */
  | { kind: 'copy'; path: string; of: string }
  /** An earlier JPEG with a comment added: other bytes, same pixels. */
  | { kind: 'commented'; path: string; of: string; comment: string }
  /** The first bytes of an earlier JPEG: headers without a picture. */
  | { kind: 'damaged'; path: string; of: string; keptBytes: number }
  | { kind: 'text'; path: string; text: string };

/** Size of a camera's pictures in the library; large enough to look at, quick to draw. */
export const SCENE_WIDTH_PX = 1024;
export const SCENE_HEIGHT_PX = 768;

const CAMERA = { make: 'Canon', model: 'EOS 80D', lens: 'EF-S18-135mm' };
const PHONE = { make: 'Google', model: 'Pixel 4', lens: 'Pixel 4 back camera' };

function picture(
  path: string,
  scene: SceneName,
  rest: Partial<SamplePicture> = {},
): SamplePicture {
  return {
    kind: 'picture',
    path,
    scene,
    look: 'plain',
    widthPx: SCENE_WIDTH_PX,
    heightPx: SCENE_HEIGHT_PX,
    mimeType: 'image/jpeg',
    quality: 0.92,
    ...rest,
  };
}

function shot(
  path: string,
  scene: SceneName,
  camera: typeof CAMERA,
  capturedAt: string,
  rest: Partial<SampleExif> = {},
): SamplePicture {
  return picture(path, scene, { exif: { ...camera, capturedAt, ...rest } });
}

function sent(number: number, scene: SceneName): SamplePicture {
  const path = `WhatsApp/IMG-20190716-WA${String(number).padStart(4, '0')}.jpg`;
  return picture(path, scene, { widthPx: 640, heightPx: 480, quality: 0.7 });
}

const ALPS = { latitude: 46.5586, longitude: 8.5614 };
const COAST = { latitude: 45.4853, longitude: 12.4167 };

const ORIGINALS: readonly SampleFile[] = [
  shot('Holiday 2019/DSC_0101.jpg', 'alpineLake', CAMERA, '2019:07:14 06:12:40', { gps: ALPS, rating: 5 }),
  shot('Holiday 2019/DSC_0107.jpg', 'waterfall', CAMERA, '2019:07:14 10:48:03', { gps: ALPS }),
  shot('Holiday 2019/DSC_0112.jpg', 'balloons', CAMERA, '2019:07:15 07:31:55', { gps: ALPS }),
  shot('Holiday 2019/DSC_0120.jpg', 'paintedHouses', CAMERA, '2019:07:16 11:05:21', { gps: COAST }),
  shot('Holiday 2019/DSC_0126.jpg', 'sailing', CAMERA, '2019:07:16 20:44:10', { gps: COAST, rating: 4 }),
  shot('Holiday 2019/DSC_0133.jpg', 'beachFromAbove', CAMERA, '2019:07:17 13:20:00', { gps: COAST }),
  shot('Holiday 2019/DSC_0139.jpg', 'lighthouse', CAMERA, '2019:07:18 17:02:36', { gps: COAST }),
  shot('Holiday 2019/DSC_0144.jpg', 'bridgeInFog', CAMERA, '2019:07:19 08:15:12'),
  shot('Holiday 2019/DSC_0150.jpg', 'dunes', CAMERA, '2019:07:20 18:39:47'),
  shot('Holiday 2019/DSC_0158.jpg', 'volcano', CAMERA, '2019:07:21 21:10:05'),
  shot('Phone backup/Camera/IMG_2031.jpg', 'citySkyline', PHONE, '2019:11:02 21:14:09'),
  shot('Phone backup/Camera/IMG_2034.jpg', 'bicycle', PHONE, '2019:11:03 15:40:31'),
  shot('Phone backup/Camera/IMG_2040.jpg', 'coffee', PHONE, '2019:11:04 09:02:18'),
  shot('Phone backup/Camera/IMG_2045.jpg', 'orangeBowl', PHONE, '2019:11:09 12:26:50'),
  shot('Phone backup/Camera/IMG_2052.jpg', 'fireworks', PHONE, '2020:01:01 00:04:12'),
  shot('Phone backup/Camera/IMG_2060.jpg', 'northernLights', PHONE, '2020:02:11 23:31:44'),
  shot('Phone backup/Camera/IMG_2066.jpg', 'poster', PHONE, '2020:02:20 16:08:27'),
  shot('Garden/P1010012.jpg', 'tulipFields', CAMERA, '2018:04:29 14:22:30'),
  shot('Garden/P1010019.jpg', 'flower', CAMERA, '2018:05:20 11:47:02', { rating: 5 }),
  shot('Garden/P1010023.jpg', 'koiPond', CAMERA, '2018:06:03 16:35:19'),
  shot('Garden/P1010031.jpg', 'forestLight', CAMERA, '2018:08:12 08:55:48'),
  shot('Garden/P1010040.jpg', 'autumnTree', CAMERA, '2018:10:21 15:13:33'),
  shot('Garden/P1010044.jpg', 'rainbow', CAMERA, '2018:10:28 16:50:07'),
  shot('Night sky/moonrise.jpg', 'moonrise', CAMERA, '2018:11:23 17:20:00'),
  shot('Night sky/starry tent.jpg', 'starryTent', CAMERA, '2019:08:12 23:58:00'),
]; // prettier-ignore

const COPIES: readonly SampleFile[] = [
  // Identical bytes: copied by hand, or saved twice by a phone.
  { kind: 'copy', path: 'Phone backup/DSC_0101.jpg', of: 'Holiday 2019/DSC_0101.jpg' },
  { kind: 'copy', path: 'Phone backup/DSC_0126 (1).jpg', of: 'Holiday 2019/DSC_0126.jpg' },
  { kind: 'copy', path: 'Phone backup/Camera/IMG_2040 (1).jpg', of: 'Phone backup/Camera/IMG_2040.jpg' },
  { kind: 'copy', path: 'Desktop/copy of flower.jpg', of: 'Garden/P1010019.jpg' },
  // Identical pixels: only the metadata differs.
  { kind: 'commented', path: 'Desktop/DSC_0112 tagged.jpg', of: 'Holiday 2019/DSC_0112.jpg', comment: 'Balloons over the valley' },
  { kind: 'commented', path: 'Desktop/autumn.jpg', of: 'Garden/P1010040.jpg', comment: 'Sorted' },
  // Re-encoded: lower quality, or another format (some of them smaller too).
  picture('Desktop/bridge for print.jpg', 'bridgeInFog', { quality: 0.6 }),
  picture('Phone backup/Edited/tulips saved.jpg', 'tulipFields', { quality: 0.75 }),
  picture('Desktop/moonrise export.png', 'moonrise', { mimeType: 'image/png', widthPx: 640, heightPx: 480 }),
  picture('Desktop/poster.png', 'poster', { mimeType: 'image/png' }),
  picture('Desktop/rainbow.webp', 'rainbow', { mimeType: 'image/webp', widthPx: 800, heightPx: 600, quality: 0.8 }),
  picture('Desktop/bicycle.webp', 'bicycle', { mimeType: 'image/webp', widthPx: 800, heightPx: 600, quality: 0.85 }),
  // Resized, as messengers do.
  sent(1, 'alpineLake'),
  sent(2, 'paintedHouses'),
  sent(3, 'sailing'),
  sent(4, 'citySkyline'),
  sent(5, 'fireworks'),
  picture('WhatsApp/IMG-20190716-WA0006.jpg', 'lighthouse', { widthPx: 640, heightPx: 480, quality: 0.55 }),
  // Edited: tone, border, caption.
  picture('Holiday 2019/Edited/waterfall bright.jpg', 'waterfall', { look: 'brighter' }),
  picture('Holiday 2019/Edited/dunes warm.jpg', 'dunes', { look: 'warm' }),
  picture('Holiday 2019/Edited/lighthouse bw.jpg', 'lighthouse', { look: 'grey' }),
  picture('Holiday 2019/Edited/beach card.jpg', 'beachFromAbove', { look: 'captioned' }),
  picture('Phone backup/Edited/oranges framed.jpg', 'orangeBowl', { look: 'bordered' }),
  // Cropped.
  picture('Holiday 2019/Edited/volcano crop.jpg', 'volcano', { look: 'cropped' }),
  picture('Phone backup/Edited/northern lights crop.jpg', 'northernLights', { look: 'cropped' }),
  picture('Garden/koi square.jpg', 'koiPond', { look: 'cropped-square' }),
  // Turned and mirrored.
  picture('Phone backup/Edited/IMG_2034 turned.jpg', 'bicycle', { look: 'turned-90' }),
  picture('Scans/scan_004.jpg', 'forestLight', { look: 'turned-270' }),
  picture('Scans/scan_007.jpg', 'coffee', { look: 'mirrored' }),
  picture('Scans/scan_009.jpg', 'balloons', { look: 'mirrored', quality: 0.8 }),
  // The next shot of a series: alike, yet another photo.
  { ...shot('Garden/P1010032.jpg', 'forestLight', CAMERA, '2018:08:12 08:55:51'), look: 'next-shot' },
  { ...shot('Holiday 2019/DSC_0127.jpg', 'sailing', CAMERA, '2019:07:16 20:44:12', { gps: COAST }), look: 'next-shot' },
  { ...shot('Night sky/starry tent 2.jpg', 'starryTent', CAMERA, '2019:08:12 23:59:10'), look: 'next-shot' },
  // For the list of skipped files.
  { kind: 'damaged', path: 'Phone backup/Camera/IMG_2071.jpg', of: 'Phone backup/Camera/IMG_2066.jpg', keptBytes: 420 },
  { kind: 'text', path: 'Desktop/shopping list.jpg', text: 'Milk\nBread\nTomatoes\nFilm for the old camera\n' },
]; // prettier-ignore

/** Every file of the sample library; originals first, so that their dates are the earliest. */
export const SAMPLE_FILES: readonly SampleFile[] = [...ORIGINALS, ...COPIES];
